"""The report of a multi-agency audit as a page, and the papers made of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from audits.presenters.reports import report_page
from audits.queries.reports import audits_with_a_report
from audits.reports.audit_report import ONE_PAGE, REPORT
from escp.reports.report import FORMS, PDF_FORM
from escp.reports.views import ask_for

PAPERS = {"report": REPORT.key, "one-page": ONE_PAGE.key}


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the report. Posted to, ask for it as a paper, or for its learning on one page: a worker makes it."""
    audit = get_object_or_404(audits_with_a_report(request.user), reference=reference)
    if request.method == "POST":
        form, paper = request.POST.get("form", PDF_FORM), request.POST.get("paper", "report")
        if form not in FORMS or paper not in PAPERS:
            raise Http404
        asked = {"reference": audit.reference, "form": form}
        return ask_for(request, PAPERS[paper], asked, reference=audit.reference)
    return render(request, "audits/report.html", report_page(audit, request.user))
