"""The chronology of a review: the merged page, rows by hand, possible duplicates, how long a gap is."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.reports.sheets import workbook_response
from escp.reports.word import word_response
from escp.ui.flow import form_page, place_of_earlier_sending
from reviews.choices import ImportState
from reviews.forms.chronology import ChronologyFilter, GapForm, PairForm, RemoveRowForm, RowForm
from reviews.models import ChronologyImport, ChronologyRow, RapidReview
from reviews.presenters.chronology import (
    DEFAULT_WEEKS,
    Merged,
    chronology_page,
    chronology_pieces,
    chronology_sheets,
    provenance,
)
from reviews.presenters.chronology_files import imports_and_offers, row_history
from reviews.queries import rapid_reviews_for
from reviews.queries.chronology import all_rows_of, chronology_of, imports_of
from reviews.services import chronology as services

FORM_METHODS = ["GET", "HEAD", "POST"]
THE_PAGE, A_COPY = "the chronology of", "a copy of the chronology of"


def found_review(request: HttpRequest, reference: str, page: str = A_FORM) -> RapidReview:
    """Return a review that the person may know of, or raise Http404; what is then shown of it is logged."""
    review: RapidReview = open_record(request, rapid_reviews_for(request.user), page=page, reference=reference)
    return review


def page_of(review: RapidReview) -> str:
    return reverse("reviews:chronology", args=[review.reference])


def asked_for(
    request: HttpRequest, review: RapidReview, form_class: type, title: str, save: Callable[..., Any], **more: Any
) -> HttpResponse:
    """Show or save one of the forms of a chronology."""
    context = {"marking": True, "review": review, **more.pop("context", {})}
    caption = f"Chronology of {review.reference}"
    more.setdefault("back", page_of(review))
    return form_page(request, form_class, title=title, caption=caption, save=save, context=context, **more)


@require_safe
def chronology(request: HttpRequest, reference: str) -> HttpResponse:
    """Show all rows by date; taken away with `?format=xlsx` or `docx`, as they are filtered."""
    wanted = request.GET.get("format") if request.user.may(Permission.EXPORT_LISTS) else None
    review = found_review(request, reference, A_COPY if wanted in ("xlsx", "docx") else THE_PAGE)
    merged = Merged(review)
    form = ChronologyFilter(request.GET or None, agencies=merged.agencies)
    merged.show_only(form.chosen)
    title = f"Chronology of {reference}"
    if wanted == "xlsx":
        return workbook_response(title, chronology_sheets(merged))
    if wanted == "docx":
        return word_response(chronology_pieces(merged), title=title, reference=reference)
    page = chronology_page(merged, request.user, request.GET.dict())
    page |= imports_and_offers(review, request.user) if page["writes"] else {}
    may_export = request.user.may(Permission.EXPORT_LISTS)
    return render(request, "reviews/chronology.html", page | {"form": form, "may_export": may_export})


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def row_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Add a row by hand; with `?file=` and `&reject=` one that a file had and that could not be read."""
    review = found_review(request, reference)
    # Sent twice: what the first sending put right is no reject any more.
    if earlier := place_of_earlier_sending(request):
        return redirect(earlier)
    instead = _reject(request, review)
    initial: dict[str, Any] = {}
    if instead:
        cells = instead[0].rejects[instead[1]]["cells"]
        written = f"{cells.get('date', '')} {cells.get('time', '')}".strip()
        initial = {**cells, "written": written[:200], "agency": instead[0].agency_id}

    def save(form: Any) -> tuple[str, str]:
        row = form.save(commit=False)
        services.write_row(by=request.user, review=review, row=row, when=form.when, instead=_reject(request, review))
        return page_of(review), "The row is in the chronology."

    return asked_for(request, review, RowForm, "Add a row", save, initial=initial)


