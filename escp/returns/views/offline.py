"""A return filled in offline: its Excel copy out, and back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.log import record_access
from escp.reports.sheets import workbook_response
from escp.returns import queries
from escp.returns.answerer import Answerer, for_answerers
from escp.returns.forms.offline import OfflineForm, mark_of
from escp.returns.models import Return
from escp.returns.policies import answers_for
from escp.returns.presenters.offline import sheets_of
from escp.returns.services.offline import save_copy
from escp.ui.flow import form_page


def _asked(answerer: Answerer, reference: str) -> Return:
    """Return an open return, for those who answer the whole of it; look-ups about a case are logged. Raises Http404."""
    asked: Return = get_object_or_404(answerer.returns, reference=reference)
    if not asked.is_open or not answers_for(answerer.person, asked):
        raise Http404
    if asked.request.case_id is not None:
        record_access(answerer.person, "opened return", reference=reference)
    return asked


@for_answerers
@require_safe
def copy(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Give the Excel copy, with the answers so far."""
    asked = _asked(answerer, reference)
    return workbook_response(f"{asked.reference} to fill in offline", sheets_of(asked))


@for_answerers
@require_http_methods(["GET", "HEAD", "POST"])
def offline(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Say how to fill it in offline, and take the copy back. The file itself is not kept."""
    asked = _asked(answerer, reference)

    def save(form: Any) -> Any:
        parts = queries.parts_of(asked)
        save_copy(
            by=answerer.person,
            asked=asked,
            answers=form.answers,
            unchanged={key for key in form.answers if mark_of(parts.get(key)) == form.marks.get(key)},
            replace=form.cleaned_data["replace"],
        )
        return asked, "The answers of the spreadsheet have been saved. Not yet sent."

    return form_page(
        request,
        OfflineForm,
        instance=asked,
        form_kwargs={"asked": asked},
        title="Fill it in offline (Excel)",
        caption=f"{asked.request.title} {reference}",
        save=save,
        template="returns/offline.html",
        back=asked.get_absolute_url(),
        submit_label="Save the answers of the spreadsheet",
        context={"marking": asked.request.case_id is not None, "asked": asked},
    )
