"""The report of a record: what it is, as PDF and as Word, and its redacted editions."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.access.log import will_show
from escp.access.permissions import Permission
from escp.reports.report import FORMS, PDF_FORM
from escp.reports.views import ask_for
from reviews import reported
from reviews.queries.redacted import editions_of
from reviews.reports.papers import REPORT


def found(request: HttpRequest, reference: str) -> tuple[reported.Reported, Any]:
    """Return the record that a person may see, with its kind of report. What then shows it is logged."""
    there = reported.found(request.user, reference)
    if there is None:
        raise Http404
    will_show(request, f"opened the report of {there[1]._meta.verbose_name}", reference)
    return there


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """Offer the report. Posted to, ask for it: a worker makes it, as PDF unless Word was pressed."""
    kind, record = found(request, reference)
    if request.method == "POST":
        form = request.POST.get("form", PDF_FORM)
        if form not in FORMS:
            raise Http404
        asked = {"reference": record.reference, "form": form}
        return ask_for(request, REPORT.key, asked, reference=record.reference, title=f"Report of {record.reference}")
    works, approves = request.user.may(Permission.RUN_REVIEWS), request.user.may(Permission.SIGN_OFF_REVIEWS)
    page = {
        "marking": True,
        "title": "Report",
        "caption": f"{kind.title} {record.reference}",
        "record": record,
        "editions": list(editions_of(request.user, record.activity)) if works or approves else None,
        "new_url": reverse("reviews:redacted-new", args=[record.reference]) if works else "",
    }
    return render(request, "reviews/report.html", page)
