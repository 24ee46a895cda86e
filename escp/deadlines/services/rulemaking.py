"""Proposing, agreeing and withdrawing changes to rules, and editions of guidance. What has taken effect stays."""

import re
from datetime import date, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.deadlines import queries
from escp.deadlines.models import ClockRule, Edition
from escp.deadlines.queries import rulemaking
from escp.deadlines.registry import Clock, Revision, Rule
from escp.partnership.models import Person
from escp.ui.words import date_in_words

MOST = 400
FARTHEST = timedelta(days=10 * 366)
CODE = re.compile(r"[A-Z][A-Z0-9-]{1,19}")
Row = TypeVar("Row", ClockRule, Edition)


@transaction.atomic
def propose_rule(
    *, by: Person, clock: Clock, revision: Revision, reason: str, edition: Edition | None = None
) -> ClockRule:
    """Keep a dated change to a clock's rule. What the revision leaves None stays as it is.

    A change to the length of a statutory duty, and every change that an edition of guidance brings, waits for a second
    person; all others count at once. Deadlines whose clock has started are not touched. Raises ValidationError by
    field for a day that has passed, a duty without reminders, a length without an authority, and the like.
    """
    before = queries.rule_book().rule(clock, revision.effective_from)
    _check_day(clock, revision.effective_from, edition)
    _check_length(clock, before, revision)
    _check_reminders(before, revision)
    statutory_length = revision.length is not None and before.level.statutory
    second = statutory_length or edition is not None
    now = timezone.now()
    return ClockRule.objects.create(
        clock=clock.key,
        effective_from=revision.effective_from,
        edition=edition,
        number=revision.length.number if revision.length else None,
        unit=revision.length.unit if revision.length else "",
        authority=revision.authority or "",
        remind=None if revision.remind is None else [offset.code for offset in revision.remind],
        escalate=None if revision.escalate is None else [step.as_data() for step in revision.escalate],
        reason=reason,
        needs_second=second,
        proposed_by=by,
        proposed_at=now,
        agreed_by=None if second else by,
        agreed_at=None if second else now,
    )


def _check_day(clock: Clock, day: date, edition: Edition | None) -> None:
    today = timezone.localdate()
    if day < today:
        _refuse("effective_from", "A change counts from today or a later day, so that no clock already running moves")
    _check_not_too_far(day)
    if ClockRule.objects.filter(clock=clock.key, effective_from=day, withdrawn_at=None).exists():
        _refuse(
            "effective_from",
            f"There is a change to this clock from {date_in_words(day)} already: withdraw it or choose another day",
        )
    if edition is None:
        return
    if edition.guidance not in clock.guidance or edition.withdrawn_at is not None:
        _refuse("edition", f"{edition.name} does not govern this clock")
    if day < edition.effective_from:
        starts = date_in_words(edition.effective_from)
        _refuse("effective_from", f"{edition.name} is in force from {starts}: choose that day or a later one")


def _check_length(clock: Clock, before: Rule, revision: Revision) -> None:
    if all(part is None for part in (revision.length, revision.authority, revision.remind, revision.escalate)):
        raise ValidationError("Nothing has been changed: change the length, a reminder or who is told")
    if revision.length is None:
        if revision.authority is not None:
            _refuse("authority", "Leave the authority empty unless the length changes")
        return
    if clock.length is None:
        _refuse("number", "Somebody chooses this date on the record: it has no length")
    if not 1 <= revision.length.number <= MOST:
        _refuse("number", f"The length must be between 1 and {MOST}: use a larger unit for a longer one")
    if revision.length.unit not in units_of(clock):
        _refuse("unit", f"This clock cannot be counted in {revision.length.unit}")
    if before.level.statutory and not revision.authority:
        _refuse(
            "authority", "Enter the authority for this length: the law or guidance that sets it, and where it says so"
        )


def _check_reminders(before: Rule, revision: Revision) -> None:
    if not before.level.statutory:
        return
    if revision.remind == ():
        _refuse("remind", "A duty set from outside always has reminders: keep at least one")
    if revision.escalate == ():
        _refuse(
            "to_unit", "A duty set from outside must reach somebody else when it is not done: keep at least one step"
        )


