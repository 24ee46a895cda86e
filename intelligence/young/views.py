"""What young people said: the list, one of them, its forms, the address of their page, and that page itself."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escp.access.decorators import needs
from escp.access.middleware import unkept
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from intelligence.external.presenters import page_above
from intelligence.young import services
from intelligence.young.forms import CommentForm, YoungVoiceForm
from intelligence.young.presenters import ambassadors_address, ambassadors_page, young_page
from intelligence.young.queries import links_by_token, young_voices_for, young_voices_to_list
from intelligence.young.tables import YoungFilter, YoungTable
from learning.sharing.pulse_views import answer_page

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def young_voices(request: HttpRequest) -> HttpResponse:
    keeps = request.user.may(Permission.KEEP_INTELLIGENCE)
    return list_page(
        request,
        queryset=young_voices_to_list(request.user),
        filterset_class=YoungFilter,
        table_class=YoungTable,
        title="Young people’s voice",
        template="intelligence/young/young_voices.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="What young people say appears here, with what was promised and done.",
        context={
            "may_add": keeps,
            "address": ambassadors_address() if keeps else "",
            "above": page_above(request.user),
        },
    )


@require_safe
def young_voice(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(young_voices_for(request.user), reference=reference)
    return render(request, "intelligence/young/young_voice.html", young_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def young_voice_new(request: HttpRequest) -> HttpResponse:
    return form_page(
        request,
        YoungVoiceForm,
        form_kwargs={"person": request.user},
        title="Write down what young people said",
        save=lambda form: services.record(by=request.user, voice=form.save(commit=False)),
        back=reverse("intelligence:young-voices"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def young_voice_change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(young_voices_for(request.user), reference=reference)
    return form_page(
        request,
        YoungVoiceForm,
        form_kwargs={"person": request.user},
        instance=record,
        title="Change what was written down",
        caption=reference,
        save=lambda form: services.record(by=request.user, voice=form.save(commit=False)),
        back=record.get_absolute_url(),
    )


@needs(Permission.KEEP_INTELLIGENCE)
@require_POST
def ambassadors_new_link(request: HttpRequest) -> HttpResponse:
    services.new_link(by=request.user)
    return redirect("intelligence:young-voices")


@login_not_required
@require_http_methods(FORM_METHODS)
def ambassadors(request: HttpRequest, token: str) -> HttpResponse:
    link = get_object_or_404(links_by_token(), token=token)

    def keep(form: CommentForm) -> Any:
        return services.comment(said=form.cleaned_data["said"], theme=form.cleaned_data["theme"])

    return answer_page(
        request,
        link,
        CommentForm,
        keep,
        title="Young Safeguarding Ambassadors",
        caption="",
        thanks=reverse("intelligence:ambassadors-thanks", args=[token]),
        template="intelligence/young/ambassadors.html",
        context=ambassadors_page(),
    )


@login_not_required
@require_safe
def ambassadors_thanks(request: HttpRequest, token: str) -> HttpResponse:
    get_object_or_404(links_by_token(), token=token)
    return unkept(render(request, "learning/sharing/pulse_thanks.html", {"title": "Thank you"}))
