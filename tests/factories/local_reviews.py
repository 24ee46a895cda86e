"""Local reviews as their moves and services leave them, in the state that a test asks for."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.models import Person
from reviews import services
from reviews.asking import AGENCY_REPORT
from reviews.choices import (
    ENDED_LOCAL,
    ConflictOutcome,
    Dispatched,
    Intention,
    LocalReviewState,
    Partner,
    Recipient,
    Redaction,
    ReviewState,
    Signed,
)
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import (
    AnonymityApproval,
    Dispatch,
    FactualCheck,
    Involvement,
    LocalReview,
    ProgressCheck,
    Reviewer,
    ReviewerRequest,
    TermsOfReference,
)
from reviews.services.signing import TERMS
from tests.factories.partnership import PersonFactory
from tests.factories.returns import RequestFactory
from tests.factories.reviews import RapidReviewFactory

State = LocalReviewState
NEXT = {
    State.PROPOSED: ("commission", ("panel_informed_on", "budget_holder")),
    State.COMMISSIONED: ("appoint_reviewer", ("reviewer_appointed_on",)),
    State.REVIEWER_APPOINTED: ("agree_terms", ("terms_agreed_on",)),
    State.TERMS_AGREED: ("begin", ()),
    State.IN_PROGRESS: ("record_draft", ("draft_on",)),
    State.DRAFT: ("begin_factual_check", ()),
    State.FACTUAL_CHECK: ("record_sign_off", ()),
    State.PARTNER_SIGNED: ("prepare_publication", ()),
}


def manager() -> Person:
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def add_reviewer(review: LocalReview, **facts: Any) -> Reviewer:
    """Add a reviewer whose conflict check found nothing."""
    checked = {
        "conflict_outcome": ConflictOutcome.NONE,
        "conflict_checked_on": review.decided_on,
        "conflict_checked_by": "The business manager",
    }
    row = Reviewer(review=review, **{"name": "Robin Reviewer"} | checked | facts)
    services.write_reviewer(by=manager(), row=row)
    return row


def write_terms(review: LocalReview, **facts: Any) -> TermsOfReference:
    """Write every part of the terms of reference."""
    terms = TermsOfReference(review=review)
    for name in TERMS:
        setattr(terms, name, f"Written: {name}.")
    terms.scope_from, terms.scope_to = review.decided_on - timedelta(days=700), review.decided_on
    terms.panel_members = [{"agency": "Health", "name": "Bay Laurel"}]
    terms.contributors = [{"agency": "Health", "what": "A report"}]
    terms.milestones = [{"on": "2027-01-04", "what": "The draft"}]
    for name, value in facts.items():
        setattr(terms, name, value)
    return services.write_terms(by=manager(), terms=terms)


def sign(review: LocalReview, of: Signed) -> None:
    """Record three signatures under the terms or the report as they stand."""
    for partner in Partner:
        services.sign_local(
            by=manager(),
            review=review,
            of=of,
            partner=partner,
            signed_by_name=f"Lead of {partner.label}",
            signed_on=timezone.localdate(),
        )


def write_report(review: LocalReview) -> LocalReview:
    review.improvements, review.underlying_reasons = "Ask again.", "Nobody held the history."
    return services.write_part(by=manager(), review=review, changed=["improvements", "underlying_reasons"])


def check_facts(review: LocalReview) -> None:
    row = FactualCheck(review=review, whom="Health", sent_on=review.decided_on, settled_on=review.decided_on)
    row.settlement = "Nothing came back."
    services.write_beside(by=manager(), row=row)


def send_copies(review: LocalReview, on: date, what: Dispatched = Dispatched.FULL_REPORT) -> LocalReview:
    """Send the report, or the information on the improvements, to all three."""
    for to in Recipient:
        review = services.write_dispatch(
            by=manager(), row=Dispatch(review=review, what=what, to=to, sent_on=on, how="By e-mail")
        )
    return review


def approve(review: LocalReview) -> None:
    for _ in range(2):
        services.approve_anonymity(
            by=manager(), review=review, approved_on=timezone.localdate(), looked_for=Redaction.values
        )


def clear(review: LocalReview) -> LocalReview:
    """Record all that has to be there before publication; the copies went out on the day of the decision."""
    review = send_copies(review, review.decided_on)
    review.legal_read_on, review.legal_read_by = review.decided_on, "A solicitor"
    review.family_informed_on = review.decided_on
    review.save()
    approve(review)
    return review


def _delay(review: LocalReview) -> LocalReview:
    today = timezone.localdate()
    review.delay_known_on, review.delay_reason, review.notice_sent_on = today, "proceedings", today
    review.save()
    return LOCAL_REVIEW.apply("delay", review, by=manager())


def made_ready(review: LocalReview) -> LocalReview:
    """Give a review all that its next step needs."""
    if review.state == State.COMMISSIONED:
        add_reviewer(review)
    elif review.state == State.REVIEWER_APPOINTED:
        write_terms(review)
        sign(review, Signed.TERMS)
    elif review.state == State.DRAFT:
        check_facts(review)
    elif review.state == State.FACTUAL_CHECK:
        sign(write_report(review), Signed.REPORT)
    elif review.state == State.PARTNER_SIGNED:
        return clear(review)
    return review


def _step(review: LocalReview) -> LocalReview:
    """Take a review one state further on the way to publication."""
    name, facts = NEXT[State(review.state)]
    days = {name: "The council" if name == "budget_holder" else review.decided_on for name in facts}
    return LOCAL_REVIEW.apply(name, made_ready(review), by=manager(), **days)


def proposed(decided_on: date | None = None) -> LocalReview:
    """Return a review as the decision to hold it leaves it; decided today unless given."""
    return services.commission_local_review(
        by=manager(),
        review=RapidReviewFactory(state=ReviewState.CONCLUDED),
        decided_on=decided_on or timezone.localdate(),
    )


def walked_to(state: State, decided_on: date | None = None) -> LocalReview:
    """Return a review that was taken by its own moves to a state before its end; decided on today unless given."""
    review = proposed(decided_on)
    if state == State.DELAYED:
        return _delay(walked_to(State.IN_PROGRESS, decided_on))
    while review.state != state:
        review = _step(review)
    return review


def of_a_local_review(review: LocalReview) -> dict[str, list[Any]]:
    """Return the parts of the addresses of a review's pages."""
    reference = review.reference
    return {
        "local_review part": [reference, "plan"],
        "local_review terms": [reference, "people"],
        "local_review kind": [reference, "involvement"],
        "local_review row": [reference, "reviewers", add_reviewer(review).pk],
        "local_review signed": [reference, "terms"],
    }


