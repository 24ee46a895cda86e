"""The windows on a theme, and the ranked picture from which the Practice Improvement Group chooses three."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from learning import services
from learning.choices import Window
from learning.forms import ThemeEvidenceForm
from learning.presenters import choosing_page
from learning.queries import themes_for

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def choose(request: HttpRequest) -> HttpResponse:
    return render(request, "learning/themes_choose.html", choosing_page(request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def new(request: HttpRequest, reference: str) -> HttpResponse:
    theme = get_object_or_404(themes_for(request.user), reference=reference)
    looked_through = request.GET.get("window")
    return form_page(
        request,
        ThemeEvidenceForm,
        initial={"window": looked_through} if looked_through in Window.values else {},
        title="Say what a window shows",
        caption=f"{theme.reference} {theme.title}",
        save=lambda form: services.show_through_window(by=request.user, theme=theme, evidence=form.save(commit=False)),
        back=theme.get_absolute_url(),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def change(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    theme = get_object_or_404(themes_for(request.user), reference=reference)
    stands = get_object_or_404(theme.evidence.all(), pk=pk)
    return form_page(
        request,
        ThemeEvidenceForm,
        instance=stands,
        title="Correct what a window shows",
        caption=f"{theme.reference} {theme.title}",
        save=lambda form: services.show_through_window(by=request.user, theme=theme, evidence=form.save(commit=False)),
        back=theme.get_absolute_url(),
        submit_label="Save",
    )
