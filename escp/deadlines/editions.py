"""The editions of national guidance as dated data. The edition in force when a clock starts stays with that deadline.

Those known at this release stand here; later ones are added in the browser (`models.Edition`). No edition so far is
known to change a period; what each changed is noted for the reader. A changed period is a dated rule that belongs to an
edition (`models.ClockRule`), or a `Revision` on the clock itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Guidance(StrEnum):
    """A document that is published anew from time to time."""

    WORKING_TOGETHER = "Working Together to Safeguard Children"
    PANEL = "Child Safeguarding Practice Review Panel guidance for safeguarding partners"


@dataclass(frozen=True)
class StatutoryEdition:
    """One edition: in force from a date until the next of its kind."""

    code: str
    guidance: Guidance
    name: str
    effective_from: date
    source: str
    note: str = ""


EDITIONS = (
    StatutoryEdition(
        "WT2018",
        Guidance.WORKING_TOGETHER,
        "Working Together 2018",
        date(2018, 7, 1),
        "Department for Education, July 2018, with a factual update in 2020",
        "Serious cases in chapter 4, child deaths in chapter 5. The day of the month is a placeholder.",
    ),
    StatutoryEdition(
        "WT2023",
        Guidance.WORKING_TOGETHER,
        "Working Together 2023",
        date(2023, 12, 15),
        "Department for Education, 15 December 2023",
        "Serious incidents in chapter 5, child deaths in chapter 6; areas had until December 2024 to put it in place.",
    ),
    StatutoryEdition(
        "WT2026",
        Guidance.WORKING_TOGETHER,
        "Working Together 2026",
        date(2026, 3, 19),
        "Department for Education, March 2026",
        "To be confirmed by the business unit: the day of publication, and that no period changed.",
    ),
    StatutoryEdition(
        "PANEL2019",
        Guidance.PANEL,
        "Panel guidance 2019",
        date(2019, 4, 1),
        "Child Safeguarding Practice Review Panel, April 2019",
    ),
    StatutoryEdition(
        "PANEL2022",
        Guidance.PANEL,
        "Panel guidance 2022",
        date(2022, 9, 1),
        "Child Safeguarding Practice Review Panel, September 2022",
    ),
    StatutoryEdition(
        "PANEL2025",
        Guidance.PANEL,
        "Panel guidance 2025",
        date(2025, 6, 1),
        "Child Safeguarding Practice Review Panel, June 2025",
        "Counts the fifteen working days of a rapid review from the day on which the notification was sent.",
    ),
)


def editions_of(guidance: Guidance, added: Iterable[StatutoryEdition] = ()) -> list[StatutoryEdition]:
    """Return the editions of one document, oldest first, with those that this installation has added."""
    ours = (edition for edition in (*EDITIONS, *added) if edition.guidance is guidance)
    return sorted(ours, key=lambda edition: edition.effective_from)


def edition_on(guidance: Guidance, day: date, added: Iterable[StatutoryEdition] = ()) -> StatutoryEdition | None:
    """Return the edition in force on a day, or None before the first."""
    in_force = [edition for edition in editions_of(guidance, added) if edition.effective_from <= day]
    return in_force[-1] if in_force else None
