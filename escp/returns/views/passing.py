"""“This is for somebody else in my agency”: said by whoever came by a link, answered by the unit."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from escp.access.log import A_FORM, open_record
from escp.returns import queries
from escp.returns.answerer import Answerer, for_answerers
from escp.returns.askers import for_askers
from escp.returns.forms.passing import PassingForm, PassOnForm
from escp.returns.models import Return
from escp.returns.queries.passing import passing_that_waits
from escp.returns.services import passing
from escp.returns.views.answering import found
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]
ASKED = "The business unit is asked. Until it answers, this stays with you."


@for_answerers
@require_http_methods(FORM_METHODS)
def pass_on(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Name the colleague. Only for whoever came by a link and gave its code; others hand it over themselves."""
    if answerer.link is None:
        raise Http404
    asked = found(answerer, reference, for_answering=True)
    waiting = passing_that_waits(asked)

    def save(form: PassOnForm) -> tuple[Any, str]:
        passing.ask_to_pass_on(by=answerer.person, asked=asked, **form.cleaned_data)
        return asked, ASKED

    return form_page(
        request,
        PassOnForm,
        title="This is for somebody else in my agency",
        caption=f"{asked.request.title} {reference}",
        initial={"name": waiting.name, "email": waiting.email} if waiting else None,
        save=save,
        template="returns/pass_on.html",
        back=asked.get_absolute_url(),
        submit_label="Ask the business unit",
        context={"marking": asked.is_casework, "asked": asked},
    )


@require_http_methods(FORM_METHODS)
@for_askers
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Say yes, or no, for the unit."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    asked: Return = open_record(request, queries.returns_asked_by(request.user), page=A_FORM, reference=reference)
    waiting = passing_that_waits(asked)
    if waiting is None:
        raise Http404

    def save(form: PassingForm) -> tuple[Any, str]:
        if form.cleaned_data["answer"] == "yes":
            named = passing.agree(by=request.user, asked=asked)
            return named, f"{named.person} is asked now. An e-mail is on its way, and the old link is closed."
        kept = passing.refuse(by=request.user, asked=asked)
        return kept, f"It stays with {waiting.by}. An e-mail is on its way to them."

    return form_page(
        request,
        PassingForm,
        title="Should somebody else be asked?",
        caption=f"{asked.agency} {reference}",
        save=save,
        template="returns/passing.html",
        back=asked.get_absolute_url(),
        submit_label="Continue",
        context={"marking": asked.is_casework, "passing": waiting, "asked": asked},
    )
