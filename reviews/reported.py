"""Of which records there is a report. Each kind is registered once in `ReviewsConfig.ready`:

    register(Reported("rapid-review", "Rapid review", queries.rapid_reviews_for, report.pieces))

and can then be made as PDF and as Word by whoever may see the record, and in a redacted edition.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from escp.partnership.models import Person
from escp.reports.report import Report
from escp.reports.word import Piece
from learning.models import Activity


@dataclass(frozen=True)
class Reported:
    """One kind of record that has a report.

    `find(person)` returns the records that a person may see; `pieces(record)` says what the report says of one, the
    same for everybody; `people(record)`, which people it names, none of whom stays in a redacted edition. A record has
    `reference`, `activity` and `case`.
    """

    key: str
    title: str
    find: Callable[[Person], QuerySet[Any]]
    pieces: Callable[[Any], Sequence[Piece]]
    people: Callable[[Any], Iterable[str]] = lambda record: ()

    def record_of(self, activity: Activity) -> Any:
        """Return the record of this kind behind an activity that the caller may see."""
        return getattr(activity, f"reviews_{self.key.replace('-', '')}")

    def report_on(self, record: Any) -> Report:
        """Return the report on a record as it stands."""
        return Report(self.title, record.reference, self.pieces(record))


REPORTS: dict[str, Reported] = {}


def register(reported: Reported) -> None:
    """Add a kind; again, it takes the place of the one with its key."""
    REPORTS[reported.key] = reported


def found(person: Person, reference: str) -> tuple[Reported, Any] | None:
    """Return the record of this reference that has a report and that a person may see, with its kind, or None."""
    for reported in REPORTS.values():
        if record := reported.find(person).filter(reference=reference).first():
            return reported, record
    return None
