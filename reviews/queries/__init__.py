"""The incidents and reviews that a person may know of. The rule itself stands in `learning.queries`."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from escp.partnership.models import Agency, Child, Person
from escp.returns.queries import returns_for
from learning.choices import Kind
from learning.models import Activity, Finding
from learning.queries import activities_for, activity_open_to, sources_for
from reviews.choices import (
    OPEN_INCIDENTS,
    REPLIED_OR_LATER,
    SIGNED_LOCAL,
    Criterion,
    IncidentState,
    PanelReply,
    Partner,
    ReviewCriterion,
)
from reviews.models import (
    AgencyScope,
    CriterionAnswer,
    Dissent,
    IncidentChild,
    LocalReview,
    NationalReview,
    PartnerSignOff,
    PartnerView,
    ProgressCheck,
    RapidReview,
    ReviewAnswer,
    SealedText,
    SeriousIncident,
)
from reviews.policies import criteria_are_met

REVIEW_KINDS = (Kind.SERIOUS_INCIDENT, Kind.RAPID_REVIEW, Kind.LOCAL_REVIEW, Kind.NATIONAL_REVIEW)


def incidents_for(person: Person) -> QuerySet[SeriousIncident]:
    """Return the serious incidents that a person may know of."""
    return sources_for(person, SeriousIncident).select_related(
        "activity", "case", "lead", "recorded_by", "decided_by", "rapid_review", "duplicate_of"
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


def national_reviews_for(person: Person) -> QuerySet[NationalReview]:
    """Return the national reviews: about no case here, they are open to all who take part in learning."""
    return sources_for(person, NationalReview).select_related("activity", "lead")


def local_review_is_signed(activity: Activity) -> bool:
    """Say whether the partners have signed a local review off: from then on its recommendations stand."""
    return activity.is_final or LocalReview.objects.filter(activity=activity, state__in=SIGNED_LOCAL).exists()


def progress_checks_for(person: Person) -> QuerySet[ProgressCheck]:
    """Return the progress checks of the local reviews that a person may know of."""
    return ProgressCheck.objects.filter(activity_open_to(person, "review__activity__")).select_related("review")


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


def criteria_hold(incident: SeriousIncident) -> bool:
    """Say whether the answers that stand meet the statutory test."""
    return bool(incident.pk) and criteria_are_met({one.criterion: one.answer for one in incident.criteria.all()})


def considered_for(person: Person) -> QuerySet[SeriousIncident]:
    """Return the incidents that were considered and not notified, the last decision first."""
    return incidents_for(person).filter(state=IncidentState.NOT_NOTIFIED).order_by("-decided_on", "-pk")


def considered_by_year(person: Person) -> list[tuple[int, int]]:
    """Return how many incidents were considered and not notified in each year of their decision, the last first."""
    rows = considered_for(person).order_by().values_list("decided_on__year").annotate(Count("pk"))
    return sorted(rows, reverse=True)


def similar_to(person: Person, *, lead: Agency, aware_on: date, occurred_on: date | None) -> list[SeriousIncident]:
    """Return the open incidents of the same authority that the person may see, of the same day or known since it."""
    same_day = Q(aware_at__date=aware_on)
    if occurred_on:
        same_day |= Q(occurred_on=occurred_on)
    return list(incidents_for(person).filter(same_day, lead=lead, state__in=OPEN_INCIDENTS)[:5])


def incidents_of_cases(person: Person, cases: Iterable[int]) -> list[SeriousIncident]:
    """Return the open incidents of some cases, as far as the person may see them."""
    return list(incidents_for(person).filter(case__in=cases, state__in=OPEN_INCIDENTS))


def facts_of(incident: SeriousIncident, child: Child) -> IncidentChild:
    """Return what is recorded about a child of an incident, or a row that has not been saved yet."""
    found = IncidentChild.objects.filter(incident=incident, child=child).select_related("child").first()
    return found or IncidentChild(incident=incident, child=child)


def views_of(incident: SeriousIncident) -> list[tuple[Partner, PartnerView | None]]:
    """Return each partner with its view, or None where it has not given one."""
    views = {view.partner: view for view in incident.views.all()}
    return [(partner, views.get(partner)) for partner in Partner]


def sign_offs_of(review: RapidReview) -> list[tuple[Partner, PartnerSignOff | None]]:
    """Return each partner with its signature, or None where it has not signed."""
    signatures = {signature.partner: signature for signature in review.sign_offs.all()}
    return [(partner, signatures.get(partner)) for partner in Partner]


def cockpit_of(reviews: QuerySet[RapidReview]) -> QuerySet[RapidReview]:
    """Return rapid reviews with all that their pages and moves look at, so that each is read once."""
    scope = AgencyScope.objects.select_related("asked__agency", "asked__request")
    found = Exists(Finding.objects.filter(activity=OuterRef("activity")))
    return reviews.annotate(found=found).prefetch_related(
        "sign_offs", "answers", "dissents", Prefetch("scope", queryset=scope)
    )


def scope_for(person: Person) -> QuerySet[AgencyScope]:
    """Return the agencies in scope that a person may know of: the unit's own, and what their agency was asked."""
    return AgencyScope.objects.filter(asked__in=returns_for(person).values("pk")).select_related(
        "asked__agency", "review"
    )


def dissents_for(person: Person) -> QuerySet[Dissent]:
    """Return the dissents in rapid reviews that a person may know of."""
    return Dissent.objects.filter(activity_open_to(person, "review__activity__")).select_related("review")


def answers_to_criteria(review: RapidReview) -> list[tuple[ReviewCriterion, ReviewAnswer | None]]:
    """Return every criterion for a further review with its answer, or None where it has not been answered."""
    answers = {answer.criterion: answer for answer in review.answers.all()}
    return [(criterion, answers.get(criterion)) for criterion in ReviewCriterion]


def dissents_of(review: RapidReview) -> list[tuple[Partner, Dissent | None]]:
    """Return each partner with its dissent, or None where it has none."""
    dissents = {dissent.partner: dissent for dissent in review.dissents.all()}
    return [(partner, dissents.get(partner)) for partner in Partner]


def still_out(review: RapidReview) -> list[AgencyScope]:
    """Return the agencies whose information is still awaited: asked, neither sent nor waived."""
    return [scope for scope in review.scope.all() if scope.asked.is_open]


def latest_seal(review: RapidReview) -> SealedText | None:
    """Return the text of a review as it was signed last, or None."""
    return review.seals.select_related("sealed_by").first()


def sealed_reviews() -> QuerySet[RapidReview]:
    """Return every review whose text is sealed, for the command that looks at all of them."""
    return RapidReview.objects.filter(seals__isnull=False).distinct().order_by("reference")


def said_before(person: Person, review: RapidReview, most: int = 3) -> list[RapidReview]:
    """Return the reviews that the Panel replied to last, of those that the person may know of."""
    replied = rapid_reviews_for(person).filter(state__in=REPLIED_OR_LATER).exclude(panel_reply=PanelReply.NONE)
    return list(replied.exclude(pk=review.pk).order_by("-panel_replied_on", "-pk")[:most])
