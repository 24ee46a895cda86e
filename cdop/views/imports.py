"""Cases from an eCDOP extract: sent, its sheet and columns chosen, looked at, brought in as a whole, taken back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cdop.ecdop.columns import COLUMNS
from cdop.presenters import imports as presenters
from cdop.queries.imports import imports_for, is_done, plan_for, sheet_in, table_of, worked_on_since
from cdop.services import imports as services
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.imports import services as files
from escp.imports.forms import ColumnsForm, SheetForm, UploadForm
from escp.imports.models import Import
from escp.imports.presenters import MOST_IN_LIST, counts_in_words
from escp.imports.queries import rows_of, sheets_in
from escp.imports.views import abandon_page, waiting_page
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.forms import GovForm

FORM_METHODS = ["GET", "HEAD", "POST"]
Step = Callable[[HttpRequest, Import], HttpResponse]


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def imports(request: HttpRequest) -> HttpResponse:
    """Take an extract, and list what was sent before."""

    def save(form: UploadForm) -> tuple[str, str]:
        imported = services.receive(by=request.user, file=form.cleaned_data["file"])
        place = "import-sheet" if imported.sheet is None else "import-columns"
        return presenters.place_of(imported, place), "The file is kept while you look at it. Nothing is imported yet."

    latest = imports_for(request.user)[:MOST_IN_LIST]
    return form_page(
        request,
        UploadForm,
        title="Import cases from eCDOP",
        save=save,
        template="cdop/imports.html",
        back=reverse("cdop:deaths"),
        submit_label="Send the file",
        context=presenters.imports_page(latest),
    )


def step(page: Step) -> Callable[..., HttpResponse]:
    """Open the import for a page of one that waits; once it is settled, or cannot be read, lead or say so."""

    @wraps(page)
    def opened(request: HttpRequest, reference: str) -> HttpResponse:
        imported: Import = open_record(request, imports_for(request.user), page=A_FORM, reference=reference)
        return waiting_page(request, imported, page, place_of=presenters.place_of)

    return require_http_methods(FORM_METHODS)(needs(Permission.REVIEW_CHILD_DEATHS)(opened))


def _asked(request: HttpRequest, imported: Import, form: Any, title: str, save: Any, **more: Any) -> HttpResponse:
    more.setdefault("back", presenters.place_of(imported))
    more["context"] = {"marking": True} | more.get("context", {})
    return form_page(request, form, instance=imported, title=title, caption=imported.reference, save=save, **more)


@step
def sheet(request: HttpRequest, imported: Import) -> HttpResponse:
    """Say which sheet is read."""
    sheets = sheets_in(imported)

    def save(form: Any) -> str:
        chosen = {"sheets": sheets, "number": form.number, "columns": COLUMNS}
        files.choose_sheet(by=request.user, imported=form.instance, **chosen)
        return presenters.place_of(imported, "import-columns")

    kwargs = {"sheets": sheets}
    return _asked(request, imported, SheetForm, "Choose the sheet", save, form_kwargs=kwargs, back=_list())


@step
def columns(request: HttpRequest, imported: Import) -> HttpResponse:
    """Say what the columns hold."""
    if imported.sheet is None:
        return redirect(presenters.next_place(imported))
    chosen = sheet_in(imported)

    def save(form: Any) -> str:
        files.choose_columns(by=request.user, imported=form.instance, sheet=chosen, mapping=form.mapping)
        return presenters.place_of(imported)

    return _asked(
        request, imported, ColumnsForm, "What the columns hold", save,
        template="cdop/import_columns.html", context=presenters.columns_page(imported, chosen), back=_list(),
        form_kwargs={
            "offered": presenters.offered_columns(imported, chosen),
            "chosen": imported.mapping,
            "required": presenters.REQUIRED,
        },
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def imported(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what an import would do, and do it; later, what became of it."""
    record: Import = open_record(request, imports_for(request.user), reference=reference)
    return _settled(request, record) if not record.is_waiting else _preview(request, reference)


@step
def _preview(request: HttpRequest, imported: Import) -> HttpResponse:
    if (place := presenters.next_place(imported)) != presenters.place_of(imported):
        return redirect(place)
    sheet = sheet_in(imported)
    table = table_of(imported, sheet)
    plan = plan_for(request.user, table)
    context = presenters.preview_page(imported, sheet, plan)
    if not plan.can_be_brought_in:
        context["title"] = "Nothing can be imported yet" if plan.errors or plan.refusal else "Nothing would change"
        return render(request, "cdop/import_stopped.html", context)
    mark = plan.fingerprint(services.mark_of(imported))

    def save(form: Any) -> tuple[str, str]:
        done = services.bring_in(by=request.user, imported=form.instance, table=table, seen=mark)
        return presenters.place_of(done), f"Imported: {counts_in_words(done.counts)}."

    count = len(plan.new) + len(plan.changed)
    return _asked(
        request, imported, GovForm, "Check what will be imported", save, template="cdop/import_preview.html",
        context=context, version=lambda record: mark, submit_label=f"Import {count} record{'' if count == 1 else 's'}",
    )  # fmt: skip


def _settled(request: HttpRequest, record: Import) -> HttpResponse:
    # Sent twice, the second sending leads to where the first one led.
    if request.method == "POST":
        return redirect(place_of_earlier_sending(request) or presenters.place_of(record))
    since = worked_on_since(record) if is_done(record) else []
    words = services.refusal_in_words(since) if since else ""
    return render(request, "cdop/import.html", presenters.settled_page(record, rows_of(record), since, words))


@step
def abandon(request: HttpRequest, imported: Import) -> HttpResponse:
    """Bring nothing in, and remove the file."""
    return abandon_page(request, imported, back=presenters.place_of(imported), listed=_list())


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back all that an import brought."""
    record: Import = open_record(request, imports_for(request.user), page=A_FORM, reference=reference)
    if not is_done(record):
        return redirect(place_of_earlier_sending(request) or presenters.place_of(record))

    def save(form: Any) -> tuple[str, str]:
        done = services.take_back(by=request.user, imported=form.instance)
        return presenters.place_of(done), "What it brought is taken back."

    return _asked(
        request, record, GovForm, "Take this import back", save, template="cdop/import_undo.html",
        submit_label="Take it all back", destructive=True,
    )  # fmt: skip


def _list() -> str:
    return reverse("cdop:imports")
