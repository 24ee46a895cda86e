"""Asking agencies: one request, a return for each agency, a letter to each person. Each is one transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Agency, Person
from escp.partnership.queries import has_conflict
from escp.returns.choices import VersionState
from escp.returns.kinds import RequestKind, why_not_again
from escp.returns.models import Part, Request, Return, UnitNote, Version
from escp.returns.queries import pseudonym_in, speaks_for_another
from escp.returns.services.letters import NO_PSEUDONYMS, send_ask

# Whoever asks need not learn why.
MAY_NOT_KNOW = "{} may not know of this case: name somebody else."


@dataclass(frozen=True)
class Asked:
    """One agency that is asked, and who there: nobody by name where whoever contributes for the agency will do."""

    agency: Agency
    person: Person | None = None


@transaction.atomic
def ask(
    *,
    by: Person,
    kind: RequestKind,
    version: Version,
    title: str,
    due_on: date,
    whom: Iterable[Asked],
    message: str = "",
    about: Any = None,
    senior_sign_off: bool = False,
    given: Mapping[str, Any] | None = None,
) -> Request:
    """Ask agencies for something by a date, and write to each.

    `given` are answers that stand in each return from the start, for the agency to check; what hangs on them is asked.
    Side effects: a return with its deadline for each agency, a letter to each person. Raises ValidationError for a
    draft, a date in the past, nobody to ask, somebody asked twice, or somebody with a conflict of interest in the case.
    """
    asked = list(whom)
    if version.state != VersionState.PUBLISHED:
        raise ValidationError({"asks": "Publish the questionnaire first."})
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "The date must be today or in the future."})
    if not asked:
        raise ValidationError({"whom": "Choose at least one agency."})
    if len(set(asked)) != len(asked):
        raise ValidationError({"whom": "Somebody is asked twice."})
    if refused := why_not_again(kind.key, version.questionnaire.key, [one.agency for one in asked]):
        raise ValidationError({"whom": refused})
    if pseudonym_in(kind.case_of(about), title):
        raise ValidationError({"title": NO_PSEUDONYMS})
    if pseudonym_in(kind.case_of(about), message):
        raise ValidationError({"message": NO_PSEUDONYMS})
    request = Request(
        kind=kind.key,
        asks=version,
        title=title,
        message=message,
        due_on=due_on,
        senior_sign_off=senior_sign_off,
        given=dict(given or {}),
        asked_by=by,
        case=kind.case_of(about),
    )
    if about is not None:
        request.content_type = ContentType.objects.get_for_model(about)
        request.object_id, request.about_reference = about.pk, about.reference
    request.save()
    for one in asked:
        _add(by, request, one)
    return request


@transaction.atomic
def ask_also(*, by: Person, request: Request, whom: Asked) -> Return:
    """Ask one more agency the same.

    Raises ValidationError when that agency or person is asked already, and for a conflict of interest in the case.
    """
    known = request.returns.filter(agency=whom.agency)
    if (known.filter(person=whom.person) if whom.person else known).exists():
        raise ValidationError({"whom": "They are asked already."})
    if refused := why_not_again(request.kind, request.asks.questionnaire.key, [whom.agency]):
        raise ValidationError({"whom": refused})
    return _add(by, request, whom)


def _add(by: Person, request: Request, one: Asked) -> Return:
    if one.person is not None and has_conflict(one.person, request.case):
        raise ValidationError({"whom": MAY_NOT_KNOW.format(one.person)})
    added = Return.objects.create(request=request, agency=one.agency, person=one.person, due_on=request.due_on)
    # Each section has its row from the start, so that two people who save it first at once are told of each other.
    for section in request.asks.asks.for_agency().sections:
        given = {one.key: request.given[one.key] for one in section.questions if one.key in request.given}
        Part.objects.create(of=added, section=section.key, answers=given)
    send_ask(by=by, asked=added)
    return added


@transaction.atomic
def name_recipient(*, by: Person, asked: Return, person: Person) -> Return:
    """Name, or change, who is asked in an agency, and write to them.

    Raises ValidationError once it was sent, for somebody of another agency, for a person who is asked already, and for
    one with a conflict of interest in the case.
    """
    current = Return.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if not current.is_open:
        raise ValidationError("It has been sent or settled already.")
    if others := speaks_for_another(person, current.agency):
        raise ValidationError({"person": f"{person} belongs to {others[0]}, not to {current.agency}."})
    if current.request.returns.filter(agency=current.agency, person=person).exists():
        raise ValidationError({"person": f"{person} is asked already."})
    if has_conflict(person, current.request.case):
        raise ValidationError({"person": MAY_NOT_KNOW.format(person)})
    current.person = person
    current.save()
    send_ask(by=by, asked=current)
    return current


@transaction.atomic
def extend(*, by: Person, asked: Return, due_on: date) -> Return:
    """Give one agency another date. Its deadline moves, with the old date kept. Raises ValidationError."""
    current = Return.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if not current.is_open:
        raise ValidationError("It has been sent or settled already.")
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "The date must be today or in the future."})
    current.due_on = due_on
    current.save()
    return current


@transaction.atomic
def keep_unit_note(*, by: Person, asked: Return, answers: Mapping[str, Any]) -> UnitNote:
    """Keep what the unit records beside a return, in the fields that the agency is not shown."""
    note, _ = UnitNote.objects.select_for_update().get_or_create(of=asked)
    note.answers = dict(answers)
    note.save()
    return note
