"""The incidents and reviews that a person may know of. The rule itself stands in `learning.queries`."""

from django.db.models import QuerySet

from escp.partnership.models import Person
from learning.choices import Kind
from learning.models import Activity
from learning.queries import activities_for, activity_open_to, sources_for
from reviews.choices import Criterion, Partner
from reviews.models import (
    CriterionAnswer,
    LocalReview,
    PartnerSignOff,
    PartnerView,
    ProgressCheck,
    RapidReview,
    SeriousIncident,
)

REVIEW_KINDS = (Kind.SERIOUS_INCIDENT, Kind.RAPID_REVIEW, Kind.LOCAL_REVIEW)


def incidents_for(person: Person) -> QuerySet[SeriousIncident]:
    """Return the serious incidents that a person may know of."""
    return sources_for(person, SeriousIncident).select_related(
        "activity", "case", "lead", "recorded_by", "decided_by", "rapid_review"
    )


def rapid_reviews_for(person: Person) -> QuerySet[RapidReview]:
    """Return the rapid reviews that a person may know of: while they are worked on, or once signed off, by role."""
    return sources_for(person, RapidReview).select_related(
        "activity", "incident", "incident__case", "incident__lead", "incident__activity", "priority"
    )


def local_reviews_for(person: Person) -> QuerySet[LocalReview]:
    """Return the local child safeguarding practice reviews that a person may know of."""
    return sources_for(person, LocalReview).select_related(
        "activity", "rapid_review", "rapid_review__incident__case", "rapid_review__incident__lead"
    )


def progress_checks_for(person: Person) -> QuerySet[ProgressCheck]:
    """Return the progress checks of the local reviews that a person may know of."""
    return ProgressCheck.objects.filter(activity_open_to(person, "review__activity__")).select_related("review")


def checks_of(review: LocalReview) -> list[ProgressCheck]:
    """Return the progress checks of a review that the caller may see, latest first: the open one stands before all."""
    return list(review.progress_checks.select_related("by").order_by("-opens_on", "-pk"))


def open_check_of(review: LocalReview) -> ProgressCheck | None:
    """Return the progress check that is owed now, if one is."""
    return review.progress_checks.filter(held_on=None).first()


def review_activities_for(person: Person) -> QuerySet[Activity]:
    """Return incidents and reviews of every kind as one list."""
    return activities_for(person).filter(kind__in=REVIEW_KINDS)


def criteria_of(incident: SeriousIncident) -> list[tuple[Criterion, CriterionAnswer | None]]:
    """Return every question of the statutory test with its answer, or None where it has not been answered."""
    answers = {answer.criterion: answer for answer in incident.criteria.all()}
    return [(criterion, answers.get(criterion)) for criterion in Criterion]


def views_of(incident: SeriousIncident) -> list[tuple[Partner, PartnerView | None]]:
    """Return each partner with its view, or None where it has not given one."""
    views = {view.partner: view for view in incident.views.all()}
    return [(partner, views.get(partner)) for partner in Partner]


def sign_offs_of(review: RapidReview) -> list[tuple[Partner, PartnerSignOff | None]]:
    """Return each partner with its signature, or None where it has not signed."""
    signatures = {signature.partner: signature for signature in review.sign_offs.all()}
    return [(partner, signatures.get(partner)) for partner in Partner]
