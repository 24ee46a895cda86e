"""The pages of recommendations, at any length, for the counting of queries."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from actionplans.services import change_recommendation
from reviews.choices import NationalState
from tests.factories.actionplans import RecommendationFactory, RecommendationLinkFactory, ready_to_close
from tests.factories.national_reviews import NationalReviewFactory, asked_for_assurance


def recommendations(rows, _):
    for _ in range(rows):
        RecommendationLinkFactory()
    return reverse("actionplans:recommendations")


def recommendation(rows, person):
    record = RecommendationFactory()
    for number in range(rows):
        RecommendationLinkFactory(recommendation=record)
        RecommendationLinkFactory(recommendation=record, action=ready_to_close())
        facts = {"recommendation": record, "agencies": [], "reason": "A slip."}
        record.due_on = timezone.localdate() + timedelta(days=number)
        change_recommendation(by=person, **facts)
    return record.get_absolute_url()


def national_review(rows, _):
    record = NationalReviewFactory(state=NationalState.ASSURANCE_REQUESTED)
    for number in range(rows):
        asked_for_assurance(record)
        RecommendationFactory(activity=record.activity, number=number + 1)
    return record.get_absolute_url()
