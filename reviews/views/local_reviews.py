"""The page of a local child safeguarding practice review, its dates, and the checks of its progress."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from reviews import services
from reviews.forms.local_review import ProgressCheckForm, ReviewDatesForm
from reviews.presenters import local_review_page
from reviews.queries import local_reviews_for

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def local_review(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, local_reviews_for(request.user), reference=reference)
    return render(request, "reviews/local_review.html", local_review_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def dates(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, local_reviews_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        ReviewDatesForm,
        instance=record,
        title="Dates of the review",
        caption=reference,
        save=lambda form: services.set_dates(by=request.user, review=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def progress(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, local_reviews_for(request.user), page=A_FORM, reference=reference)

    def save(form: ProgressCheckForm):
        services.record_progress_check(by=request.user, review=record, **form.cleaned_data)
        return record, "The check is recorded. The next is due in a month."

    return form_page(
        request,
        ProgressCheckForm,
        title="Check progress and quality",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )
