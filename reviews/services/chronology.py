"""Writes to the rows of a chronology. Each is one transaction; none once the review's text is closed."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from reviews.chronology.dates import When
from reviews.chronology.rows import seen_answer
from reviews.models import Chronology, ChronologyImport, ChronologyRow, NotADuplicate, RapidReview
from reviews.models.chronology import in_order

CLOSED = "The partners have signed this review off. Its chronology can no longer be changed."


def must_be_open(review: RapidReview) -> None:
    """Raise ValidationError once the text of the review is closed: the chronology is a part of it."""
    if not review.text_is_open:
        raise ValidationError(CLOSED)


def started(review: RapidReview) -> Chronology:
    """Return the chronology of a review, begun where there was none."""
    must_be_open(review)
    chronology, _ = Chronology.objects.get_or_create(activity=review.activity)
    return chronology


@transaction.atomic
def set_gap(*, by: Person, review: RapidReview, weeks: int) -> Chronology:
    """Say after how many weeks without a record a gap is shown."""
    chronology = started(review)
    chronology.gap_weeks = weeks
    chronology.save()
    return chronology


@transaction.atomic
def write_row(
    *,
    by: Person,
    review: RapidReview,
    row: ChronologyRow,
    when: When,
    instead: tuple[ChronologyImport, int] | None = None,
) -> ChronologyRow:
    """Save a row that was added or changed by hand. `instead` says which reject of which file it puts right."""
    row.chronology = started(review)
    row.set_when(when)
    row.seen_answer = seen_answer(row.seen)
    if instead is not None:
        number = instead[1]
        # Read again and held: of two who put the same one right, the second is told.
        imported = ChronologyImport.objects.select_for_update().get(pk=instead[0].pk)
        if "row" in imported.rejects[number]:
            raise ValidationError("Somebody else has put this row in meanwhile.")
        row.imported, row.place = imported, imported.rejects[number]["place"]
    row.save()
    if instead is not None:
        imported.rejects[number]["row"] = row.pk
        imported.save()
    return row


@transaction.atomic
def remove_row(*, by: Person, review: RapidReview, row: ChronologyRow, reason: str) -> ChronologyRow:
    """Take a row out, with a reason. It stays in the history, and what stood under it stands by itself again."""
    must_be_open(review)
    row.removed_at, row.removed_by, row.removal_reason = timezone.now(), by, reason
    row.merged_into = None
    row.save()
    stand_alone(ChronologyRow.objects.filter(merged_into=row).order_by("pk"))
    return row


def stand_alone(rows: Iterable[ChronologyRow]) -> None:
    """Let rows that stood under another one stand by themselves again."""
    for row in rows:
        row.merged_into = None
        row.save()


@transaction.atomic
def merge(*, by: Person, review: RapidReview, first: ChronologyRow, second: ChronologyRow) -> ChronologyRow:
    """Put the second row under the first as the same event. Both keep their words and where they came from."""
    must_be_open(review)
    if first.merged_into_id or first.chronology_id != second.chronology_id or first.pk == second.pk:
        raise ValidationError("These rows cannot be merged: one of them stands under another row already.")
    for under in ChronologyRow.objects.filter(merged_into=second).order_by("pk"):
        under.merged_into = first
        under.save()
    second.merged_into = first
    second.save()
    low, high = in_order(first.pk, second.pk)
    NotADuplicate.objects.filter(first=low, second=high).delete()
    return first


@transaction.atomic
def keep_apart(*, by: Person, review: RapidReview, first: ChronologyRow, second: ChronologyRow) -> ChronologyRow:
    """Keep that two rows are different events; rows that were merged stand apart again."""
    must_be_open(review)
    if second.merged_into_id == first.pk:
        second.merged_into = None
        second.save()
    low, high = in_order(first.pk, second.pk)
    NotADuplicate.objects.get_or_create(first_id=low, second_id=high, defaults={"by": by})
    return first
