"""The sections of the yearly report in their order, and who says what of the year belongs into each.

Children Act 2004, section 16G(7): what was done under the arrangements, and how effective they were in practice.
Working Together to Safeguard Children, chapter 2, on yearly reports, says what that takes; the order is ours.

Rooms above this one register what they know of a year in `AppConfig.ready()`:

    contribute(lambda since, until: [("audits", Gathered(…))])
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from escp.partnership.models.plan import APRIL
from learning.gathering import Gathered


@dataclass(frozen=True)
class ReportSection:
    """One section: its heading, what the reader should find in it, and the heads of its columns if it is a table."""

    key: str
    heading: str
    asks: str
    columns: tuple[str, str] | None = None


MEASURED = ("What was measured", "What it was")
SKELETON = (
    ReportSection("foreword", "Foreword", "The lead safeguarding partners, in their own words."),
    ReportSection(
        "arrangements",
        "Who we are, and how we work together",
        "Partners and relevant agencies, the part that schools take, deputies, and every change to the arrangements.",
    ),
    ReportSection(
        "children", "Children in our area", "How many, where they live, what is different for whom: disproportionality."
    ),
    ReportSection(
        "priorities", "Our priorities and how far we came", "What was promised for the year, and what became of it."
    ),
    ReportSection("how_much", "How much did we do?", "The story behind the figures.", MEASURED),
    ReportSection("how_well", "How well did we do it?", "The story behind the figures.", MEASURED),
    ReportSection(
        "difference",
        "Did it make a difference?",
        "Outcomes for children from early help to leaving care. Say plainly where nothing is known.",
        MEASURED,
    ),
    ReportSection("audits", "Audits", "What was audited, what it showed, and what changed."),
    ReportSection(
        "cases",
        "Serious incidents and reviews, and what we learned",
        "Local learning, the recommendations of reviews, and what was done about them.",
    ),
    ReportSection("national", "National reviews and learning from elsewhere", "What they asked of us, and our answer."),
    ReportSection("deaths", "Child deaths", "What the Child Death Overview Panel learned."),
    ReportSection(
        "assessments",
        "Section 11 and schools",
        "What agencies and schools say of themselves, moderated and challenged.",
    ),
    ReportSection("training", "Training, and what it changed", "Who came, what they said, what they do differently."),
    ReportSection(
        "voice",
        "What children and families told us",
        "How feedback was sought and used; the Young Safeguarding Ambassadors.",
    ),
    ReportSection("frontline", "What practitioners told us", "What the frontline sees, and what was done about it."),
    ReportSection(
        "scrutiny", "Independent scrutiny", "What the scrutineer found, and what each safeguarding partner answered."
    ),
    ReportSection("themes", "The Three Themes and their impact", "What changed because three things came first."),
    ReportSection("actions", "Actions closed, with their evidence", "What was done, and what shows that it helped."),
    ReportSection("little_progress", "Where we made little progress", "What, why, and what will be different."),
    ReportSection("budget", "Budget", "What each partner gave, in money and in kind, and what it was spent on."),
    ReportSection("forward", "What comes next", "The plan for the year to come."),
)
SECTIONS = {one.key: one for one in SKELETON}
PLACES = {one.key: place for place, one in enumerate(SKELETON)}

Contributor = Callable[[date, date], Iterable[tuple[str, Gathered]]]
_contributors: list[Contributor] = []


def contribute(contributor: Contributor) -> None:
    """Add what says, from the first day of a year to its last, what belongs into which section. The same one once."""
    if contributor not in _contributors:
        _contributors.append(contributor)


def of_the_year(since: date, until: date) -> list[tuple[str, Gathered]]:
    """Return all that is known of a year, each with its section, in the order of the sections."""
    found = [pair for contributor in _contributors for pair in contributor(since, until)]
    return sorted(found, key=lambda pair: PLACES[pair[0]])


def days_of(year: int) -> tuple[date, date]:
    """Return the first and the last day of the year that is reported on, named by its April."""
    return date(year, APRIL, 1), date(year + 1, APRIL - 1, 31)
