"""The pages on which practitioners answer a survey: without signing in, without a name."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.middleware import unkept
from intelligence.voice import services
from intelligence.voice.forms import answers_form
from intelligence.voice.policies import steps_of
from intelligence.voice.queries import surveys_by_link
from intelligence.voice.steps import Steps, is_sent
from learning.sharing.pulse_views import answer_page


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    asked = get_object_or_404(surveys_by_link(), token=token)
    if asked.is_open and steps_of(asked.asks.asks) and not is_sent(request):
        return Steps(request, asked).page()
    return answer_page(
        request,
        asked,
        answers_form(asked.asks.asks),
        lambda form: services.answer(survey=asked, answers=form.answers()),
        title=asked.title,
        caption="",
        thanks=reverse("intelligence:survey-thanks", args=[token]),
        template="intelligence/voice/answer.html",
        context={"survey": asked},
    )


@login_not_required
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    get_object_or_404(surveys_by_link(), token=token)
    return unkept(render(request, "learning/sharing/pulse_thanks.html", {"title": "Thank you"}))
