"""Handing a section, or the whole return, to a colleague in the agency that was asked, and taking it back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from escp.access.log import A_FORM, open_record
from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.definition import Section
from escp.returns.forms.handing import ColleagueForm
from escp.returns.models import Return
from escp.returns.policies import answers_for
from escp.returns.queries import reaching
from escp.returns.services import handing
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]


def _asked(request: HttpRequest, reference: str) -> Return:
    """Return an open return, for those who answer the whole of it and are signed in. Raises Http404 for the rest."""
    asked: Return = open_record(request, queries.returns_for(request.user), page=A_FORM, reference=reference)
    if not asked.is_open or not answers_for(request.user, asked):
        raise Http404
    return asked


def _section(asked: Return, key: str) -> Section:
    section: Section | None = asked.request.asks.asks.for_agency().section(key)
    if section is None:
        raise Http404
    return section


@require_http_methods(FORM_METHODS)
def section(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Ask a colleague to fill in one section."""
    asked = _asked(request, reference)
    part, title = queries.parts_of(asked).get(key), _section(asked, key).title

    def save(form: ColleagueForm) -> tuple[Any, str]:
        person = form.cleaned_data["person"]
        handing.hand_section(by=request.user, asked=asked, section=key, person=person)
        return asked, f"{person} is asked to fill in “{title}”. An e-mail is on its way to them."

    return _form(request, asked, f"Ask a colleague to fill in “{title}”", save, part and part.helper, of_section=key)


@require_http_methods(FORM_METHODS)
def whole(request: HttpRequest, reference: str) -> HttpResponse:
    """Hand the whole request to a colleague."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    asked = _asked(request, reference)

    def save(form: ColleagueForm) -> tuple[Any, str]:
        person = form.cleaned_data["person"]
        given = handing.hand_over(by=request.user, asked=asked, person=person)
        place = given if queries.returns_for(request.user).filter(pk=given.pk).exists() else "/"
        return place, f"{person} is asked now. An e-mail is on its way to them."

    return _form(request, asked, "Hand the whole request to a colleague", save, None, of_section="")


def _form(
    request: HttpRequest, asked: Return, title: str, save: Any, helper: Person | None, *, of_section: str
) -> HttpResponse:
    heading = {
        "title": title,
        "caption": f"{asked.request.title} {asked.reference}",
        "back": asked.get_absolute_url(),
    }
    context = {
        "marking": asked.is_casework,
        "asked": asked,
        "helper": helper,
        "of_section": of_section,
        "stays_open": asked.agency_id in request.user.agency_ids,
    }
    me: Any = request.user
    colleagues = reaching.colleagues_of(asked).exclude(pk=me.pk)
    if not colleagues.exists():
        return render(request, "returns/no_colleague.html", heading | context)
    return form_page(
        request,
        ColleagueForm,
        initial={"person": helper},
        form_kwargs={"colleagues": colleagues},
        save=save,
        template="returns/hand.html",
        submit_label="Ask them",
        context=context,
        **heading,
    )


def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back a return that was handed to a colleague."""
    asked = _asked(request, reference)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        handing.take_back(by=request.user, asked=asked)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "It is asked of you again. What your colleague filled in stays.")
    return redirect(asked)


def take_section_back(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Take back a section that was given to a colleague."""
    asked = _asked(request, reference)
    title = _section(asked, key).title
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    handing.hand_section(by=request.user, asked=asked, section=key, person=None)
    messages.success(request, f"“{title}” is with you again. What your colleague filled in stays.")
    return redirect(asked)
