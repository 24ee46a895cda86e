"""A tracker of actions: sent, its sheet, columns and names chosen, looked at, brought in as a whole, taken back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actionplans.forms.tracker import NamesForm
from actionplans.tracker import bringing_in, presenting
from actionplans.tracker.columns import COLUMNS, REQUIRED
from actionplans.tracker.looking_up import (
    imports_for,
    is_done,
    names_for,
    plan_for,
    read_of,
    sheet_in,
    worked_on,
)
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.imports import services as files
from escp.imports.forms import ColumnsForm, SheetForm, UploadForm
from escp.imports.models import Import
from escp.imports.presenters import MOST_IN_LIST, counts_in_words
from escp.imports.queries import rows_of, sheets_in
from escp.imports.views import abandon_page, waiting_page
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.forms import GovForm
from escp.ui.words import listed

FORM_METHODS = ["GET", "HEAD", "POST"]
# Questions on one page; what remains is asked on the next.
MOST_ASKED = 30
Step = Callable[[HttpRequest, Import], HttpResponse]


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def imports(request: HttpRequest) -> HttpResponse:
    """Take a tracker, and list what was sent before."""

    def save(form: UploadForm) -> tuple[str, str]:
        imported = bringing_in.receive(by=request.user, file=form.cleaned_data["file"])
        place = "import-sheet" if imported.sheet is None else "import-columns"
        return presenting.place_of(imported, place), "The file is kept while you look at it. Nothing is imported yet."

    return form_page(
        request,
        UploadForm,
        title="Bring in a tracker",
        save=save,
        template="actionplans/imports.html",
        back=reverse("actionplans:actions"),
        submit_label="Send the file",
        context=presenting.imports_page(imports_for(request.user)[:MOST_IN_LIST]),
    )


def step(page: Step) -> Callable[..., HttpResponse]:
    """Open the import for a page of one that waits; once it is settled, or cannot be read, lead or say so."""

    @wraps(page)
    def opened(request: HttpRequest, reference: str) -> HttpResponse:
        imported = get_object_or_404(imports_for(request.user), reference=reference)
        return waiting_page(request, imported, page, place_of=presenting.place_of)

    return require_http_methods(FORM_METHODS)(needs(Permission.MANAGE_ACTIONS)(opened))


def _asked(request: HttpRequest, imported: Import, form: Any, title: str, save: Any, **more: Any) -> HttpResponse:
    more.setdefault("back", presenting.place_of(imported))
    return form_page(request, form, instance=imported, title=title, caption=imported.reference, save=save, **more)


@step
def sheet(request: HttpRequest, imported: Import) -> HttpResponse:
    """Say which sheet is read."""
    sheets = sheets_in(imported)

    def save(form: Any) -> str:
        chosen = {"sheets": sheets, "number": form.number, "columns": COLUMNS}
        files.choose_sheet(by=request.user, imported=form.instance, **chosen)
        return presenting.place_of(imported, "import-columns")

    return _asked(
        request, imported, SheetForm, "Choose the sheet", save, form_kwargs={"sheets": sheets}, back=_list(),
        template="imports/sheet.html",
    )  # fmt: skip


@step
def columns(request: HttpRequest, imported: Import) -> HttpResponse:
    """Say what the columns hold."""
    if imported.sheet is None:
        return redirect(presenting.next_place(imported))
    chosen = sheet_in(imported)

    def save(form: Any) -> str:
        files.choose_columns(by=request.user, imported=form.instance, sheet=chosen, mapping=form.mapping)
        return presenting.place_of(imported)

    return _asked(
        request, imported, ColumnsForm, "What the columns hold", save, back=_list(),
        template="actionplans/import_columns.html", context={"left_out": presenting.left_out(imported, chosen)},
        form_kwargs={
            "offered": presenting.offered_columns(imported, chosen),
            "chosen": imported.mapping,
            "required": REQUIRED,
        },
    )  # fmt: skip


@step
def names(request: HttpRequest, imported: Import) -> HttpResponse:
    """Say who is meant by names that nobody here has."""
    if (place := presenting.next_place(imported)) != presenting.place_of(imported):
        return redirect(place)
    plan = plan_for(request.user, imported, read_of(imported, sheet_in(imported)))
    if plan.errors or not plan.asked:
        return redirect(presenting.place_of(imported))

    def save(form: Any) -> str:
        bringing_in.choose_names(by=request.user, imported=form.instance, said=form.said)
        return presenting.place_of(imported)

    return _asked(
        request, imported, NamesForm, "Who is meant?", save, back=presenting.place_of(imported, "import-columns"),
        template="actionplans/import_names.html", context={"more": max(0, len(plan.asked) - MOST_ASKED)},
        form_kwargs={"asked": plan.asked[:MOST_ASKED], "names": names_for(imported)},
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def imported(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what an import would do, and do it; later, what became of it."""
    record = get_object_or_404(imports_for(request.user), reference=reference)
    return _settled(request, record) if not record.is_waiting else _preview(request, reference)


