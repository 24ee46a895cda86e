"""The page of a local child safeguarding practice review."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.access.log import open_record
from reviews.presenters import local_review_page
from reviews.queries import local_reviews_for


@require_safe
def local_review(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, local_reviews_for(request.user), reference=reference)
    return render(request, "reviews/local_review.html", local_review_page(record, request.user))
