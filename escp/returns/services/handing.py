"""Handing on within one agency: a section or the whole return to a colleague, and back. Each is one transaction."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.models import Part, Return
from escp.returns.policies import answers_for
from escp.returns.queries import reaching
from escp.returns.services.answering import locked, part_for
from escp.returns.services.letters import send_handed

NOT_YOURS = "Only the agency that was asked can hand this to a colleague."
NO_COLLEAGUE = "Choose a colleague of the agency that was asked, to whom the case is open."


def _answering(by: Person, asked: Return) -> Return:
    """Return the row, locked, for somebody who answers the whole of it. Raises PermissionDenied for the rest."""
    current = locked(asked)
    if not answers_for(by, current):
        raise PermissionDenied(NOT_YOURS)
    return current


def _check_colleague(asked: Return, person: Person) -> None:
    if not reaching.colleagues_of(asked).filter(pk=person.pk).exists():
        raise ValidationError({"person": NO_COLLEAGUE})


@transaction.atomic
def hand_section(*, by: Person, asked: Return, section: str, person: Person | None) -> Part:
    """Give one section to a colleague of the same agency, and write to them; or take it back (None).

    Raises PermissionDenied for somebody who does not answer the return, ValidationError for somebody who is no
    colleague and once it was sent.
    """
    current = _answering(by, asked)
    part = part_for(by=by, asked=current, section=section)
    # As it stands now: what was saved meanwhile must not go back to what this page knew.
    part = Part.objects.select_for_update(of=("self",)).select_related("of").get(pk=part.pk)
    if part.helper == person:
        return part
    if person is not None:
        _check_colleague(current, person)
    part.helper = person
    part.save()
    if person is not None:
        send_handed(by=by, asked=current, to=person, whole=False)
    return part


@transaction.atomic
def hand_over(*, by: Person, asked: Return, person: Person) -> Return:
    """Give the whole return to a colleague of the same agency, and write to them.

    Raises PermissionDenied for somebody who does not answer it, ValidationError for somebody who is no colleague or is
    asked the same already, and once it was sent.
    """
    current = _give(by, asked, person)
    send_handed(by=by, asked=current, to=person, whole=True)
    return current


@transaction.atomic
def take_back(*, by: Person, asked: Return) -> Return:
    """Take a return back that was handed to a colleague: it is asked of whoever does so. Raises as `hand_over` does."""
    return _give(by, asked, by)


def _give(by: Person, asked: Return, person: Person) -> Return:
    current = _answering(by, asked)
    _check_colleague(current, person)
    if other := queries.asked_already(current, person):
        raise ValidationError({"person": f"{person} is asked the same already, under {other.reference}."})
    current.person = person
    current.save()
    return current
