"""How the partnership deals with a national review: from logging it to what changed here.

Sources: Children Act 2004 section 16B (national reviews); Working Together to Safeguard Children 2023, chapter 5:
partners take account of national reviews. The states and the days are the partnership's own. Where the National Panel
asks for assurance, it is owed: the review can then be neither put aside nor closed before the Panel has heard.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Agency, Person
from escp.returns.kinds import RequestKind
from escp.returns.queries import published
from escp.returns.services.asking import Asked, ask
from escp.ui.words import listed
from learning.models import LearningSource
from reviews.asking import ASSURANCE
from reviews.choices import GroupDecision, NationalState, NationalUse
from reviews.models import NationalReview
from reviews.queries import national_reviews_for
from reviews.queries.national import asked_after

NATIONAL_REVIEW = Lifecycle(NationalReview, find=national_reviews_for, key="national-review")
RUNS = has(Permission.RUN_REVIEWS)
IT_IS_OWED = "The National Panel has asked for assurance, so it is owed."


def panel_did_not_ask(review: NationalReview) -> str | None:
    return IT_IS_OWED if review.panel_asks else None


def assurance_is_wanted(review: NationalReview) -> str | None:
    return None if review.use == NationalUse.ASSURANCE else "It was taken for information. Triage it again first."


def assurance_can_be_asked(review: NationalReview) -> str | None:
    if published(ASSURANCE.questionnaire):
        return None
    return "Publish the questionnaire “Assurance after a national review” first."


def awaited_after(source: LearningSource, asking: RequestKind = ASSURANCE) -> str | None:
    """Name the agencies that have not answered yet, or return None: also for other learning that is asked alike."""
    awaited = [asked.agency.short_name for asked in asked_after(source, asking) if asked.is_open]
    return f"Wait for these agencies, or stop asking them with a reason: {listed(awaited)}." if awaited else None


def assurance_is_in(review: NationalReview) -> str | None:
    return awaited_after(review)


def panel_has_heard(review: NationalReview) -> str | None:
    return "Record what was reported back to the National Panel first." if review.panel_waits else None


def must_be_past(**days: date) -> None:
    """Raise ValidationError, at its field, for a day that lies ahead."""
    for name, day in days.items():
        if day > timezone.localdate():
            raise ValidationError({name: "The date cannot be in the future."})


def ask_agencies_after(
    source: LearningSource,
    asking: RequestKind = ASSURANCE,
    *,
    by: Person,
    agencies: Iterable[Agency],
    due_on: date,
    title: str,
    message: str,
) -> None:
    """Ask agencies after a national review, or other learning that is asked alike; somebody senior signs each answer.

    Side effects: a return with its deadline and a letter for each agency. Raises ValidationError without questions.
    """
    version = published(asking.questionnaire)
    if version is None:
        raise ValidationError("The questionnaire is no longer published.")
    ask(
        by=by,
        kind=asking,
        version=version,
        title=title,
        message=message,
        due_on=due_on,
        whom=[Asked(agency) for agency in agencies],
        about=source,
        senior_sign_off=True,
    )


@NATIONAL_REVIEW.transition(
    source=(NationalState.LOGGED, NationalState.TRIAGED),
    target=NationalState.TRIAGED,
    label="Triage it",
    allow=RUNS,
    help="Say how much it matters here, why, and whether agencies are asked for assurance.",
)
def triage(review: NationalReview, *, by: Person, use: str, relevance: str, relevance_reason: str) -> None:
    """Raises ValidationError for taking it for information while the Panel asks for assurance."""
    if use != NationalUse.ASSURANCE and review.panel_asks:
        raise ValidationError({"use": IT_IS_OWED})
    review.use, review.relevance, review.relevance_reason = use, relevance, relevance_reason
    review.triaged_on = review.triaged_on or timezone.localdate()


@NATIONAL_REVIEW.transition(
    source=(NationalState.LOGGED, NationalState.TRIAGED),
    target=NationalState.NOT_RELEVANT,
    label="Find it not relevant here",
    allow=RUNS,
    needs=[panel_did_not_ask],
    aside=True,
)
def find_not_relevant(review: NationalReview, *, by: Person, relevance_reason: str) -> None:
    review.use = review.relevance = ""
    review.relevance_reason = relevance_reason
    review.triaged_on = review.triaged_on or timezone.localdate()


@NATIONAL_REVIEW.transition(
    source=(NationalState.NOT_RELEVANT, NationalState.CLOSED),
    target=NationalState.TRIAGED,
    label="Take it up again",
    allow=RUNS,
    help="What was decided before stays in its history.",
    aside=True,
)
def take_up(review: NationalReview, *, by: Person, use: str, relevance: str, relevance_reason: str) -> None:
    review.use, review.relevance, review.relevance_reason = use, relevance, relevance_reason
    review.closed_on = None


@NATIONAL_REVIEW.transition(
    source=NationalState.TRIAGED,
    target=NationalState.ASSURANCE_REQUESTED,
    label="Ask agencies for assurance",
    allow=RUNS,
    needs=[assurance_is_wanted, assurance_can_be_asked],
    help="Each agency ticked gets one letter, with the recommendations as they stand.",
)
def request_assurance(
    review: NationalReview, *, by: Person, agencies: Iterable[Agency], due_on: date, title: str, message: str
) -> None:
    """Side effects: a return with its deadline and a letter for each agency. Raises ValidationError."""
    ask_agencies_after(review, by=by, agencies=agencies, due_on=due_on, title=title, message=message)
    review.asked_on = timezone.localdate()


@NATIONAL_REVIEW.transition(
    source=NationalState.ASSURANCE_REQUESTED,
    target=NationalState.COLLATED,
    label="Put together what agencies said",
    allow=RUNS,
    needs=[assurance_is_in],
)
def collate(review: NationalReview, *, by: Person, collated: str) -> None:
    review.collated = collated


@NATIONAL_REVIEW.transition(
    source=NationalState.COLLATED,
    target=NationalState.DECIDED,
    label="Record what the PIG decided",
    allow=has(Permission.AGREE_ACTIONS),
    help="The Practice Improvement Group decides at a meeting what follows.",
)
def decide(review: NationalReview, *, by: Person, decision: str, decision_reason: str, decided_on: date) -> None:
    """Raises ValidationError for a meeting that lies ahead."""
    must_be_past(decided_on=decided_on)
    review.decision, review.decision_reason = GroupDecision(decision), decision_reason
    review.decided_on = decided_on


def information_or_decided(review: NationalReview) -> str | None:
    if review.state == NationalState.TRIAGED and review.use == NationalUse.ASSURANCE:
        return "Ask agencies for assurance first."
    return None


@NATIONAL_REVIEW.transition(
    source=(NationalState.TRIAGED, NationalState.DECIDED),
    target=NationalState.CLOSED,
    label="Close it with what changed",
    allow=RUNS,
    needs=[information_or_decided, panel_has_heard],
)
def close(review: NationalReview, *, by: Person, what_changed: str) -> None:
    review.what_changed, review.closed_on = what_changed, timezone.localdate()