@step
def _preview(request: HttpRequest, imported: Import) -> HttpResponse:
    if (place := presenting.next_place(imported)) != presenting.place_of(imported):
        return redirect(place)
    sheet = sheet_in(imported)
    read = read_of(imported, sheet)
    plan = plan_for(request.user, imported, read)
    if plan.asked and not plan.errors:
        return redirect("actionplans:import-names", imported.reference)
    context = presenting.preview_page(imported, sheet, plan, request.GET.get("page"))
    if not plan.can_be_brought_in:
        context["title"] = "Nothing can be imported yet" if plan.errors or plan.refusal else "Nothing differs"
        return render(request, "actionplans/import_stopped.html", context)
    mark = plan.fingerprint(bringing_in.mark_of(imported))

    def save(form: Any) -> tuple[str, str]:
        done = bringing_in.bring_in(by=request.user, imported=form.instance, read=read, seen=mark)
        return presenting.place_of(done), f"Imported: {counts_in_words(done.counts)}."

    label = f"Import {plan.writes:,} {'row' if plan.writes == 1 else 'rows'}"
    return _asked(
        request, imported, GovForm, "Check what will be imported", save, template="actionplans/import_preview.html",
        context=context, version=lambda record: mark, submit_label=label,
    )  # fmt: skip


def _settled(request: HttpRequest, record: Import) -> HttpResponse:
    # Sent twice, the second sending leads to where the first one led.
    if request.method == "POST":
        return redirect(place_of_earlier_sending(request) or presenting.place_of(record))
    rows = rows_of(record)
    can_undo = is_done(record) and len(worked_on(rows)) < len(rows)
    page = presenting.settled_page(record, rows, request.GET.get("page"), can_undo)
    return render(request, "actionplans/import.html", page)


@step
def abandon(request: HttpRequest, imported: Import) -> HttpResponse:
    """Bring nothing in, and remove the file."""
    return abandon_page(request, imported, back=presenting.place_of(imported), listed=_list())


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back what an import brought, as far as nobody has worked on it."""
    record = get_object_or_404(imports_for(request.user), reference=reference)
    if not is_done(record):
        return redirect(place_of_earlier_sending(request) or presenting.place_of(record))
    rows = rows_of(record)
    since = worked_on(rows)

    def save(form: Any) -> tuple[str, str]:
        stays = bringing_in.take_back(by=request.user, imported=form.instance)
        kept = f" Left as they are: {listed(stays)}." if stays else ""
        return presenting.place_of(record), f"What it brought is taken back.{kept}"

    return _asked(
        request, record, GovForm, "Take this import back", save, template="actionplans/import_undo.html",
        submit_label="Take it back", destructive=True,
        context={"stays": [row.reference for row in rows if row.pk in since]},
    )  # fmt: skip


def _list() -> str:
    return reverse("actionplans:imports")
