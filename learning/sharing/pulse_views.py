"""The page on which people say whether shared learning stuck: without signing in, without a name."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.middleware import unkept
from escp.ui.flow import form_page
from learning.models import PulseAnswer
from learning.sharing import pulses
from learning.sharing.pulse_forms import PulseForm
from learning.sharing.queries import pulses_by_link

FORM_METHODS = ["GET", "HEAD", "POST"]
# One office may answer from one connection; a machine that answers again and again is stopped.
LIMITS = {"answered": "20/1h/ip"}
TOO_OFTEN = "Too many answers came from this connection. Try again in an hour."


class AnswerableWithoutName(Protocol):
    """What is open for answers, or no longer."""

    @property
    def is_open(self) -> bool: ...


@login_not_required
@require_http_methods(FORM_METHODS)
def pulse(request: HttpRequest, token: str) -> HttpResponse:
    asked = get_object_or_404(pulses_by_link(), token=token)
    return answer_page(
        request,
        asked,
        PulseForm,
        lambda form: pulses.answer(asked=asked, said=form.save(commit=False)),
        instance=PulseAnswer(pulse=asked),
        title="Did it stick?",
        caption=asked.dissemination.title,
        thanks=reverse("learning:pulse-thanks", args=[token]),
    )


def answer_page(
    request: HttpRequest,
    asked: AnswerableWithoutName,
    form_class: type[BaseForm],
    keep: Callable[[Any], object],
    *,
    title: str,
    caption: str,
    thanks: str,
    instance: Model | None = None,
    template: str = "learning/sharing/pulse.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show questions to whoever has their link, or that they are closed, and keep one answer without a name.

    `keep` gets the valid form. The address of a connection is counted by for an hour and kept nowhere.
    """
    if not asked.is_open:
        return unkept(render(request, "learning/sharing/pulse_closed.html", {"title": "The questions are closed"}))

    def save(form: Any) -> Any:
        if not _within(request):
            raise ValidationError(TOO_OFTEN)
        keep(form)
        return thanks

    page = form_page(
        request,
        form_class,
        title=title,
        caption=caption,
        instance=instance,
        save=save,
        template=template,
        submit_label="Send without a name",
        context=context,
    )
    return unkept(page)


@login_not_required
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    get_object_or_404(pulses_by_link(), token=token)
    return unkept(render(request, "learning/sharing/pulse_thanks.html", {"title": "Thank you"}))


def _within(request: HttpRequest) -> bool:
    return ratelimit.consume(request, app="learning.pulse", action="answered", config=LIMITS) is not None
