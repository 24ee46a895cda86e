"""Files and returns for a chronology: sent, looked at, brought in, taken back."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.flow import place_of_earlier_sending
from escp.ui.forms import GovForm
from reviews.choices import ImportState
from reviews.chronology.columns import LOOK_AT_ROWS
from reviews.forms.chronology import ColumnsForm, FileForm
from reviews.models import ChronologyImport, RapidReview
from reviews.presenters.chronology_files import (
    columns_asked,
    count_in_words,
    file_page,
    offer_page,
    settled_page,
)
from reviews.queries.chronology import imports_of, offers_for
from reviews.services import chronology_imports as services
from reviews.views.chronology import FORM_METHODS, asked_for, found_review, page_of


def _place(imported: ChronologyImport, review: RapidReview) -> str:
    return reverse("reviews:chronology-file", args=[review.reference, imported.pk])


def _imported(review: RapidReview, number: int) -> ChronologyImport:
    found: ChronologyImport = get_object_or_404(imports_of(review), pk=number)
    return found


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def file_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Take an agency's own table. It is looked at before anything is brought in."""
    review = found_review(request, reference)

    def save(form: Any) -> tuple[str, str]:
        facts = form.cleaned_data
        imported = services.read_file(
            by=request.user, review=review, agency=facts["agency"], file=facts["file"], tables=form.tables
        )
        return _place(imported, review), "The file is kept with the review’s documents. Nothing is brought in yet."

    return asked_for(
        request, review, FileForm, "Bring in a Word or Excel chronology", save, submit_label="Read the file",
        template="reviews/chronology_file_new.html",
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def file(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show what would become of a file's rows, and bring them in; later, what became of them, and take them back."""
    review = found_review(request, reference)
    imported = _imported(review, number)
    if imported.state != ImportState.READ:
        return _settled(request, review, imported)

    def save(form: Any) -> tuple[str, str]:
        accepted = services.accept(by=request.user, review=review, imported=form.instance)
        rows = accepted.rows.count()
        said = count_in_words(accepted.rows_read, rows, len(accepted.rejects), len(accepted.passed))
        return page_of(review), f"{said.replace('to bring in', 'brought in')}."

    reading = services.reading_now(imported)
    return asked_for(
        request, review, GovForm, "Check what was read", save, instance=imported,
        submit_label=f"Bring in {len(reading.kept)} row{'' if len(reading.kept) == 1 else 's'}",
        template="reviews/chronology_file.html", context=file_page(review, imported, reading),
    )  # fmt: skip


def _settled(request: HttpRequest, review: RapidReview, imported: ChronologyImport) -> HttpResponse:
    # Sent twice, the second sending leads to where the first one led; another's page is out of date.
    if request.method == "POST":
        return redirect(place_of_earlier_sending(request) or _place(imported, review))
    context = settled_page(review, imported, imported.rows.all(), request.user)
    return render(request, "reviews/chronology_file_settled.html", context)


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def take_back(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Take back all that a file or a return brought in."""
    review = found_review(request, reference)
    imported = _imported(review, number)

    def save(form: Any) -> tuple[str, str]:
        services.take_back(by=request.user, review=review, imported=form.instance)
        return page_of(review), f"What {imported.name} brought is taken back. Nothing of it stands in the chronology."

    return asked_for(
        request, review, GovForm, "Take it all back", save, instance=imported, destructive=True,
        submit_label="Take it all back", back=_place(imported, review),
        template="reviews/chronology_file_back.html", context={"imported": imported},
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def columns(request: HttpRequest, reference: str, number: int, table: int) -> HttpResponse:
    """Say what the columns of one table hold."""
    review = found_review(request, reference)
    imported = _imported(review, number)
    if imported.state != ImportState.READ or table >= len(imported.tables):
        raise Http404
    chosen = imported.tables[table]

    def save(form: Any) -> tuple[str, str]:
        layouts = [services.layout_in(one) for one in form.instance.tables]
        layouts[table] = form.layout
        services.lay_out(by=request.user, review=review, imported=form.instance, layouts=layouts)
        return _place(imported, review), "The table is read anew."

    form_kwargs = {
        "rows": chosen["rows"][:LOOK_AT_ROWS],
        "heading": chosen["heading"],
        "columns": columns_asked(chosen),
    }
    return asked_for(
        request, review, ColumnsForm, f"What the columns hold: {chosen['name']}", save, instance=imported,
        form_kwargs=form_kwargs, back=_place(imported, review),
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def bring_in(request: HttpRequest, reference: str, returned: str) -> HttpResponse:
    """Bring in the chronology of a return: once, and again after it was sent again."""
    review = found_review(request, reference)
    offer = next((one for one in offers_for(request.user, review) if one.returned.reference == returned.upper()), None)
    if offer is None:
        raise Http404

    def save(form: Any) -> tuple[str, str]:
        imported = services.bring_in_return(by=request.user, review=review, returned=offer.returned)
        return _place(imported, review), "The return is brought in."

    return asked_for(
        request, review, GovForm, offer_page(offer)["heading"], save, submit_label="Bring it in",
        template="reviews/chronology_return.html", context=offer_page(offer),
    )  # fmt: skip
