"""The pages that every import has: those of a file that waits, and abandoning it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from escp.imports import services
from escp.imports.models import Import
from escp.reports.reading import Unreadable
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.forms import GovForm


def waiting_page(
    request: HttpRequest,
    imported: Import,
    page: Callable[[HttpRequest, Import], HttpResponse],
    *,
    place_of: Callable[..., str],
) -> HttpResponse:
    """Show a page of an import that waits; once it is settled, lead on, and where it cannot be read, say so.

    `place_of` gives the address of an import, and of its other pages by their names.
    """
    if not imported.is_waiting:
        return redirect(place_of_earlier_sending(request) or place_of(imported))
    try:
        return page(request, imported)
    except Unreadable as refusal:
        return unreadable_page(request, imported, refusal, abandon_url=place_of(imported, "import-abandon"))


def unreadable_page(request: HttpRequest, imported: Import, refusal: Unreadable, *, abandon_url: str) -> HttpResponse:
    """Say why a file that was kept cannot be read now; it can be abandoned."""
    context = {
        "marking": imported.is_casework,
        "title": "This file cannot be read",
        "words": str(refusal),
        "abandon_url": abandon_url,
    }
    return render(request, "imports/unreadable.html", context, status=409)


def abandon_page(request: HttpRequest, imported: Import, *, back: str, listed: str) -> HttpResponse:
    """Ask whether an import is to be abandoned; it leads to the list then."""

    def save(form: Any) -> tuple[str, str]:
        services.abandon(by=request.user, imported=form.instance)
        return listed, f"{imported.reference} is abandoned, and its file is removed."

    return form_page(
        request,
        GovForm,
        instance=imported,
        title="Abandon this import",
        caption=imported.reference,
        save=save,
        template="imports/abandon.html",
        context={"marking": imported.is_casework},
        submit_label="Abandon it",
        destructive=True,
        back=back,
    )
