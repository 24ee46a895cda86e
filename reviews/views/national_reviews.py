"""National reviews: the page of one, and the forms that log it and keep what the National Panel asks and hears."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from reviews import services
from reviews.forms.national_review import NationalReviewForm, PanelReportForm, PanelRequestForm
from reviews.presenters.national_review import national_review_page
from reviews.queries import national_reviews_for

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def national_review(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(national_reviews_for(request.user), reference=reference)
    return render(request, "reviews/national_review.html", national_review_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def new(request: HttpRequest) -> HttpResponse:
    def save(form: NationalReviewForm):
        record = services.log_national_review(by=request.user, review=form.save(commit=False))
        return record, f"{record.reference} is logged. Enter its recommendations next, word for word."

    return form_page(
        request, NationalReviewForm, title="Log a national review", save=save, back=reverse("reviews:reviews")
    )


def _form(
    request: HttpRequest, reference: str, form_class: type[Any], title: str, service: Callable[..., Any]
) -> HttpResponse:
    record = get_object_or_404(national_reviews_for(request.user), reference=reference)
    return form_page(
        request,
        form_class,
        instance=record,
        title=title,
        caption=str(record),
        save=lambda form: service(by=request.user, review=form.save(commit=False)),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    title = "Change the national review"
    return _form(request, reference, NationalReviewForm, title, services.change_national_review)


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def panel(request: HttpRequest, reference: str) -> HttpResponse:
    title = "What the National Panel asks"
    return _form(request, reference, PanelRequestForm, title, services.record_panel_request)


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def report(request: HttpRequest, reference: str) -> HttpResponse:
    title = "Report back to the National Panel"
    return _form(request, reference, PanelReportForm, title, services.report_to_panel)