def units_of(clock: Clock) -> list[str]:
    """Return the units in which a clock's length may be given: days counted back stay so, a pause needs days."""
    if clock.length is None or clock.length.unit == "working days before":
        return [clock.length.unit] if clock.length else []
    hours = [] if clock.pauses else ["hours"]
    return ["working days", *hours, "days", "weeks", "months"]


@transaction.atomic
def propose_edition(
    *, by: Person, code: str, guidance: str, name: str, effective_from: date, source: str, note: str = ""
) -> Edition:
    """Keep a later edition of guidance, to count once a second person agrees.

    Its day may lie in the past, as a publication is often read late: clocks that have started keep their edition.
    """
    if not CODE.fullmatch(code):
        _refuse("code", "The code must be capital letters, digits and hyphens, such as WT2028")
    if rulemaking.edition_shipped(code) or rulemaking.edition_added(code):
        _refuse("code", f"There is an edition {code} already: choose another code")
    latest = rulemaking.latest_edition(guidance)
    if effective_from <= latest.effective_from:
        day = date_in_words(latest.effective_from)
        _refuse("effective_from", f"A later edition begins after {latest.name}, which began on {day}")
    _check_not_too_far(effective_from)
    return Edition.objects.create(
        code=code,
        guidance=guidance,
        name=name,
        effective_from=effective_from,
        source=source,
        note=note,
        needs_second=True,
        proposed_by=by,
        proposed_at=timezone.now(),
    )


def _check_not_too_far(day: date) -> None:
    if day > timezone.localdate() + FARTHEST:
        _refuse("effective_from", "The day must lie within the next ten years")


@transaction.atomic
def agree(*, by: Person, proposal: Row) -> Row:
    """Agree a colleague's proposal: it counts from its day on. Raises ValidationError for one's own."""
    row = _locked(proposal)
    if reason := why_not_agree(by, row):
        raise ValidationError(reason)
    row.agreed_by, row.agreed_at = by, timezone.now()
    row.save()
    return row


def why_not_agree(person: Person, proposal: ClockRule | Edition) -> str:
    """Return why a person cannot agree a proposal now, or nothing when they can."""
    if not proposal.is_waiting:
        return "This has been settled already: see who agreed or withdrew it."
    if proposal.proposed_by_id == person.pk:
        return "You proposed this. It waits for a colleague: a second person agrees it."
    if isinstance(proposal, Edition):
        return ""
    if proposal.effective_from < timezone.localdate():
        return "The day from which it was to count has passed. Withdraw it and propose it again from a later day."
    if proposal.edition is not None and not proposal.edition.is_agreed:
        return f"Agree the edition it belongs to first: {proposal.edition.name}."
    return ""


@transaction.atomic
def withdraw_proposal(*, by: Person, proposal: Row) -> Row:
    """Take back a proposal, or an agreed change whose day has not come. It stays to be read, and counts no more.

    With an edition go the changes that belong to it. Raises ValidationError for what has taken effect.
    """
    row = _locked(proposal)
    if reason := why_not_withdraw(row):
        raise ValidationError(reason)
    now = timezone.now()
    rows: list[ClockRule | Edition] = [row]
    if isinstance(row, Edition):
        rows += rulemaking.changes_with(row)
    for each in rows:
        each.withdrawn_by, each.withdrawn_at = by, now
        each.save()
    return row


def why_not_withdraw(proposal: ClockRule | Edition) -> str:
    """Return why a proposal cannot be withdrawn now, or nothing when it can."""
    if proposal.withdrawn_at is not None:
        return "This has been withdrawn already."
    if proposal.is_settled:
        return "This has taken effect and stays as it is. To change it, make another change from a later day."
    return ""


def _locked(proposal: Row) -> Row:
    rows = type(proposal).objects.select_for_update(of=("self",))
    locked: Row = rows.get(pk=proposal.pk)
    return locked


def _refuse(field: str, words: str) -> None:
    raise ValidationError({field: words})
