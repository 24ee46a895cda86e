"""The census: sent and counted, and which measure feeds which indicator. The rest is as for every file of figures."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.imports.models import Import
from escp.imports.table import Sheet
from escp.ui.flow import form_page
from intelligence.census import services
from intelligence.census.forms import CensusForm
from intelligence.census.measures import MEASURES
from intelligence.census.queries import KIND, columns_of
from intelligence.indicators.import_views import measures_page, on_waiting_sheet
from intelligence.indicators.presenters import lines_of, place_of
from intelligence.indicators.queries import imports_for

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def census(request: HttpRequest) -> HttpResponse:
    """Take a census and count it, and list what was sent before."""

    def save(form: CensusForm) -> tuple[str, str]:
        imported = services.receive(by=request.user, **form.cleaned_data)
        return place_of(imported), "The census is counted, and its file is gone. Nothing is imported yet."

    return form_page(
        request,
        CensusForm,
        title="Count a children in need census",
        save=save,
        template="intelligence/census/census.html",
        back=reverse("intelligence:intelligence"),
        submit_label="Send and count it",
        context={
            "imports": lines_of(imports_for(request.user, KIND)),
            "measures": [(measure.title, measure.definition) for measure in MEASURES],
        },
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def columns(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which measure feeds which indicator."""

    def show(imported: Import, sheet: Sheet) -> HttpResponse:
        return measures_page(
            request,
            imported,
            sheet,
            title="Which measure feeds which indicator",
            back=reverse("intelligence:census"),
            columns=columns_of(sheet, imported.heading or 0),
            explained={measure.title: measure.definition for measure in MEASURES},
        )

    return on_waiting_sheet(request, reference, KIND, show)
