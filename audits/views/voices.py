"""The voices in an audit: their page and their form. Marked and logged as its cases are."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.voices import VoiceForm
from audits.models import MultiAgencyAudit, Voice
from audits.presenters.voices import voices_page
from audits.queries.multi_agency import audits_worked_on_by
from audits.queries.voices import voices_for
from audits.services.voices import keep_voice
from escp.access.decorators import needs
from escp.access.log import A_FORM, will_show
from escp.access.permissions import Permission
from escp.ui.flow import form_page

FORM_METHODS = ["GET", "HEAD", "POST"]


def _audit(request: HttpRequest, reference: str, opened: str) -> MultiAgencyAudit:
    record = get_object_or_404(audits_worked_on_by(request.user), reference=reference)
    will_show(request, opened, record.reference)
    return record


@require_safe
@needs(Permission.SEE_AUDITS)
def voices(request: HttpRequest, reference: str) -> HttpResponse:
    record = _audit(request, reference, "opened the voices in an audit")
    return render(request, "audits/voices.html", voices_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def new(request: HttpRequest, reference: str) -> HttpResponse:
    record = _audit(request, reference, f"opened {A_FORM} the voices in an audit")
    return _form(request, record, Voice(audit=record), "Add a voice")


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def voice(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    record = _audit(request, reference, f"opened {A_FORM} the voices in an audit")
    row = get_object_or_404(voices_for(request.user), audit=record, pk=number)
    return _form(request, record, row, "Change a voice")


def _form(request: HttpRequest, record: MultiAgencyAudit, row: Voice, title: str) -> HttpResponse:
    back = reverse("audits:voices", args=[record.reference])

    def save(form: Any) -> str:
        keep_voice(by=request.user, voice=form.instance)
        return back

    return form_page(
        request,
        VoiceForm,
        instance=row,
        title=title,
        caption=record.reference,
        save=save,
        back=back,
        context={"marking": True},
    )
