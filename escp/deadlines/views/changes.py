"""One deadline whole, and what people do to it. It is found through its record: closed to you, it is unknown."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, will_show
from escp.access.permissions import Permission
from escp.deadlines import queries, services
from escp.deadlines.forms import changes as forms
from escp.deadlines.models import Deadline
from escp.deadlines.presenters.deadline import act_page, corrected_in_words, deadline_page, moved_in_words
from escp.deadlines.registry import CLOCKS
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]


def _found(request: HttpRequest, pk: int, page: str = "") -> Deadline:
    """Return the deadline, or raise Http404; that of a case is logged under its record's reference when it is shown."""
    deadline = queries.deadline_for(request.user, pk)
    if deadline is None:
        raise Http404
    if deadline.case_id:
        will_show(request, " ".join(filter(None, ["opened", page, "deadline"])), deadline.reference)
    return deadline


def _place(deadline: Deadline) -> str:
    return reverse("deadlines:deadline", args=[deadline.pk])


@require_safe
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the date came about, every change of it, and every reminder."""
    found = _found(request, pk)
    return render(request, "deadlines/deadline.html", deadline_page(found, request.user))


def _act(
    request: HttpRequest,
    found: Deadline,
    form_class: type[forms.GovForm],
    title: str,
    save: Callable[[Any], str],
    *,
    refusal: str = "",
    initial: Mapping[str, Any] | None = None,
    form_kwargs: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Ask and do, or say why not. The record is locked meanwhile, and a page that shows it as it was is refused."""
    if request.method == "POST" and (place := place_of_earlier_sending(request)):
        return redirect(place)
    if refusal:
        status = 409 if request.method == "POST" else 200
        return render(
            request, "deadlines/refused.html", act_page(found) | {"title": title, "refusal": refusal}, status=status
        )
    return form_page(
        request,
        form_class,
        title=title,
        caption=found.reference,
        template="deadlines/act.html",
        instance=found.record,
        initial=initial,
        form_kwargs=form_kwargs,
        context=act_page(found),
        save=lambda form: (_place(found), save(form)),
        back=_place(found),
        submit_label=title,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_DEADLINES)
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a clock stand still, where its rule allows it."""
    found = _found(request, pk, A_FORM)

    def save(form: forms.PauseForm) -> str:
        services.pause(by=request.user, deadline=found, **form.cleaned_data)
        return "The clock stands still. Nobody is reminded until it is restarted."

    refusal = services.why_not_pause(found)
    clock = None if refusal else CLOCKS[found.clock]
    asked = {"grounds": clock.pauses, "told": clock.pause_told} if clock else {"grounds": ()}
    return _act(request, found, forms.PauseForm, "Pause the clock", save, refusal=refusal, form_kwargs=asked)


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_DEADLINES)
def restart(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a paused clock run again, and work the date out again."""
    found = _found(request, pk, A_FORM)

    def save(form: forms.RestartForm) -> str:
        return moved_in_words(found, services.restart(by=request.user, deadline=found, **form.cleaned_data))

    return _act(request, found, forms.RestartForm, "Restart the clock", save, refusal=services.why_not_restart(found))


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_DEADLINES)
def correct_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right when the clock started."""
    found = _found(request, pk, A_FORM)
    field = services.start_to_correct(found)

    def save(form: forms.CorrectionForm) -> str:
        return corrected_in_words(found, services.correct_start(by=request.user, deadline=found, **form.cleaned_data))

    return _act(
        request,
        found,
        forms.MomentCorrectionForm if field and field.is_moment else forms.CorrectionForm,
        "Correct the start",
        save,
        refusal=services.why_not_correct(found),
        initial={"start": field.value} if field else None,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_DEADLINES)
def explain_lateness(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why a duty was done late, or is late."""
    found = _found(request, pk, A_FORM)
    said = getattr(found, "lateness", None)

    def save(form: forms.LatenessForm) -> str:
        services.explain_lateness(by=request.user, deadline=found, **form.cleaned_data)
        return "The reason is kept. It is reported with the date."

    return _act(
        request,
        found,
        forms.LatenessForm,
        "Say why this is late",
        save,
        refusal=services.why_not_explain(found),
        initial={"reason": said.reason, "words": said.words} if said else None,
    )
