"""Saying again what was said before; duplicates put together and taken apart. Each write is one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from learning.choices import FindingKind
from learning.models import Finding, FindingMerge, SaidAgain

WHY_NOT_HELD = "Say why what was done about it did not hold"
SAME = "A finding is not said again by itself. Choose another one."


@transaction.atomic
def say_again(*, by: Person, finding: Finding, earlier: Finding, why_not_held: str = "") -> SaidAgain:
    """Keep that a finding says again what an earlier one said, and why what was done did not hold.

    Raises ValidationError where nobody says why, where it was kept already, and where the earlier one would then say
    again what it said first. A strength that is seen again needs no reason.
    """
    if finding.pk == earlier.pk:
        raise ValidationError(SAME)
    if finding.kind == FindingKind.IMPROVEMENT and not why_not_held.strip():
        raise ValidationError({"why_not_held": WHY_NOT_HELD})
    if (earlier.recorded_at, earlier.pk) > (finding.recorded_at, finding.pk):
        raise ValidationError(f"{earlier.reference} was recorded later. Say it on the page of that finding.")
    said, created = SaidAgain.objects.get_or_create(
        finding=finding, earlier=earlier, defaults={"why_not_held": why_not_held.strip(), "by": by}
    )
    if not created:
        raise ValidationError(f"It is kept already that {said}.")
    return said


@transaction.atomic
def merge(*, by: Person, duplicate: Finding, kept: Finding, why: str) -> FindingMerge:
    """Put a duplicate together with the finding that stands for both. Both keep their words, links and history.

    Raises ValidationError for one that is merged already, and for a loop: a finding that would stand for itself.
    """
    # Two who merge at once wait for each other at the same row, whichever way round.
    list(Finding.objects.select_for_update(of=("self",)).filter(pk__in=[duplicate.pk, kept.pk]).order_by("pk"))
    if there := merged_into(duplicate):
        raise ValidationError(
            f"{duplicate.reference} is merged with {there.kept.reference} already. Take it apart first."
        )
    at, further = kept, merged_into(kept)
    while further is not None and at.pk != duplicate.pk:
        at, further = further.kept, merged_into(further.kept)
    if at.pk == duplicate.pk:
        raise ValidationError(
            f"{kept.reference} is merged with {duplicate.reference} itself, so neither would stand for both. Take them "
            "apart first."
        )
    return FindingMerge.objects.create(duplicate=duplicate, kept=kept, why=why, by=by)


@transaction.atomic
def take_apart(*, by: Person, merged: FindingMerge, why: str) -> FindingMerge:
    """Take two findings apart again that were merged. That they were stays on record, with both reasons.

    Raises ValidationError when they are apart already, or nobody says why.
    """
    if merged.apart_at is not None:
        raise ValidationError(f"They were taken apart already, by {merged.apart_by}.")
    if not why.strip():
        raise ValidationError({"apart_because": "Say why they are two after all"})
    merged.apart_at, merged.apart_by, merged.apart_because = timezone.now(), by, why.strip()
    merged.save()
    return merged


def merged_into(finding: Finding) -> FindingMerge | None:
    """Return what a finding is merged into now, or None."""
    return FindingMerge.objects.filter(duplicate=finding, apart_at=None).select_related("kept").first()
