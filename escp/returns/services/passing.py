"""Passing on: whoever was asked by a link names a colleague, and the unit says yes or no. Each is one transaction."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from escp.returns.models import PassingOn, Return
from escp.returns.queries.passing import passing_that_waits
from escp.returns.services.answering import locked
from escp.returns.services.asking import name_recipient
from escp.returns.services.letters import send_kept
from escp.returns.services.links import revoke
from escp.returns.services.people import Pasted, person_for

MOST = 5
OVER = "There is nothing to answer any more: it was answered, sent, or asked of somebody else meanwhile."


@transaction.atomic
def ask_to_pass_on(*, by: Person, asked: Return, name: str, email: str) -> PassingOn:
    """Ask the unit to ask a colleague instead. Asked again before the unit has answered, it names somebody else.

    Raises PermissionDenied for anybody but the person who is asked, ValidationError for their own address, after too
    many refusals, and once it was sent.
    """
    current = locked(asked)
    if current.person_id != by.pk:
        raise PermissionDenied("Only the person who was asked can pass this on.")
    if email.casefold() == by.email.casefold():
        raise ValidationError({"email": "This is your own address. Enter your colleague’s."})
    if PassingOn.objects.filter(of=current).exclude(answered_at=None).count() >= MOST:
        raise ValidationError("This has been asked several times. Please write to the business unit.")
    facts = {"by": by, "name": name, "email": email.lower(), "asked_at": timezone.now()}
    passing, _ = PassingOn.objects.update_or_create(of=current, answered_at=None, defaults=facts)
    return passing


@transaction.atomic
def agree(*, by: Person, asked: Return) -> Return:
    """Ask the colleague instead: they get a letter with a link of their own, and the old link is closed.

    Raises ValidationError where nothing waits any more, and for a colleague who cannot be asked.
    """
    passing = _answered(by, asked, agreed=True)
    person = person_for(by=by, pasted=Pasted(passing.name, passing.email))
    revoke(by=by, asked=passing.of)
    return name_recipient(by=by, asked=passing.of, person=person)


@transaction.atomic
def refuse(*, by: Person, asked: Return) -> Return:
    """Leave it with the person who was asked, and tell them. Raises ValidationError where nothing waits any more."""
    passing = _answered(by, asked, agreed=False)
    send_kept(by=by, asked=passing.of, to=passing.by)
    return passing.of


def _answered(by: Person, asked: Return, *, agreed: bool) -> PassingOn:
    current = locked(asked)
    passing = passing_that_waits(current)
    if passing is None:
        raise ValidationError(OVER)
    passing.agreed, passing.answered_at, passing.answered_by = agreed, timezone.now(), by
    passing.save()
    return passing
