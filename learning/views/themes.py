"""The Three Themes, those proposed and those closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from learning import services
from learning.forms import ThemeForm, ThemePointsForm, current_year
from learning.presenters import theme_page, three_places
from learning.queries import points_without_theme, themes_for
from learning.tables import ThemeFilter, ThemeTable

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def themes(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=themes_for(request.user),
        filterset_class=ThemeFilter,
        table_class=ThemeTable,
        title="The Three Themes",
        template="learning/themes.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Themes appear here when someone proposes one.",
        context={
            "section": "themes",
            "places": three_places(request.user),
            "may_propose": request.user.may(Permission.RECORD_LEARNING),
        },
    )


@require_safe
def theme(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(themes_for(request.user), reference=reference)
    return render(request, "learning/theme.html", theme_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def new(request: HttpRequest) -> HttpResponse:
    def save(form: ThemeForm):
        record = services.propose_theme(by=request.user, theme=form.instance)
        return record, f"{record.reference} is proposed."

    return form_page(
        request,
        ThemeForm,
        initial={"year": current_year()},
        title="Propose a theme",
        save=save,
        back=reverse("learning:themes"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(themes_for(request.user), reference=reference)
    return form_page(
        request,
        ThemeForm,
        instance=record,
        title="Change the theme",
        caption=reference,
        save=lambda form: services.change_theme(by=request.user, theme=form.save(commit=False)),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def points(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(themes_for(request.user), reference=reference)

    def save(form: ThemePointsForm):
        services.put_under_theme(by=request.user, theme=record, points=form.cleaned_data["points"])
        return record, "They stand under this theme now."

    return form_page(
        request,
        ThemePointsForm,
        form_kwargs={"person": request.user},
        title="Put learning points under this theme",
        caption=f"{record.reference} {record.title}",
        save=save,
        back=record.get_absolute_url(),
        template="learning/theme_points.html",
        context={"none_waiting": not points_without_theme(request.user).exists()},
    )
