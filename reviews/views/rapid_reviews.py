"""Rapid review pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from reviews import services
from reviews.forms.rapid_review import RapidReviewForm, SignOffForm
from reviews.presenters import rapid_review_page
from reviews.queries import rapid_reviews_for, sign_offs_of


@require_safe
def rapid_review(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, rapid_reviews_for(request.user), reference=reference)
    return render(request, "reviews/rapid_review.html", rapid_review_page(record, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.RUN_REVIEWS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, rapid_reviews_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        RapidReviewForm,
        instance=record,
        title="Write the rapid review",
        caption=reference,
        save=lambda form: services.write_review(by=request.user, review=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.RUN_REVIEWS, Permission.SIGN_OFF_REVIEWS)
def signature(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, rapid_reviews_for(request.user), page=A_FORM, reference=reference)
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
    )
