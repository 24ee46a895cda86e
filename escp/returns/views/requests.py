"""What the unit has asked for: the list, one request, who has replied to what, and the answers side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from escp.access.decorators import needs
from escp.access.log import open_record, record_access, will_show
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.reports.word import word_response
from escp.returns import queries
from escp.returns.models import Request
from escp.returns.presenters.documents import as_document
from escp.returns.presenters.requests import as_sheet, matrix, request_page, side_by_side
from escp.returns.tables import RequestFilter, RequestTable
from escp.ui.lists import list_page


def _as_excel(record: Request) -> HttpResponse:
    return list_response(f"Answers to {record.reference}", *as_sheet(record))


def _as_word(record: Request) -> HttpResponse:
    return word_response(as_document(record), title=f"Answers to {record.reference}", reference=record.reference)


EXPORTS = {"xlsx": _as_excel, "docx": _as_word}


@require_safe
@needs(Permission.ASK_AGENCIES)
def requests(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        title="Requests to agencies",
        queryset=queries.counted(queries.requests_for(request.user)),
        filterset_class=RequestFilter,
        table_class=RequestTable,
        template="returns/requests.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Requests stand here once you have asked agencies for something.",
    )


@require_safe
@needs(Permission.ASK_AGENCIES)
def replies(request: HttpRequest) -> HttpResponse:
    """Show agencies by open requests."""
    page = {"title": "Who has replied", **matrix(request.user)}
    return render(request, "returns/matrix.html", page)


@require_safe
def asked_request(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, queries.requests_for(request.user), reference=reference)
    return render(request, "returns/request.html", request_page(record, request.user))


@require_safe
def answers(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what was sent, question by question; taken away with `?format=xlsx` or `docx`. Each look is logged."""
    record = get_object_or_404(queries.requests_for(request.user), reference=reference)
    may_export = request.user.may(Permission.EXPORT_LISTS)
    export = EXPORTS.get(request.GET.get("format", ""))
    if export and may_export:
        record_access(request.user, "took away the answers to a request", reference=reference)
        return export(record)
    will_show(request, "opened the answers to a request", reference)
    page = {
        "title": "Answers side by side",
        "caption": f"{record.title} {reference}",
        "marking": True,
        "request_asked": record,
        "may_export": may_export,
        **side_by_side(record),
    }
    return render(request, "returns/answers.html", page)
