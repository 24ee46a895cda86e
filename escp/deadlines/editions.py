"""The editions of national guidance as dated data. The edition in force when a clock starts stays with that deadline.

Those known at this release stand here; later ones are added in the browser (`models.Edition`). No edition so far is
known to change a period; what each changed is noted for the reader. A changed period is a dated rule that belongs to an
edition (`models.ClockRule`), or a `Revision` on the clock itself.

`changes` tells the reader what an edition brought; `unconfirmed` what could not be read in the publication itself and
must be confirmed by the business unit before anybody relies on it.
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
    changes: tuple[str, ...] = ()
    unconfirmed: str = ""


EDITIONS = (
    StatutoryEdition(
        "WT2018",
        Guidance.WORKING_TOGETHER,
        "Working Together 2018",
        date(2018, 7, 1),
        "Department for Education, July 2018, with a factual update in 2020",
        "The day of the month is a placeholder.",
        (
            "Safeguarding arrangements led by the local authority, the police and health (chapter 3).",
            "Serious incidents, rapid reviews and local child safeguarding practice reviews (chapter 4).",
            "Child death reviews (chapter 5).",
        ),
        "The day of publication.",
    ),
    StatutoryEdition(
        "WT2023",
        Guidance.WORKING_TOGETHER,
        "Working Together 2023",
        date(2023, 12, 15),
        "Department for Education, 15 December 2023",
        "Areas had until December 2024 to put it in place.",
        (
            "Serious incidents move to chapter 5, child deaths to chapter 6.",
            "New roles: lead safeguarding partners, delegated safeguarding partners, a partnership chair.",
            "Education has a stronger part; scrutiny and yearly reporting are set out more fully.",
            "The death of a care leaver up to the age of 24 should be notified through the same system.",
        ),
        "No change to a period is known. Whether unborn children were covered already is told differently by sources.",
    ),
    StatutoryEdition(
        "WT2026",
        Guidance.WORKING_TOGETHER,
        "Working Together 2026",
        date(2026, 3, 19),
        "Department for Education, March 2026",
        "The day is inferred from the address of the publication.",
        (
            "Reported to cover unborn children.",
            "Reported to ask for anti-discriminatory practice, with attention to racism and disproportionality.",
            "Reported to make accountability clearer, to improve the sharing of data, and to ask for yearly reports "
            "that show real impact.",
        ),
        "The publication itself could not be read: neither the day, nor these changes, nor whether any period of a "
        "notification, a rapid review, a local review or a child death review changed. Every period stays as it was.",
    ),
    StatutoryEdition(
        "PANEL2019",
        Guidance.PANEL,
        "Panel guidance 2019",
        date(2019, 4, 1),
        "Child Safeguarding Practice Review Panel, April 2019",
        "The day of the month is a placeholder.",
        ("The first practice guidance of the Panel that is known here.",),
        "What it set out beyond Working Together 2018.",
    ),
    StatutoryEdition(
        "PANEL2022",
        Guidance.PANEL,
        "Panel guidance 2022",
        date(2022, 9, 1),
        "Child Safeguarding Practice Review Panel, September 2022",
        "The day of the month is a placeholder.",
        (),
        "What it changed: nothing could be confirmed.",
    ),
    StatutoryEdition(
        "PANEL2025",
        Guidance.PANEL,
        "Panel guidance 2025",
        date(2025, 6, 1),
        "Child Safeguarding Practice Review Panel, June 2025",
        "The day of the month is a placeholder.",
        (
            "The fifteen working days of a rapid review are counted from the day on which the notification was sent.",
            "A rapid review also asks how racism and other inequalities may have shaped what the family lived through.",
        ),
        "How the fifteen working days were counted under earlier editions.",
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
