"""Answering what is asked: the agency's one door, a return, its sections, checking and sending."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import record_access
from escp.access.permissions import Permission
from escp.documents.tasks import tell_the_worker
from escp.returns import queries
from escp.returns.answerer import Answerer, for_answerers
from escp.returns.definition import Definition, Section
from escp.returns.forms.answering import form_for
from escp.returns.forms.sending import NilForm, SendForm, SignOffForm
from escp.returns.given import WAITS, file_keys, state_of
from escp.returns.lifecycle import RETURN, every_question_answered, everything_handed_in
from escp.returns.models import Part, Return
from escp.returns.policies import answers_for, fills_in
from escp.returns.presenters.answering import (
    door_groups,
    given_lines,
    last_time,
    return_page,
    saved_line,
    sections_in_words,
)
from escp.returns.services import answering
from escp.returns.services.files import change_files
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.words import time_in_words

AS_BEFORE = "The answers of last time stand here now. Read them, and change what is different. Not yet sent."
FORM_METHODS = ["GET", "HEAD", "POST"]


def found(answerer: Answerer, reference: str, *, for_answering: bool = False) -> Return:
    """Return the return that this person may know of; look-ups about a case are logged. Raises Http404."""
    asked: Return = get_object_or_404(answerer.returns, reference=reference)
    if for_answering and not asked.is_open:
        raise Http404
    if asked.request.case_id is not None:
        record_access(answerer.person, "opened return", reference=reference)
    return asked


def _section(answerer: Answerer, reference: str, key: str) -> tuple[Return, Section, Part]:
    """Return a return, one of its sections and its part, for those who fill it in. Raises Http404 for the rest."""
    asked = found(answerer, reference, for_answering=True)
    asks = asked.request.asks.asks.for_agency().section(key)
    part = queries.part_of(asked, key) or Part(of=asked, section=key)
    if asks is None or not fills_in(answerer.person, part):
        raise Http404
    return asked, asks, part


@require_safe
@needs(Permission.ANSWER_FOR_AGENCY, Permission.ASK_AGENCIES)
def door(request: HttpRequest) -> HttpResponse:
    """Show everything that is asked of this person's agency: one door."""
    page = {"title": "Asked of us", "groups": door_groups(request.user), "agency": request.user.agency}
    return render(request, "returns/door.html", page)


