"""The page of a local child safeguarding practice review, and the forms that lead on from it."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from reviews import services
from reviews.choices import Signed
from reviews.forms.local_review import (
    MISSED,
    ApprovalForm,
    CorrectionForm,
    LocalSignatureForm,
    ProgressCheckForm,
)
from reviews.forms.local_review_beside import KINDS
from reviews.forms.local_review_parts import PARTS, TERMS_PAGES, page_form
from reviews.models import LocalReview, TermsOfReference
from reviews.presenters import local_review_page
from reviews.queries import local_reviews_for
from reviews.queries.local import rows_beside, signatures_under, terms_of, with_all_beside

FORM_METHODS = ["GET", "HEAD", "POST"]
NOT_NOW = "This page cannot be written as the review stands."


def _open(request: HttpRequest, reference: str) -> LocalReview:
    record: LocalReview = open_record(request, local_reviews_for(request.user), page=A_FORM, reference=reference)
    return record


def _said(names: Iterable[str]) -> Callable[[Any], str]:
    """Return what tells one state of some fields from another: a page's own version, so that others may write on."""
    return lambda row: hashlib.sha256(repr([getattr(row, name) for name in names]).encode()).hexdigest()[:16]


def _form(request: HttpRequest, record: LocalReview, form_class: type, title: str, **page: Any) -> HttpResponse:
    """Show one of the review's forms, under its marking, and lead back to the review."""
    back = record.get_absolute_url()
    return form_page(
        request, form_class, title=title, caption=record.reference, back=back, context={"marking": True}, **page
    )


@require_safe
def local_review(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, with_all_beside(local_reviews_for(request.user)), reference=reference)
    return render(request, "reviews/local_review.html", local_review_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def dates(request: HttpRequest, reference: str) -> HttpResponse:
    record = _open(request, reference)
    return _form(
        request,
        record,
        CorrectionForm,
        "Correct what was recorded",
        instance=record,
        save=lambda form: services.set_dates(by=request.user, review=form.save(commit=False)),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def write(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    """Write one of the review's short pages. Two people on two pages do not meet."""
    record = _open(request, reference)
    if part not in PARTS:
        raise Http404
    page = PARTS[part]

    def save(form: Any) -> LocalReview:
        if not page.is_open_on(form.instance):
            raise ValidationError(NOT_NOW)
        return services.write_part(by=request.user, review=form.save(commit=False), changed=form.changed_data)

    return _form(
        request,
        record,
        page_form(page, LocalReview),
        page.title,
        instance=record,
        save=save,
        version=_said(page.questions),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def terms(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    """Write one page of the terms of reference. On one page the second writer sees both texts."""
    record = _open(request, reference)
    if part not in TERMS_PAGES:
        raise Http404
    page = TERMS_PAGES[part]

    def save(form: Any) -> LocalReview:
        services.write_terms(by=request.user, terms=form.save(commit=False))
        return record

    return _form(
        request,
        record,
        page_form(page, TermsOfReference),
        page.title,
        instance=terms_of(record),
        save=save,
        version=_said(page.questions),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def beside_new(request: HttpRequest, reference: str, kind: str) -> HttpResponse:
    """Add a row beside the review: a reviewer, an invitation, a sending."""
    record = _open(request, reference)
    if kind not in KINDS:
        raise Http404
    of = KINDS[kind]
    return _form(
        request,
        record,
        of.form,
        of.new,
        instance=of.model(review=record),  # type: ignore[misc]
        save=lambda form: of.keep(by=request.user, row=form.save(commit=False)),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def beside(request: HttpRequest, reference: str, kind: str, number: int) -> HttpResponse:
    """Change a row of this review: never one reached through another review's address."""
    record = _open(request, reference)
    if kind not in KINDS:
        raise Http404
    of = KINDS[kind]
    row = get_object_or_404(rows_beside(of.model, record), pk=number)
    return _form(
        request,
        record,
        of.form,
        of.change,
        instance=row,
        save=lambda form: of.keep(by=request.user, row=form.save(commit=False)),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS, Permission.SIGN_OFF_REVIEWS)
def sign(request: HttpRequest, reference: str, of: str) -> HttpResponse:
    """Sign the terms or the report as they stand: where they were changed since, the signer looks at them again."""
    record = _open(request, reference)
    if of not in Signed.values:
        raise Http404
    signed = Signed(of)
    chosen = request.GET.get("partner", "")
    return _form(
        request,
        record,
        LocalSignatureForm,
        f"Record a partner’s signature: {signed.label.lower()}",
        instance=record,
        initial=LocalSignatureForm.initial_from(signatures_under(record, signed), chosen),
        form_kwargs={"person": request.user},
        save=lambda form: (
            services.sign_local(by=request.user, review=form.instance, of=signed, **form.cleaned_data).review
        ),
        version=lambda review: services.hash_under(review, signed),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS, Permission.SIGN_OFF_REVIEWS)
def approve(request: HttpRequest, reference: str) -> HttpResponse:
    """Approve the edition for publication as anonymous, in one's own name: two people are needed."""
    record = _open(request, reference)
    return _form(
        request,
        record,
        ApprovalForm,
        "Approve that nothing identifies anybody",
        instance=record,
        save=lambda form: services.approve_anonymity(by=request.user, review=form.instance, **form.cleaned_data).review,
        version=lambda review: services.hash_under(review, Signed.REPORT),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def progress(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a month's note of time and quality, or the gap where none was written."""
    record = _open(request, reference)

    def save(form: ProgressCheckForm) -> tuple[LocalReview, str]:
        data = dict(form.cleaned_data)
        if data.pop("outcome") == MISSED:
            services.record_missed_month(by=request.user, review=record, gap_reason=data["gap_reason"])
            return record, "The month is kept as a gap. The next note is due in a month from then."
        services.record_progress_check(by=request.user, review=record, **data)
        return record, "The note is recorded. The next is due in a month."

    return _form(request, record, ProgressCheckForm, "Monthly note of progress and quality", save=save)
