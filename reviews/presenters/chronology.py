"""The merged chronology as a page, a spreadsheet and a Word document: rows, gaps and silences in order of time."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.partnership.queries import births_in, names_in
from escp.reports.sheets import Sheet
from escp.reports.word import Heading, Piece, Table, Words
from escp.ui.words import date_in_words, listed
from reviews.chronology import merging
from reviews.chronology.ages import age_in_words
from reviews.chronology.merging import Entry, Gap
from reviews.chronology.names import finder
from reviews.models import ChronologyRow, RapidReview
from reviews.models.chronology import Chronology
from reviews.queries.chronology import chronology_of, rows_of, settled_pairs

DEFAULT_WEEKS = Chronology._meta.get_field("gap_weeks").default
ROWS_ON_A_PAGE = 200
TEXTS = ("source", "event", "response", "seen", "analysis")
COLUMNS = (
    "Date", "Date as written", "Age", "Recorded by", "Source", "What happened", "Response", "Child seen or heard",
    "Comment or analysis", "From",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the page: an event with what stands under it, or a gap in words."""

    order: Any
    row: ChronologyRow | None = None
    said: str = ""
    silence: bool = False
    ages: Sequence[str] = ()
    alike: Sequence[tuple[str, str]] = ()
    may_name_a_child: bool = False


class Merged:
    """The chronology of a review, worked out once: what the page, the spreadsheet and the document all show."""

    def __init__(self, review: RapidReview) -> None:
        self.review = review
        self.chronology = chronology_of(review)
        self.weeks: int = self.chronology.gap_weeks if self.chronology else DEFAULT_WEEKS
        self.rows = list(rows_of(review))
        self.entries = [_entry(row) for row in self.rows]
        self.pairs = merging.duplicates(self.entries, settled_pairs(review))
        self.gaps = merging.gaps(self.entries, self.weeks)
        self.silences = merging.silences(self.entries, self.weeks)
        self.filters: Mapping[str, Any] = {}
        self.shown = self.rows

    def show_only(self, filters: Mapping[str, Any]) -> None:
        """Leave out the rows that do not fit."""
        self.filters = filters
        self.shown = [row for row in self.rows if _fits(row, filters)]

    @property
    def agencies(self) -> list[tuple[str, str]]:
        """The agencies that recorded something, for a choice."""
        found = {(str(one.agency_id), one.agency.short_name) for row in self.rows for one in (row, *row.duplicates)}
        return sorted(found, key=lambda agency: agency[1])

    def lines(self) -> list[Line]:
        """Return the lines in order of time. Gaps are of the whole: they stand only where nothing is filtered out."""
        births, names, alike = births_in(self.review.case), finder(names_in(self.review.case)), self._alike()
        lines = [
            Line(
                _entry(row).order,
                row,
                ages=_ages(births, row.earliest, row.latest),
                alike=alike.get(row.pk, ()),
                may_name_a_child=_names(names, [row, *row.duplicates]),
            )
            for row in self.shown
        ]
        if not self.filters:
            lines += [Line(gap.order, said=gap_in_words(gap)) for gap in self.gaps]
            lines += [Line(gap.order, said=gap_in_words(gap), silence=True) for gap in self.silences]
        return sorted(lines, key=lambda line: line.order)

    def _alike(self) -> dict[int, list[tuple[str, str]]]:
        """Return for each row what it may be a duplicate of, and where that is settled."""
        found: dict[int, list[tuple[str, str]]] = {}
        for one, other in self.pairs:
            url = reverse("reviews:chronology-pair", args=[self.review.reference, one.key, other.key])
            found.setdefault(one.key, []).append((_whose(one, other), url))
            found.setdefault(other.key, []).append((_whose(other, one), url))
        return found

    @property
    def count(self) -> int:
        """How many records stand in it, those under another one included."""
        return sum(1 + len(row.duplicates) for row in self.rows)


def _entry(row: ChronologyRow) -> Entry:
    text = " ".join(filter(None, (row.event, row.response)))
    return Entry(row.pk, row.agency.short_name, row.earliest, row.latest, row.at, text)


def _whose(one: Entry, other: Entry) -> str:
    return "the same agency" if one.agency == other.agency else other.agency


