"""Putting evidence under the criteria of an inspection, and taking it out. Nothing that was written is changed."""

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.models import Criterion, Exhibit, InspectionFramework, TakenOut
from audits.readiness.queries import Candidate, stands_under
from audits.readiness.shipped import bring
from escp.partnership.models import Person

STANDS_ALREADY = "{} stands under this criterion already. Take it out first to say something else of it."
OUT_ALREADY = "Somebody has taken it out already."


def bring_frameworks() -> None:
    """Add the shipped editions that are not there, with their criteria. What is there stays as it is.

    A new database has them from its migrations; one that was emptied since has them again.
    """
    bring(InspectionFramework, Criterion)


@transaction.atomic
def put_under(*, by: Person, criterion: Criterion, candidate: Candidate, shows: str, bearing: str = "") -> Exhibit:
    """Put a record under a criterion with what it shows, as it is called today. Raises ValidationError the second time.

    The criterion is locked, so that two people who do so at once put it there once.
    """
    current = Criterion.objects.select_for_update(of=("self",)).get(pk=criterion.pk)
    if stands_under(current, candidate):
        raise ValidationError({"reference": STANDS_ALREADY.format(candidate.record.reference)})
    return Exhibit.objects.create(
        criterion=criterion,
        kind=candidate.kind,
        title=candidate.title,
        dated_on=candidate.dated_on,
        shows=shows,
        bearing=bearing,
        added_by=by,
        **{candidate.field: candidate.record},
    )


@transaction.atomic
def take_out(*, by: Person, exhibit: Exhibit, because: str) -> TakenOut:
    """Say that evidence no longer stands under its criterion. Raises ValidationError where somebody has done so."""
    current = Exhibit.objects.select_for_update(of=("self",)).get(pk=exhibit.pk)
    if TakenOut.objects.filter(exhibit=current).exists():
        raise ValidationError(OUT_ALREADY)
    return TakenOut.objects.create(exhibit=current, because=because, by=by)