def _reject(request: HttpRequest, review: RapidReview) -> tuple[ChronologyImport, int] | None:
    """Return the file and the number of the reject that the address names. Raises Http404 for one that is not there."""
    file, number = request.GET.get("file", ""), request.GET.get("reject", "")
    if not file and not number:
        return None
    if not (file.isdecimal() and number.isdecimal() and len(file) < 15 and len(number) < 6):
        raise Http404
    imported = get_object_or_404(imports_of(review), pk=int(file), state=ImportState.ACCEPTED)
    if int(number) >= len(imported.rejects) or "row" in imported.rejects[int(number)]:
        raise Http404
    return imported, int(number)


def _row(review: RapidReview, number: int) -> ChronologyRow:
    row: ChronologyRow = get_object_or_404(all_rows_of(review), pk=number)
    return row


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def row_change(request: HttpRequest, reference: str, row: int) -> HttpResponse:
    """Change a row; below stand where it came from and what it said before."""
    review = found_review(request, reference)
    record = _row(review, row)

    def save(form: Any) -> tuple[str, str]:
        changed = form.save(commit=False)
        services.write_row(by=request.user, review=review, row=changed, when=form.when)
        return page_of(review), "The row is changed."

    context = {"record": record, "provenance": provenance(record), "changes": row_history(record)}
    return asked_for(
        request, review, RowForm, "Change a row", save, instance=record, template="reviews/chronology_row.html",
        context=context,
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def row_remove(request: HttpRequest, reference: str, row: int) -> HttpResponse:
    """Take a row out, with a reason."""
    review = found_review(request, reference)
    # Sent twice: the row is not there any more.
    if earlier := place_of_earlier_sending(request):
        return redirect(earlier)
    record = _row(review, row)

    def save(form: Any) -> tuple[str, str]:
        services.remove_row(by=request.user, review=review, row=form.instance, **form.cleaned_data)
        return page_of(review), "The row is taken out."

    return asked_for(
        request, review, RemoveRowForm, "Take a row out", save, instance=record, destructive=True,
        submit_label="Take it out", back=reverse("reviews:chronology-row", args=[reference, row]),
        template="reviews/chronology_row_remove.html", context={"record": record, "provenance": provenance(record)},
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def pair(request: HttpRequest, reference: str, first: int, second: int) -> HttpResponse:
    """Show two rows side by side and ask whether they are the same event; then lead to the next pair."""
    review = found_review(request, reference)
    rows = [_row(review, first), _row(review, second)]
    if first == second:
        raise Http404

    def save(form: Any) -> tuple[str, str]:
        same = form.cleaned_data["answer"] == PairForm.SAME
        write = services.merge if same else services.keep_apart
        # Read again: somebody may have merged one of them meanwhile.
        again = [_row(review, first), _row(review, second)]
        write(by=request.user, review=review, first=again[0], second=again[1])
        rest = Merged(review).pairs
        said = "They stand as one event." if same else "They stand as two events."
        if not rest:
            return page_of(review), said
        keys = (rest[0][0].key, rest[0][1].key)
        more = f" {len(rest)} possible duplicate{'' if len(rest) == 1 else 's'} left."
        return reverse("reviews:chronology-pair", args=[reference, *keys]), said + more

    merged_already = rows[1].merged_into_id == rows[0].pk
    return asked_for(
        request, review, PairForm, "Possible duplicate", save, template="reviews/chronology_pair.html",
        initial={"answer": PairForm.SAME} if merged_already else None, submit_label="Save",
        context={"rows": [(row, provenance(row)) for row in rows]},
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def gap(request: HttpRequest, reference: str) -> HttpResponse:
    """Say how long a time without a record is a gap."""
    review = found_review(request, reference)
    current = chronology_of(review)

    def save(form: Any) -> tuple[str, str]:
        services.set_gap(by=request.user, review=review, **form.cleaned_data)
        return page_of(review), "Gaps and silence are worked out anew."

    initial = {"weeks": current.gap_weeks if current else DEFAULT_WEEKS}
    return asked_for(request, review, GapForm, "Gaps", save, instance=current, initial=initial)