def _fits(row: ChronologyRow, filters: Mapping[str, Any]) -> bool:
    """A row that stands under another one is found with it. An uncertain date fits where it may have been."""
    together = [row, *row.duplicates]
    agency, seen = filters.get("agency"), filters.get("seen")
    return (
        (not agency or any(str(one.agency_id) == str(agency) for one in together))
        and (not seen or any(one.seen_answer == seen for one in together))
        and (not filters.get("after") or row.latest >= filters["after"])
        and (not filters.get("before") or row.earliest <= filters["before"])
    )


def _ages(births: Iterable[tuple[str, date]], earliest: date, latest: date) -> list[str]:
    ages = [(pseudonym, age_in_words(born, earliest, latest)) for pseudonym, born in births]
    return [age if len(ages) == 1 else f"{pseudonym}: {age}" for pseudonym, age in ages]


def _names(names: "re.Pattern[str] | None", rows: Iterable[ChronologyRow]) -> bool:
    return names is not None and any(names.search(getattr(row, text)) is not None for row in rows for text in TEXTS)


def gap_in_words(gap: Gap) -> str:
    """Return a gap or a silence as one or two sentences."""
    weeks = f"{gap.weeks} week{'' if gap.weeks == 1 else 's'}"
    span = f"from {date_in_words(gap.first)} to {date_in_words(gap.last)}"
    if gap.agency:
        others = f"{listed(gap.others)} recorded {gap.recorded} events"
        said = f"{gap.agency} recorded nothing for {weeks}, {span}, while {others}."
    else:
        said = f"Nobody recorded any contact for {weeks}, {span}."
    if gap.uncertain:
        rows = "One row with an uncertain date" if gap.uncertain == 1 else f"{gap.uncertain} rows with uncertain dates"
        said += f" {rows} may fall into this time."
    return said


def provenance(row: ChronologyRow) -> str:
    """Return where a row came from."""
    return f"{row.imported.name}: {row.place}" if row.imported else "Added by hand"


def chronology_page(merged: Merged, person: Person, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the context of the chronology's page."""
    review = merged.review
    writes = review.text_is_open and person.may(Permission.RUN_REVIEWS)
    lines = merged.lines()
    per_page = max(len(lines), 1) if asked.get("all") else ROWS_ON_A_PAGE
    first_pair = merged.pairs[0] if merged.pairs else None
    return {
        "marking": True,
        "review": review,
        "title": "Chronology",
        "caption": f"Rapid review {review.reference}",
        "writes": writes,
        "merged": merged,
        "page": Paginator(lines, per_page).get_page(asked.get("page")),
        "named": sum(line.may_name_a_child for line in lines),
        "uncertain": sum(row.is_uncertain for row in merged.rows),
        "first_pair_url": (
            reverse("reviews:chronology-pair", args=[review.reference, first_pair[0].key, first_pair[1].key])
            if first_pair and writes
            else ""
        ),
    }


# To take away


def _flat(merged: Merged) -> Iterable[list[str]]:
    """Give each line as texts, in the order of COLUMNS; rows that stand under another one follow it."""
    for line in merged.lines():
        if line.row is None:
            yield ["", "", "", "", "", line.said, "", "", "", ""]
            continue
        for row in (line.row, *line.row.duplicates):
            under = "" if row is line.row else "The same event as the row above. "
            yield [
                str(row.when),
                row.written,
                "; ".join(line.ages),
                row.agency.short_name,
                row.source,
                under + row.event,
                row.response,
                row.seen,
                row.analysis,
                provenance(row),
            ]


def chronology_sheets(merged: Merged) -> list[Sheet]:
    """Return the chronology as a spreadsheet."""
    return [Sheet("Chronology", COLUMNS, _flat(merged))]


def chronology_pieces(merged: Merged) -> list[Piece]:
    """Return the chronology as the pieces of a Word document: fewer columns, so that they can be read on paper."""
    rows = [
        ("\n".join(filter(None, [when, age])), "\n".join(filter(None, [who, source])), event, response, seen, comment)
        for when, _, age, who, source, event, response, seen, comment, _ in _flat(merged)
    ]
    return [
        Words(f"{len(merged.shown)} events. Gaps are shown from {merged.weeks} weeks without a record."),
        Heading("Chronology", 1),
        Table(("Date and age", "Recorded by", "What happened", "Response", "Seen or heard", "Comment"), rows),
    ]
