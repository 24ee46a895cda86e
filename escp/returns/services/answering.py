"""Answering: seen, started, saved as it is typed, carried forward. Each is one transaction."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.choices import ReturnState
from escp.returns.given import file_keys
from escp.returns.lifecycle import still_taken
from escp.returns.models import Part, Return
from escp.returns.policies import answers_for, fills_in

CLOSED = "This has been sent. It can be changed again only when the business unit asks for changes."

HAS_ANSWERS = "This section has answers already. Change them one by one."

NOTHING_LEFT = "Nothing is left to bring forward: every section that was answered last time holds an answer."

MEANWHILE = "Somebody else saved this section meanwhile. Save the page to see both."


def locked(asked: Return) -> Return:
    """Return the row as it stands, locked. Raises ValidationError where the agency can no longer answer."""
    current: Return = Return.objects.select_for_update(of=("self",)).select_related("request__asks").get(pk=asked.pk)
    if not current.is_open:
        raise ValidationError(CLOSED)
    if reason := still_taken(current):
        raise ValidationError(reason)
    return current


@transaction.atomic
def note_seen(*, by: Person, asked: Return) -> Return:
    """Note that the agency has opened what is asked. The unit's own look does not count. Twice changes nothing."""
    if asked.state != ReturnState.ASKED or not answers_for(by, asked):
        return asked
    current = Return.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if current.state == ReturnState.ASKED:
        current.state, current.seen_at = ReturnState.SEEN, timezone.now()
        current.save()
    return current


def part_for(*, by: Person, asked: Return, section: str) -> Part:
    """Return the part that holds one section's answers, made where there is none yet.

    Raises PermissionDenied for somebody who does not fill it in.
    """
    part, _ = Part.objects.get_or_create(of=asked, section=section)
    if not fills_in(by, part):
        raise PermissionDenied("Only the agency that was asked, or the colleague this was given to, can answer.")
    return part


@transaction.atomic
def save_part(*, by: Person, part: Part, answers: Mapping[str, Any]) -> Part:
    """Save one section's answers as they stand, complete or not. The first saving starts the return.

    Files are given and taken out by `services.files`: here they stay as they are, whatever the page knew of them.
    Raises ValidationError once the return has been sent.
    """
    asked = locked(part.of)
    now = timezone.now()
    part.answers = _with_files(asked, part, answers)
    part.saved_at, part.saved_by = now, by
    part.carried_forward = False
    # Whoever came by a link is not signed in: the history would name nobody.
    setattr(part, "_history_user", by)  # noqa: B010
    part.save()
    if asked.state in (ReturnState.ASKED, ReturnState.SEEN):
        asked.state = ReturnState.STARTED
        asked.seen_at = asked.seen_at or now
        asked.started_at = now
        asked.save()
    return part


def _with_files(asked: Return, part: Part, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers beside the files that a part holds now. Ask with the return locked."""
    keys = file_keys(asked.request.asks.asks.section(part.section))
    stored = queries.part_of(asked, part.section) if keys else None
    files = {key: value for key, value in stored.answers.items() if key in keys} if stored else {}
    return {key: value for key, value in answers.items() if key not in keys} | files


@transaction.atomic
def autosave(*, by: Person, asked: Return, section: str, answers: Mapping[str, Any], version: str) -> Part:
    """Save a section from a page that stays open, unless somebody saved it meanwhile.

    `version` is the one that the page knows; empty before the first saving. Raises ValidationError, with nothing
    saved, when it is another.
    """
    locked(asked)
    part = part_for(by=by, asked=asked, section=section)
    if part.saved_at is not None and str(part.version) != version:
        raise ValidationError(MEANWHILE)
    return save_part(by=by, part=part, answers=answers)


@transaction.atomic
def carry_forward(*, by: Person, asked: Return, section: str) -> Part:
    """Answer a section as last time: “no change since”. Only questions that are still asked come forward.

    Raises ValidationError when there is no earlier answer, or when something stands in the section already.
    """
    locked(asked)
    part = part_for(by=by, asked=asked, section=section)
    part = Part.objects.select_for_update(of=("self",)).select_related("of").get(pk=part.pk)
    if not part.answers.keys() <= file_keys(asked.request.asks.asks.section(section)):
        raise ValidationError(HAS_ANSWERS)
    earlier = queries.earlier_for(by, asked)
    now_asked = asked.request.asks.asks.for_agency().section(section)
    kept = earlier.still_answering(now_asked) if earlier and now_asked else {}
    if not kept:
        raise ValidationError("There is no earlier answer to bring forward.")
    part = save_part(by=by, part=part, answers=kept)
    part.carried_forward = True
    part.save()
    return part


@transaction.atomic
def carry_all_forward(*, by: Person, asked: Return) -> list[str]:
    """Answer every section that is still empty as last time. Returns the keys of those that came forward.

    What was typed stays: nothing comes over it. Raises PermissionDenied for somebody who does not answer the whole,
    ValidationError when nothing is left to bring forward, and once it was sent.
    """
    current = locked(asked)
    if not answers_for(by, current):
        raise PermissionDenied("Only the agency that was asked can answer all of it as last time.")
    sections = queries.to_bring_forward(current, queries.earlier_for(by, current), current.parts.all())
    if not sections:
        raise ValidationError(NOTHING_LEFT)
    for section in sections:
        carry_forward(by=by, asked=current, section=section.key)
    return [section.key for section in sections]
