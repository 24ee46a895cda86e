"""The report as a paper for the executive, made by the worker."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.partnership.models import Person
from escp.reports import kinds, pdf
from home.compliance.periods import Period
from home.compliance.presenters import Report, report_for
from home.compliance.queries import late_or_open_for
from home.compliance.tables import days_late, how_it_stands, reason_of
from learning.redaction.editions import WHOLE, edition_of

KEY = "home.compliance"
TITLE = "How statutory deadlines were kept"
# A list that nobody would read to its end: the spreadsheet holds all.
MOST_LISTED = 500


def arguments(period: Period, duties: str, edition: str = WHOLE) -> dict[str, str]:
    """Return what a paper of a period is asked for with."""
    return {"start": period.start.isoformat(), "end": period.end.isoformat(), "duties": duties, "edition": edition}


def build(person: Person, *, start: str, end: str, duties: str, edition: str = WHOLE) -> kinds.File:
    """Make the paper from what is open to the person now."""
    period, pack = Period(date.fromisoformat(start), date.fromisoformat(end)), edition_of(edition)
    content = pdf.write(
        "papers/compliance.html",
        page_of(person, report_for(person, period, duties)),
        title=TITLE,
        reference=period.reference,
        made_at=timezone.now(),
        made_for=person.full_name,
        pack=pack,
    )
    return kinds.File(content, f"compliance-{slugify(period.reference)}{pack.suffix}.pdf")


def page_of(person: Person, report: Report) -> dict[str, Any]:
    """Return what the paper's template is given."""
    rows = late_or_open_for(person, report.period, report.duties)
    number = rows.count()
    return {
        "report": report,
        "rows": [
            {"deadline": row, "stands": how_it_stands(row)[0], "days": days_late(row), "reason": reason_of(row)}
            for row in rows[:MOST_LISTED]
        ],
        "left_out": max(0, number - MOST_LISTED),
        "names_cases": person.may(Permission.SEE_CASES_IN_PROGRESS),
    }


KIND = kinds.PaperKind(KEY, TITLE, build, has(Permission.SEE_COMPLIANCE))
