"""Published data: sent, its columns chosen. Files of every kind: looked at, brought in as a whole, taken back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.imports import services as files
from escp.imports.choices import ImportState
from escp.imports.models import Import
from escp.imports.presenters import counts_in_words
from escp.imports.table import Sheet
from escp.imports.views import abandon_page, unreadable_page
from escp.reports.reading import Unreadable
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.forms import GovForm
from intelligence.choices import ReadingState
from intelligence.indicators import long_files, published, services
from intelligence.indicators.forms import MeasuresForm, PublishedForm, UndoForm
from intelligence.indicators.kinds import kind_of
from intelligence.indicators.plans import Plan, plan_of
from intelligence.indicators.presenters import (
    columns_place,
    lines_of,
    listed_at,
    place_of,
    preview_page,
    settled_page,
    waiting_page,
)
from intelligence.indicators.queries import KIND, imports_for, indicators_for, sheet_of
from intelligence.models import FileReading
from intelligence.tasks import tell_the_worker

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def imports(request: HttpRequest) -> HttpResponse:
    """Take a published file, and list what was sent before."""

    def save(form: PublishedForm) -> tuple[str, str]:
        imported = services.receive(by=request.user, **form.cleaned_data)
        return place_of(imported, "import-columns"), "The file is kept while you look at it. Nothing is imported yet."

    return form_page(
        request,
        PublishedForm,
        title="Import published data",
        save=save,
        template="intelligence/indicators/imports.html",
        back=reverse("intelligence:intelligence"),
        submit_label="Send the file",
        context={"imports": lines_of(imports_for(request.user, KIND))},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def columns(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which column feeds which indicator."""

    def show(imported: Import, sheet: Sheet) -> HttpResponse:
        measures = published.measures(sheet, imported.heading or 0)
        title, back = "Which column feeds which indicator", reverse("intelligence:imports")
        return measures_page(request, imported, sheet, title=title, back=back, columns=measures)

    return on_waiting_sheet(request, reference, KIND, show)


def on_waiting_sheet(
    request: HttpRequest, reference: str, kind: str, show: Callable[[Import, Sheet], HttpResponse]
) -> HttpResponse:
    """Show a page about a file of a kind that waits. One that is settled leads on, one that cannot be read says so."""
    imported = get_object_or_404(imports_for(request.user, kind), reference=reference)
    if not imported.is_waiting:
        return led_on(request, imported)
    try:
        sheet = sheet_of(imported)
    except Unreadable as refusal:
        return unreadable_page(request, imported, refusal, abandon_url=place_of(imported, "import-abandon"))
    return show(imported, sheet)


def measures_page(
    request: HttpRequest,
    imported: Import,
    sheet: Sheet,
    *,
    title: str,
    back: str,
    columns: Mapping[int, str],
    explained: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Ask which of the measures that a file holds feeds which indicator."""

    def save(form: Any) -> str:
        files.choose_columns(by=request.user, imported=form.instance, sheet=sheet, mapping=form.mapping)
        look_at_long(request, imported, sheet)
        return place_of(imported)

    return form_page(
        request,
        MeasuresForm,
        instance=imported,
        title=title,
        caption=imported.reference,
        save=save,
        back=back,
        form_kwargs={
            "columns": columns,
            "indicators": indicators_for(request.user),
            "chosen": imported.mapping,
            "explained": explained,
        },
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def imported(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what an import would do, and do it; later, what became of it."""
    record = _found(request, reference)
    if not record.is_waiting:
        if request.method == "POST":
            return led_on(request, record)
        return render(request, "intelligence/indicators/import.html", settled_page(record))
    if not kind_of(record).is_ready(record):
        return redirect(columns_place(record))
    try:
        sheet = sheet_of(record)
    except Unreadable as refusal:
        return unreadable_page(request, record, refusal, abandon_url=place_of(record, "import-abandon"))
    if sheet.is_long:
        reading = long_files.reading_of(record)
        if reading is None:
            return redirect(columns_place(record))
        if reading.state != ReadingState.LOOKED:
            return led_on(request, record) if request.method == "POST" else waited_for(request, record, reading)
        plan = Plan(**reading.found)
    else:
        plan = plan_of(record, sheet)
    context = preview_page(record, plan)
    if not plan.can_be_brought_in:
        context["title"] = "Nothing can be imported yet" if plan.error_count else "Nothing would change"
        return render(request, "intelligence/indicators/import_stopped.html", context)
    mark = services.mark_of(record, plan)

    def save(form: Any) -> tuple[str, str]:
        if sheet.is_long:
            wanted = long_files.ask_to_keep(by=request.user, imported=form.instance, seen=mark)
            transaction.on_commit(lambda: tell_the_worker(wanted.pk))
            return place_of(record), "It is being brought in."
        done = services.bring_in(by=request.user, imported=form.instance, sheet=sheet, seen=mark)
        return place_of(done), f"Imported: {counts_in_words(done.counts)}."

    return form_page(
        request,
        GovForm,
        instance=record,
        title="Check what will be imported",
        caption=reference,
        save=save,
        template="intelligence/indicators/import_preview.html",
        context=context,
        version=lambda _record: mark,
        submit_label="Import them all",
        back=listed_at(record),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def abandon(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring nothing in, and remove the file."""
    record = _found(request, reference)
    if not record.is_waiting or long_files.is_being_kept(record):
        return led_on(request, record)

    return abandon_page(request, record, back=place_of(record), listed=listed_at(record))


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back all figures of a file."""
    record = _found(request, reference)
    if record.state != ImportState.DONE:
        return led_on(request, record)

    def save(form: Any) -> tuple[str, str]:
        services.take_back(by=request.user, data=form.instance.data, why=form.cleaned_data["why"])
        return place_of(record), "Its figures have left every page."

    return form_page(
        request,
        UndoForm,
        instance=record,
        title="Take the figures back",
        caption=reference,
        save=save,
        submit_label="Take them all back",
        destructive=True,
        back=place_of(record),
    )


def look_at_long(request: HttpRequest, imported: Import, sheet: Sheet) -> None:
    """Have the worker look at a file that is too long to be read while somebody waits for a page."""
    if sheet.is_long:
        reading = long_files.ask_to_look(by=request.user, imported=imported)
        transaction.on_commit(lambda: tell_the_worker(reading.pk))


def waited_for(request: HttpRequest, record: Import, reading: FileReading) -> HttpResponse:
    """Show how far the worker is with a long file, or why it stopped."""
    return render(request, "intelligence/indicators/import_waits.html", waiting_page(record, reading))


def _found(request: HttpRequest, reference: str) -> Import:
    return get_object_or_404(imports_for(request.user), reference=reference)


def led_on(request: HttpRequest, record: Import) -> HttpResponse:
    return redirect(place_of_earlier_sending(request) or place_of(record))
