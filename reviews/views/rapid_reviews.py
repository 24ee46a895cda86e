"""Rapid review pages."""

import hashlib
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from reviews import services
from reviews.forms.rapid_review import (
    DECIDING,
    PAGES,
    CriteriaForm,
    DecisionForm,
    DissentForm,
    KnownForm,
    MeetingPlanForm,
    SignOffForm,
    writing_form,
)
from reviews.models import RapidReview
from reviews.presenters import rapid_review_page
from reviews.presenters.rapid_review import seal_page
from reviews.queries import answers_to_criteria, cockpit_of, dissents_of, rapid_reviews_for, scope_for, sign_offs_of

FORM_METHODS = ["GET", "HEAD", "POST"]


def _said(*names: str) -> Callable[[RapidReview], str]:
    """Return what tells one state of some fields from another: a page's own version, so that others may write on."""

    return lambda review: _short_hash([getattr(review, name) for name in names])


def _weighed(review: RapidReview) -> str:
    return _short_hash([(one.criterion, one.met, one.reason) for one in review.answers.all()])


def _short_hash(said: list[object]) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _open(request: HttpRequest, reference: str, page: object = A_FORM) -> RapidReview:
    record: RapidReview = open_record(request, rapid_reviews_for(request.user), page=page, reference=reference)
    return record


@require_safe
def rapid_review(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, cockpit_of(rapid_reviews_for(request.user)), reference=reference)
    return render(request, "reviews/rapid_review.html", rapid_review_page(record, request.user))


@require_safe
def seal(request: HttpRequest, reference: str) -> HttpResponse:
    """Compare the review as it stands with the text that the partners signed."""
    record = open_record(request, cockpit_of(rapid_reviews_for(request.user)), reference=reference)
    return render(request, "reviews/rapid_review_seal.html", seal_page(record))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def write(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    """Write one page of the text. Two people on two pages do not meet; on one page the second sees both texts."""
    record = _open(request, reference)
    if part not in PAGES:
        raise Http404
    page = PAGES[part]
    return form_page(
        request,
        writing_form(page),
        instance=record,
        title=page.title,
        caption=reference,
        save=lambda form: services.write_review(by=request.user, review=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
        version=_said(*page.questions),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def decision(request: HttpRequest, reference: str) -> HttpResponse:
    record = _open(request, reference)
    return form_page(
        request,
        DecisionForm,
        instance=record,
        title="Decide what follows",
        caption=reference,
        save=lambda form: services.write_decision(by=request.user, review=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
        version=_said(*DECIDING),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def criteria(request: HttpRequest, reference: str) -> HttpResponse:
    record = _open(request, reference)
    return form_page(
        request,
        CriteriaForm,
        instance=record,
        initial=CriteriaForm.initial_from(answers_to_criteria(record)),
        title="Weigh the criteria for a further review",
        caption=reference,
        save=lambda form: services.weigh_criteria(by=request.user, review=form.instance, answers=form.answers()),
        template="reviews/review_criteria_form.html",
        back=record.get_absolute_url(),
        context={"marking": True},
        version=_weighed,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    record = _open(request, reference)
    return form_page(
        request,
        MeetingPlanForm,
        instance=record,
        title="Plan the meeting, and say who came",
        caption=reference,
        save=lambda form: services.write_review(by=request.user, review=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
        version=_said(*MeetingPlanForm.Meta.fields),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def known(request: HttpRequest, reference: str, asked: str) -> HttpResponse:
    record = _open(request, reference)
    scope = get_object_or_404(scope_for(request.user), review=record, asked__reference=asked.upper())
    return form_page(
        request,
        KnownForm,
        instance=scope,
        title=f"Known or not known: {scope.asked.agency}",
        caption=reference,
        save=lambda form: services.record_known(by=request.user, scope=form.instance, **form.cleaned_data).review,
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS, Permission.SIGN_OFF_REVIEWS)
def signature(request: HttpRequest, reference: str) -> HttpResponse:
    """Sign the text as it stands: where it was changed since the page was opened, the signer looks at it again."""
    record = _open(request, reference)
    return form_page(
        request,
        SignOffForm,
        instance=record,
        initial=SignOffForm.initial_from(sign_offs_of(record), request.GET.get("partner", "")),
        form_kwargs={"person": request.user},
        title="Record a partner's signature",
        caption=reference,
        save=lambda form: services.sign(by=request.user, review=form.instance, **form.cleaned_data).review,
        back=record.get_absolute_url(),
        context={"marking": True},
        version=services.hash_to_sign,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS, Permission.SIGN_OFF_REVIEWS)
def dissent(request: HttpRequest, reference: str) -> HttpResponse:
    record = _open(request, reference)
    return form_page(
        request,
        DissentForm,
        instance=record,
        initial=DissentForm.initial_from(dissents_of(record), request.GET.get("partner", "")),
        form_kwargs={"person": request.user},
        title="Record a partner's dissent",
        caption=reference,
        save=lambda form: services.record_dissent(by=request.user, review=form.instance, **form.cleaned_data).review,
        back=record.get_absolute_url(),
        context={"marking": True},
    )
