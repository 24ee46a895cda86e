"""“Nothing has changed since last time”: what was sent then comes forward into every section that is still empty."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from escp.returns.answerer import Answerer, for_answerers
from escp.returns.policies import answers_for
from escp.returns.presenters.answering import as_before
from escp.returns.services.answering import carry_all_forward
from escp.returns.views.answering import found
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.forms import GovForm


@for_answerers
@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Say what will come forward and what stays, then bring it forward. Nothing is sent."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    asked, person = found(answerer, reference, for_answering=True), answerer.person
    before = as_before(asked, person, asked.parts.all()) if answers_for(person, asked) else {}
    if not before:
        raise Http404

    def save(form: GovForm) -> tuple[Any, str]:
        keys = carry_all_forward(by=person, asked=asked)
        titles = [section.title for section in asked.request.asks.asks.sections if section.key in keys]
        return asked, f"Brought forward from last time: {'; '.join(titles)}. Not yet sent."

    return form_page(
        request,
        GovForm,
        title="Nothing has changed since last time",
        caption=f"{asked.request.title} {reference}",
        save=save,
        template="returns/as_before.html",
        back=asked.get_absolute_url(),
        submit_label="Bring the answers forward",
        context={"marking": asked.is_casework, "as_before": before},
    )