@for_answerers
@require_safe
def asked_return(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Show one return: what is asked, how far it is, what comes next."""
    asked = found(answerer, reference)
    return render(request, "returns/return.html", return_page(asked, answerer))


@for_answerers
def opened(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Start: note that the agency has seen it, and lead to the first section."""
    asked = found(answerer, reference, for_answering=True)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    answering.note_seen(by=answerer.person, asked=asked)
    first = asked.request.asks.asks.for_agency().sections[0]
    return redirect("returns:section", asked.reference, first.key)


@for_answerers
@require_http_methods(FORM_METHODS)
def section(request: HttpRequest, answerer: Answerer, reference: str, key: str) -> HttpResponse:
    """Show and save one section. “Save and continue” leads on; “Save” stays."""
    asked, asks, part = _section(answerer, reference, key)
    definition, person = asked.request.asks.asks.for_agency(), answerer.person
    form_class = form_for(definition, asks)

    def save_files(form: Any, part: Part) -> Part:
        add, out = form.uploads(), form.taken_out()
        if not (add or out):
            return part
        transaction.on_commit(tell_the_worker)
        return change_files(by=person, part=part, section=asks, add=add, take_out=out)

    def save(form: Any) -> Any:
        if "as_before" in request.POST:
            if form.answers():
                raise ValidationError(answering.HAS_ANSWERS)
            save_files(form, answering.carry_forward(by=person, asked=asked, section=key))
            return reverse("returns:section", args=[reference, key]), AS_BEFORE
        saved = save_files(form, answering.save_part(by=person, part=form.instance, answers=form.answers()))
        if "stay" in request.POST:
            return reverse("returns:section", args=[reference, key]), saved_line(saved, asked)
        return _next_place(asked, definition, key), saved_line(saved, asked)

    return form_page(
        request,
        form_class,
        instance=part,
        initial=form_class.initial_from(part.answers),
        form_kwargs={"given": given_lines(asked, asks, part.answers)},
        title=asks.title,
        caption=f"{asked.request.title} {reference}",
        save=save,
        template="returns/section.html",
        back=asked.get_absolute_url(),
        context={
            "marking": asked.request.case_id is not None,
            "section": asks,
            "saved": saved_line(part, asked),
            "asked": asked,
            "by_link": answerer.link is not None,
            "before": last_time(person, asked, asks),
            "empty": part.answers.keys() <= file_keys(asks),
        },
    )


def _next_place(asked: Return, definition: Definition, key: str) -> str:
    """Return the next section that asks something by what is answered so far, or the page of the return."""
    arising = definition.arising(queries.answers_of(asked))
    keys = [section.key for section in definition.sections]
    following = [section.key for section in arising if keys.index(section.key) > keys.index(key)]
    if following:
        return reverse("returns:section", args=[asked.reference, following[0]])
    return str(asked.get_absolute_url())


@for_answerers
def autosave(request: HttpRequest, answerer: Answerer, reference: str, key: str) -> HttpResponse:
    """Save what stands in the boxes, from a page that stays open. 409 when somebody saved meanwhile, 422 unreadable."""
    asked, asks, _ = _section(answerer, reference, key)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = form_for(asked.request.asks.asks.for_agency(), asks)(data=request.POST)
    if not form.is_valid():
        return JsonResponse({"saved": False, "says": "Not saved: one of the answers cannot be read."}, status=422)
    try:
        saved = answering.autosave(
            by=answerer.person,
            asked=asked,
            section=key,
            answers=form.answers(),
            version=request.POST.get("version", ""),
        )
    except ValidationError as refusal:
        return JsonResponse({"saved": False, "says": " ".join(refusal.messages)}, status=409)
    says = f"Saved at {time_in_words(saved.saved_at)}. Not yet sent."
    return JsonResponse({"saved": True, "says": says, "version": saved.version})


@for_answerers
@require_http_methods(FORM_METHODS)
def check(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Check every answer, and send."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    asked = found(answerer, reference, for_answering=True)
    form_class = SignOffForm if asked.request.senior_sign_off else SendForm
    return _send(request, answerer, asked, form_class, "send")


@for_answerers
@require_http_methods(FORM_METHODS)
def nothing_to_tell(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Say that the agency holds nothing, signed off by somebody senior."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    asked = found(answerer, reference, for_answering=True)
    return _send(request, answerer, asked, NilForm, "send_nil")


def _send(request: HttpRequest, answerer: Answerer, asked: Return, form_class: type, move: str) -> HttpResponse:
    person = answerer.person
    if not answers_for(person, asked):
        raise Http404
    definition, answers = asked.request.asks.asks.for_agency(), queries.answers_of(asked)
    files = queries.files_in(answers)
    missing = (everything_handed_in(asked) or every_question_answered(asked)) if move == "send" else None

    def save(form: Any) -> Any:
        facts = form.signature()
        if "nil_reason" in form.cleaned_data:
            facts["nil_reason"] = form.cleaned_data["nil_reason"]
        sent = RETURN.apply(move, asked, by=person, **facts)
        return sent, f"Sent. Your receipt is {sent.reference}: a copy stays here, and a message is on its way."

    return form_page(
        request,
        form_class,
        instance=asked,
        title="Check your answers" if move == "send" else "Nothing to tell",
        caption=f"{asked.request.title} {asked.reference}",
        save=save,
        template="returns/check.html" if move == "send" else "returns/nil.html",
        back=asked.get_absolute_url(),
        submit_label="Send to the business unit",
        context={
            "marking": asked.request.case_id is not None,
            "sections": sections_in_words(definition, answers, files, change=asked),
            "missing": missing,
            "waits": any(state_of(version)[0] == WAITS for version in files.values()),
            "asked": asked,
        },
    )
