"""Own figures: one is typed, one is corrected, a table of them is sent or pasted, and its columns are chosen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.imports.forms import SheetForm
from escp.imports.models import Import
from escp.imports.presenters import left_out, offered_columns
from escp.imports.queries import sheets_in
from escp.imports.table import Sheet
from escp.imports.views import waiting_page
from escp.ui.flow import form_page, place_of_earlier_sending
from intelligence.indicators.import_views import look_at_long, on_waiting_sheet
from intelligence.indicators.presenters import lines_of, place_of
from intelligence.indicators.queries import imports_for, indicators_for, sheet_of
from intelligence.own import services
from intelligence.own.columns import ROLES
from intelligence.own.forms import FigureForm, NewFigureForm, OwnColumnsForm, TableForm, initial_of
from intelligence.own.queries import KIND, columns_now, own_figures_for

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def give(request: HttpRequest, code: str) -> HttpResponse:
    """Type one figure of an indicator."""
    indicator = get_object_or_404(indicators_for(request.user), code=code)

    def save(form: NewFigureForm) -> tuple[str, str]:
        figure = services.give(
            by=request.user, indicator=indicator, period=form.cleaned_data["period"], given=form.given,
            facts=form.facts, reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return indicator.get_absolute_url(), f"The figure of {figure.period} is kept: {figure.text}."

    return form_page(
        request,
        NewFigureForm,
        title="Give a figure",
        caption=str(indicator),
        save=save,
        form_kwargs={"indicator": indicator},
        submit_label="Keep it",
        back=indicator.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def correct(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put another figure in the place of one, with a reason."""
    figure = get_object_or_404(own_figures_for(request.user), indicator__code=code, pk=pk)
    page = figure.indicator.get_absolute_url()
    if not figure.stands:
        return redirect(place_of_earlier_sending(request) or page)

    def save(form: Any) -> tuple[str, str]:
        made = services.correct(
            by=request.user, figure=form.instance, given=form.given, facts=form.facts,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        return page, f"The figure of {made.period} is corrected: {made.text}. The one before stays on record."

    return form_page(
        request,
        FigureForm,
        instance=figure,
        initial=initial_of(figure),
        title=f"Correct the figure of {figure.period}",
        caption=str(figure.indicator),
        save=save,
        form_kwargs={"indicator": figure.indicator},
        submit_label="Correct it",
        back=page,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def imports(request: HttpRequest) -> HttpResponse:
    """Take a table of figures, and list what was sent before."""

    def save(form: TableForm) -> tuple[str, str]:
        facts = {name: form.cleaned_data[name] for name in ("title", "agency", "saved")}
        try:
            imported = services.receive(by=request.user, file=form.table, **facts)
        except ValidationError as refusal:
            raise form.refused(refusal) from None
        page = "import" if facts["saved"] else "own-columns"
        if facts["saved"]:
            look_at_long(request, imported, sheet_of(imported))
        return place_of(imported, page), "The table is kept while you look at it. Nothing is imported yet."

    return form_page(
        request,
        TableForm,
        title="Bring in our own figures",
        save=save,
        template="intelligence/own/imports.html",
        back=reverse("intelligence:indicators"),
        submit_label="Send the table",
        context={"imports": lines_of(imports_for(request.user, KIND))},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def sheet(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which of several sheets is read. A file with one goes on to its columns."""

    def show(request: HttpRequest, imported: Import) -> HttpResponse:
        sheets = sheets_in(imported, may_be_long=True)
        if len(sheets) == 1:
            return redirect(place_of(imported, "own-columns"))

        def save(form: Any) -> str:
            services.choose_sheet(by=request.user, imported=form.instance, sheets=sheets, number=form.number)
            return place_of(imported, "own-columns")

        return form_page(
            request,
            SheetForm,
            instance=imported,
            initial={"sheet": imported.sheet},
            title="Choose the sheet",
            caption=reference,
            save=save,
            template="imports/sheet.html",
            form_kwargs={"sheets": sheets},
            back=reverse("intelligence:own-imports"),
        )

    found = get_object_or_404(imports_for(request.user, KIND), reference=reference)
    return waiting_page(request, found, show, place_of=place_of)


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def columns(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what each column of a table holds."""

    def show(imported: Import, sheet: Sheet) -> HttpResponse:
        if imported.sheet is None:
            return redirect(place_of(imported, "own-sheet"))

        def save(form: Any) -> str:
            services.choose_columns(
                by=request.user, imported=form.instance, sheet=sheet, mapping=form.mapping,
                name=form.cleaned_data["save_as"],
            )  # fmt: skip
            look_at_long(request, imported, sheet)
            return place_of(imported)

        return form_page(
            request,
            OwnColumnsForm,
            instance=imported,
            title="What the columns hold",
            caption=reference,
            save=save,
            template="intelligence/own/columns.html",
            context={
                "left_out": left_out(imported, sheet),
                "sheet_name": imported.data.sheet_name,
                "sheet_url": place_of(imported, "own-sheet"),
            },
            form_kwargs={
                "offered": offered_columns(imported, sheet, columns_now()),
                "chosen": imported.mapping,
                "required": [column for column in ROLES if column.required],
            },
            back=reverse("intelligence:own-imports"),
        )

    return on_waiting_sheet(request, reference, KIND, show)
