"""The quarterly pack: the scorecard and every indicator that has figures, on paper and as a workbook.

Both are made from the pages' own values, as whoever asks sees them: small numbers are joined for those outside.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.partnership.models import Person
from escp.partnership.models.plan import year_of
from escp.reports import kinds, pdf
from escp.reports.sheets import SPREADSHEET, Sheet, workbook_of
from intelligence.indicators.queries import indicators_with_figures_for
from intelligence.models import Comment
from intelligence.scorecards.presenters import indicator_page, scorecard

KEY = "intelligence.scorecard"
TITLE = "Scorecard"
PDF_FORM, EXCEL_FORM = "pdf", "xlsx"
EXACT = "It holds exact figures, small ones among them: do not pass it on outside the safeguarding partners."
JOINED = "Small numbers are joined over neighbouring periods or not shown."


def quarter_of(day: date) -> str:
    """Return the quarter of the partnership's year that a day lies in, as in `2026-27-Q3`."""
    year = year_of(day)
    return f"{year}-{(year + 1) % 100:02}-Q{(day.month - 4) % 12 // 3 + 1}"


def pack_of(person: Person) -> dict[str, Any]:
    """Return the scorecard, and the page of every indicator that has figures, as the person sees them."""
    pages = []
    for indicator in indicators_with_figures_for(person):
        page = indicator_page(indicator, person)
        pages.append(page | {"story": next(iter(page["comments"]), None)})
    card = scorecard(person)
    is_exact = card["shows_exact"] or any(page["shows_exact"] for page in pages)
    return {"groups": card["groups"], "pages": pages, "is_exact": is_exact, "about": EXACT if is_exact else JOINED}


def build(person: Person, *, form: str, quarter: str) -> kinds.File:
    """Make the pack as the person may see it now."""
    pack = pack_of(person)
    name = f"scorecard-{quarter.lower()}"
    if form == EXCEL_FORM:
        return kinds.File(workbook_of(f"{TITLE} {quarter}", sheets_of(pack)), f"{name}.xlsx", SPREADSHEET)
    content = pdf.write(
        "papers/scorecard.html",
        pack | {"under": f"{settings.BOROUGH}, {quarter}"},
        title=TITLE,
        reference=quarter,
        made_at=timezone.now(),
        made_for=person.full_name,
    )
    return kinds.File(content, f"{name}.pdf")


def sheets_of(pack: dict[str, Any]) -> list[Sheet]:
    """Return the same as sheets: the scorecard, how each indicator is read, and every figure with its source."""
    return [
        Sheet(
            "Scorecard",
            ["Priority", "Question", "Indicator", "Latest", "Movement", "Against the target"],
            list(_lines(pack["groups"])),
            widths=(30, 26, 44, 26, 34, 28),
        ),
        Sheet(
            "How it is read",
            ["Indicator", "Target", "How it is read", "More than chance", "Beside others", "Story", "What follows"],
            [_reading(page) for page in pack["pages"]],
            widths=(40, 12, 50, 50, 50, 50, 40),
        ),
        Sheet(
            "Figures",
            ["Indicator", "Period", "Figure", "Source"],
            [
                [str(page["record"]), line["period"], line["words"], line["source"]["words"]]
                for page in pack["pages"]
                for line in page["lines"]
            ],
            widths=(44, 16, 40, 50),
        ),
    ]


def _lines(groups: Iterable[dict[str, Any]]) -> Iterable[list[Any]]:
    for group in groups:
        for question in group["questions"]:
            if not question["lines"]:
                yield [group["title"], question["label"], "No evidence recorded", "", "", ""]
            for line in question["lines"]:
                latest = ". ".join(filter(None, (line.latest, line.late)))
                yield [group["title"], question["label"], line.name, latest, line.movement, line.rating.word]


def _reading(page: dict[str, Any]) -> list[Any]:
    return [
        str(page["record"]),
        page["record"].target if page["record"].target is not None else "None",
        " ".join(page["read_as"]),
        " ".join(page["signals"]) or "Nothing stands out from chance.",
        " ".join(page["benchmarks"]) or "None",
        page["story"].story if page["story"] else "Nobody has said yet what is behind the figures.",
        _action(page["story"]),
    ]


def _action(story: Comment | None) -> str:
    return f"{story.action.reference} {story.action.title}" if story and story.action else "None"


PACK = kinds.PaperKind(KEY, "Scorecard of the quarter", build, may=has(Permission.SEE_INTELLIGENCE))
