"""The national database: what was sent of a death, and the items of one death or several as a spreadsheet."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cdop import services
from cdop.forms.national import ItemsForm, SubmissionForm
from cdop.presenters.national import sheets_of
from cdop.queries import deaths_for, deaths_to_send, deaths_with_items, submissions_of
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.reports.sheets import workbook_response
from escp.ui.flow import form_page

FORM_METHODS = ["GET", "HEAD", "POST"]
TITLE = "Items for the national database"


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def submission(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    death = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    row = next((one for one in submissions_of(death) if one.pk == number), None)
    if number is not None and row is None:
        raise Http404

    def save(form: SubmissionForm) -> tuple[Any, str]:
        services.record_submission(by=request.user, death=death, submission=form.save(commit=False))
        return death, "It is recorded."

    return form_page(
        request,
        SubmissionForm,
        instance=row,
        title="Sent to the national database",
        caption=reference,
        form_kwargs={"death": death},
        save=save,
        back=death.get_absolute_url(),
        context={"marking": True},
    )


@require_safe
@needs(Permission.REVIEW_CHILD_DEATHS)
def items(request: HttpRequest) -> HttpResponse:
    """Ask whose items to take away, or answer with the workbook, after the log has every one of them."""
    asked = request.GET if "format" in request.GET else None
    form = ItemsForm(asked, deaths=deaths_to_send(request.user), initial={"death": request.GET.getlist("death")})
    if asked is not None and form.is_valid():
        deaths = deaths_with_items(request.user, form.cleaned_data["death"])
        services.take_items_away(by=request.user, deaths=deaths)
        return workbook_response(TITLE, sheets_of(deaths))
    return render(request, "cdop/items.html", {"title": TITLE, "marking": True, "form": form})
