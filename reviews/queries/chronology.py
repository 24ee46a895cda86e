"""What stands in the chronology of a review that the caller may see, and what can be brought into it."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from escp.partnership.models import Agency, Person
from escp.returns.choices import REPLIED, QuestionKind
from escp.returns.models import Return
from escp.returns.queries import merged, requests_about
from reviews.choices import ImportState
from reviews.chronology.columns import Layout, columns_of
from reviews.chronology.rows import Reading, read_table, together
from reviews.models import Chronology, ChronologyImport, ChronologyRow, NotADuplicate, RapidReview

LIVE = Q(removed_at=None) & (Q(imported=None) | Q(imported__state=ImportState.ACCEPTED))
BESIDE = ("agency", "imported")


def chronology_of(review: RapidReview) -> Chronology | None:
    """Return the chronology of a review, or None before anything was put into it."""
    return Chronology.objects.filter(activity=review.activity_id).first()


def rows_of(review: RapidReview) -> QuerySet[ChronologyRow]:
    """Return the rows by date, each with its duplicates under it. Two queries."""
    live = ChronologyRow.objects.filter(LIVE, chronology__activity=review.activity_id).select_related(*BESIDE)
    # A file's own lists are large, and would come again with every row of it.
    live = live.defer("imported__tables", "imported__rejects", "imported__passed")
    under = Prefetch("merged", queryset=live.order_by("pk"))
    return live.filter(merged_into=None).prefetch_related(under)


def all_rows_of(review: RapidReview) -> QuerySet[ChronologyRow]:
    """Return every row that stands, also those that stand under another one."""
    return ChronologyRow.objects.filter(LIVE, chronology__activity=review.activity_id).select_related(
        *BESIDE, "chronology", "merged_into"
    )


def settled_pairs(review: RapidReview) -> set[tuple[int, int]]:
    """Return the pairs of rows of which somebody has said that they are different events."""
    said = NotADuplicate.objects.filter(first__chronology__activity=review.activity_id)
    return set(said.values_list("first", "second"))


def imports_of(review: RapidReview) -> QuerySet[ChronologyImport]:
    """Return what was sent for the chronology, the newest first. What was read stays behind: it is large."""
    return (
        ChronologyImport.objects.filter(chronology__activity=review.activity_id)
        .select_related("agency", "document", "returned", "added_by", "settled_by")
        .order_by("-pk")
    )


def agencies_by_name() -> dict[str, Agency]:
    """Return the agencies of today by each of their names in small letters."""
    found: dict[str, Agency] = {}
    for agency in Agency.objects.active():
        found |= {agency.name.casefold(): agency, agency.short_name.casefold(): agency}
    return found


@dataclass(frozen=True)
class Offer:
    """A return with a chronology in it: how many rows, and what was brought in from it before, if anything."""

    returned: Return
    reading: Reading
    before: ChronologyImport | None

    @property
    def is_new(self) -> bool:
        """Whether it was sent after it was last brought in, or never was."""
        sent, brought = self.returned.sent_at, self.before.added_at if self.before else None
        return brought is None or (sent is not None and sent > brought)


def offers_for(person: Person, review: RapidReview) -> list[Offer]:
    """Return the returns about a review that were sent with a chronology, for those who may read them."""
    replies = (
        Return.objects.filter(request__in=requests_about(person, review), state__in=REPLIED)
        .select_related("agency", "request__asks")
        .prefetch_related("parts")
        .order_by("agency__name", "pk")
    )
    accepted = imports_of(review).filter(state=ImportState.ACCEPTED, returned__isnull=False)
    before = {one.returned_id: one for one in accepted.defer("tables", "passed")}
    offers = [Offer(returned, reading_of(returned), before.get(returned.pk)) for returned in replies]
    return [offer for offer in offers if offer.reading.kept or offer.reading.rejects]


def reading_of(returned: Return) -> Reading:
    """Return the rows of every table in a return that tells dates and events, whatever its questions are called."""
    answers, readings = merged(returned.parts.all()), []
    for question in returned.request.asks.asks.questions:
        if question.kind != QuestionKind.TABLE:
            continue
        layout = Layout(0, columns_of([column.label for column in question.columns]))
        rows = [
            (number, [str(row.get(column.key) or "").strip() for column in question.columns])
            for number, row in enumerate(answers.get(question.key) or [], start=1)
        ]
        filled = [(number, texts) for number, texts in rows if any(texts)]
        if layout.is_known and filled:
            headings = [(0, [column.label for column in question.columns])]
            reading = read_table(f"“{question.label}”", headings + filled, layout, today=timezone.localdate())
            # The headings are the question's own, not a row that somebody sent.
            readings.append(Reading(reading.kept, reading.rejects, reading.passed[1:]))
    return together(readings)
