"""Writing and sending what passes learning on. Each function is one transaction."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Agency, Person
from escp.returns.kinds import RequestKind
from escp.returns.queries import published
from escp.returns.services.asking import Asked, ask
from learning.choices import ShareState
from learning.models import Dissemination, LearningPoint, SharedPoint, SharedWith
from learning.sharing.queries import QUESTIONNAIRE, agencies_of

SENT_ALREADY = "It is sent and stays as it is. Write a correction, which takes its place when it is sent."
CORRECTED_ALREADY = "It has a correction already: {}."
NOT_SENT = "Only what was sent is corrected. Change it instead."
NOTHING_TO_ASK_BY = "Publish the questionnaire “Cascade of a learning update” first: the agencies are asked by it."
MESSAGE = (
    "Please read what was sent, pass it on to those whom it concerns, and say by the date how far it reached and what "
    "it changed. It stands on the page of {}."
)


@transaction.atomic
def write(
    *,
    by: Person,
    dissemination: Dissemination,
    points: Iterable[LearningPoint],
    agencies: Iterable[Agency],
    why: str = "",
) -> Dissemination:
    """Save what is to be sent, the learning points it carries and the agencies it goes to.

    Raises ValidationError once it was sent.
    """
    if not dissemination.is_draft:
        raise ValidationError(SENT_ALREADY)
    if dissemination.recorded_by_id is None:
        dissemination.recorded_by = by
    dissemination.save()
    _carry(by, dissemination, list(points), why)
    _address(dissemination, list(agencies))
    return dissemination


def _carry(by: Person, dissemination: Dissemination, points: list[LearningPoint], why: str) -> None:
    for link in dissemination.points.exclude(learning_point__in=points):
        link.delete()
    known = set(dissemination.points.values_list("learning_point", flat=True))
    for point in points:
        if point.pk not in known:
            SharedPoint.objects.create(dissemination=dissemination, learning_point=point, why=why, linked_by=by)


def _address(dissemination: Dissemination, agencies: list[Agency]) -> None:
    for one in dissemination.recipients.exclude(agency__in=agencies):
        one.delete()
    known = set(dissemination.recipients.values_list("agency", flat=True))
    for agency in agencies:
        if agency.pk not in known:
            SharedWith.objects.create(dissemination=dissemination, agency=agency)


@transaction.atomic
def correct(
    *,
    by: Person,
    sent: Dissemination,
    correction: Dissemination,
    points: Iterable[LearningPoint],
    agencies: Iterable[Agency],
    why: str = "",
) -> Dissemination:
    """Save a correction of what was sent; what it corrects stands until it is sent itself. Raises ValidationError."""
    current = Dissemination.objects.select_for_update().get(pk=sent.pk)
    if current.state != ShareState.SENT:
        raise ValidationError(NOT_SENT)
    if other := Dissemination.objects.filter(corrects=current).first():
        raise ValidationError(CORRECTED_ALREADY.format(other.reference))
    correction.corrects = current
    return write(by=by, dissemination=correction, points=points, agencies=agencies, why=why)


@transaction.atomic
def issue(*, by: Person, dissemination: Dissemination, kind: RequestKind) -> None:
    """Ask every agency that it goes to how far it passes it on. Side effects: returns, deadlines, letters.

    Raises ValidationError while the questionnaire is not published.
    """
    version = published(QUESTIONNAIRE)
    if version is None:
        raise ValidationError(NOTHING_TO_ASK_BY)
    dissemination.request = ask(
        by=by,
        kind=kind,
        version=version,
        title=f"How {dissemination.reference} was passed on",
        message=MESSAGE.format(dissemination.reference),
        due_on=kind.due_for(dissemination) or timezone.localdate(),
        about=dissemination,
        whom=[Asked(agency) for agency in agencies_of(dissemination)],
    )
    dissemination.sent_on, dissemination.sent_by = timezone.localdate(), by