def every_step() -> list[LocalReview]:
    """Return a review before each of its moves, ready to make it."""
    today = timezone.localdate()
    ready = [made_ready(walked_to(state)) for state in State if state not in (*ENDED_LOCAL, State.PRE_PUBLICATION)]
    published = walked_to(State.PRE_PUBLICATION, today - timedelta(days=40))
    unpublished = walked_to(State.PRE_PUBLICATION, today - timedelta(days=40))
    unpublished = send_copies(unpublished, unpublished.decided_on, Dispatched.IMPROVEMENTS)
    unpublished.intention = Intention.NOT_PUBLISH
    unpublished.save()
    late = walked_to(State.IN_PROGRESS)
    late.delay_known_on = late.notice_sent_on = today
    late.delay_reason = "proceedings"
    late.save()
    return [*ready, late, published, unpublished]


def rows_beside(review: LocalReview) -> None:
    """Add a row of each kind beside a review, as fast as the database takes them."""
    facts = {"review": review, "recorded_by": PersonFactory()}
    day = review.decided_on
    Reviewer.objects.create(**facts, name="Robin", account=PersonFactory())
    Involvement.objects.create(**facts, who="family", invited_by="The lead", invited_on=day, how="By letter")
    FactualCheck.objects.create(**facts, whom="Health", sent_on=day)
    ReviewerRequest.objects.create(**facts, asked_for="draft", asked_on=day, asked="The draft.")
    AnonymityApproval.objects.create(**facts, approved_on=day, text_hash="")
    ProgressCheck.objects.create(review=review, opens_on=day, held_on=day, by=facts["recorded_by"])
    RequestFactory(kind=AGENCY_REPORT.key, about=review, about_reference=review.reference, case=review.case)
