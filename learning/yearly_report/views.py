"""The yearly reports: all of them, the beginning of one, and what one still lacks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from learning.policies import READS_REPORTS
from learning.publications import services
from learning.yearly_report.forms import ReportForm
from learning.yearly_report.presenters import gaps_page, reports_page
from learning.yearly_report.queries import reports_for


@require_safe
@needs(*READS_REPORTS)
def reports(request: HttpRequest) -> HttpResponse:
    return render(request, "learning/yearly_report/reports.html", reports_page(reports_for(request.user), request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PUBLISH_LEARNING)
def new(request: HttpRequest) -> HttpResponse:
    """Begin the report on a year with all that its records say."""

    def save(form: ReportForm) -> Any:
        record = services.draft_report(by=request.user, publication=form.instance, year=form.cleaned_data["year"])
        return record, f"{record.reference} is drafted from the records of the year."

    return form_page(
        request,
        ReportForm,
        initial={"title": "Yearly report", "audience": "everybody who lives or works in the area"},
        title="Begin the yearly report",
        submit_label="Gather and draft it",
        save=save,
        back=reverse("learning:yearly-reports"),
    )


@require_safe
@needs(*READS_REPORTS)
def gaps(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what a report still lacks: sections, contributions, milestones."""
    report = get_object_or_404(reports_for(request.user), reference=reference)
    return render(request, "learning/yearly_report/gaps.html", gaps_page(report, request.user))
