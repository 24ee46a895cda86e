"""How the statutory deadlines were kept: the page, its spreadsheet, and the paper that can be asked for."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.sheets import Sheet, workbook_response
from escp.reports.views import ask_for
from escp.ui.lists import list_page
from home.compliance import papers
from home.compliance.forms import PeriodForm, as_query
from home.compliance.periods import Period, quarters_of, reporting_year, year_name, year_of
from home.compliance.presenters import Report, report_for
from home.compliance.queries import YEARS_SHOWN, late_or_open_for
from home.compliance.tables import late_table_for
from learning.redaction.editions import edition_asked


@require_safe
@needs(Permission.SEE_COMPLIANCE)
def compliance(request: HttpRequest) -> HttpResponse:
    """Show the report for a period; nonsense gives the form's error and the current year."""
    form = PeriodForm(request.GET)
    period, duties = form.period, form.chosen
    report = report_for(request.user, period, duties)
    may_export = request.user.may(Permission.EXPORT_LISTS)

    def export(title, columns, rows):
        return workbook_response(f"{title} {period.reference}", sheets_of(report, columns, rows))

    return list_page(
        request,
        title=papers.TITLE,
        queryset=late_or_open_for(request.user, period, duties),
        filterset_class=None,
        table_class=late_table_for(request.user),
        template="home/compliance.html",
        export=export if may_export else None,
        context={
            "marking": True,
            "form": form,
            "report": report,
            "asked": {**as_query(period), "duties": duties},
            "years": [_link(year_name(year), reporting_year(year), period, duties) for year in _years()],
            "quarters": [_link(name, quarter, period, duties) for name, quarter in quarters_of(year_of(period.start))],
            "names_cases": request.user.may(Permission.SEE_CASES_IN_PROGRESS),
        },
    )


@needs(Permission.SEE_COMPLIANCE)
@require_POST
def compliance_paper(request: HttpRequest) -> HttpResponse:
    """Ask for the report as a paper, and lead to the page that says how far it is."""
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return redirect(f"{reverse('home:compliance')}?{_plain(request.POST)}")
    asked = papers.arguments(form.period, form.chosen, edition_asked(request.POST))
    return ask_for(request, papers.KEY, asked, reference=form.period.reference)


def sheets_of(report: Report, columns, rows) -> list[Sheet]:
    """Return the sheets of the workbook: each table of the page, then every late or open duty."""
    return [
        report.by_clock.as_sheet("Duties"),
        report.reasons.as_sheet("Reasons"),
        report.by_year.as_sheet("Years"),
        Sheet("Late or open", columns, rows, title=f"Met late or still open, {report.period.label}"),
    ]


def _years() -> list[int]:
    this = year_of(timezone.localdate())
    return [this - back for back in range(YEARS_SHOWN)]


def _link(name: str, period: Period, shown: Period, duties: str) -> dict[str, object]:
    return {"name": name, "query": urlencode({**as_query(period), "duties": duties}), "current": period == shown}


def _plain(asked: QueryDict) -> str:
    return urlencode({name: value[:50] for name, value in asked.items() if name.startswith(("start", "end", "duties"))})
