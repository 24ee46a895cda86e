"""How a rapid review moves from the notification to the National Panel's reply.

Sources: Children Act 2004 sections 16C to 16F; Working Together to Safeguard Children 2023, chapter 5; Child
Safeguarding Practice Review Panel guidance for safeguarding partners, June 2025.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.deadlines.services import explain_if_late
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.ui.words import listed
from reviews.choices import BEFORE_THE_MEETING, Decision, Partner, ReviewState
from reviews.models import RapidReview
from reviews.queries import rapid_reviews_for
from reviews.services import commission_local_review

RAPID_REVIEW = Lifecycle(RapidReview, find=rapid_reviews_for, key="rapid-review")


def _heading(name: str) -> str:
    return str(getattr(RapidReview._meta.get_field(name), "verbose_name", name))


def text_is_complete(review: RapidReview) -> str | None:
    headings = ("what_happened", "lived_experience", "inequality", "good_practice", "systemic_reasons")
    missing = [_heading(name) for name in headings if not getattr(review, name).strip()]
    return f"Write these parts of the review first: {'; '.join(missing)}." if missing else None


def decision_is_explained(review: RapidReview) -> str | None:
    if review.decision and review.decision_reason.strip():
        return None
    return "Record what follows and the reason for it first."


def has_a_finding(review: RapidReview) -> str | None:
    return None if review.activity.findings.exists() else "Record at least one finding first."


def three_partners_signed(review: RapidReview) -> str | None:
    signed = set(review.sign_offs.values_list("partner", flat=True))
    missing = [partner.label.lower() for partner in Partner if partner not in signed]
    return f"Record the signature of {listed(missing)} first." if missing else None


@RAPID_REVIEW.transition(
    source=BEFORE_THE_MEETING,
    target=ReviewState.MEETING_HELD,
    label="Record the rapid review meeting",
    allow=has(Permission.RUN_REVIEWS),
)
def record_meeting(review: RapidReview, *, by: Person, meeting_on: date) -> None:
    if meeting_on > timezone.localdate():
        raise ValidationError({"meeting_on": "The meeting cannot be recorded before it has been held."})
    if meeting_on < timezone.localdate(review.notified_at):
        raise ValidationError({"meeting_on": "The meeting cannot come before the notification."})
    review.meeting_on = meeting_on


@RAPID_REVIEW.transition(
    source=ReviewState.MEETING_HELD,
    target=ReviewState.SIGNED_OFF,
    label="Close the text and record sign-off",
    allow=has(Permission.RUN_REVIEWS),
    needs=[text_is_complete, decision_is_explained, has_a_finding, three_partners_signed],
    help="The text can no longer be changed, and readers of finished reviews can see it. A decision for a local review "
    "opens that review and starts its six months.",
)
def record_sign_off(review: RapidReview, *, by: Person) -> None:
    review.signed_off_on = timezone.localdate()
    if review.decision == Decision.LOCAL_REVIEW:
        commission_local_review(by=by, review=review, decided_on=review.signed_off_on)


@RAPID_REVIEW.transition(
    source=ReviewState.SIGNED_OFF,
    target=ReviewState.SENT,
    label="Record sending to the National Panel",
    allow=has(Permission.RUN_REVIEWS),
    help="Send the review and the decision to the Panel first, then record the time here. This stops the fifteen days.",
)
def record_sending(
    review: RapidReview, *, by: Person, sent_at: datetime, late_reason: str = "", late_words: str = ""
) -> None:
    if sent_at > timezone.now():
        raise ValidationError({"sent_at": "The time of sending cannot be in the future."})
    if sent_at < review.notified_at:
        raise ValidationError({"sent_at": "The review cannot have been sent before the notification."})
    explain_if_late(review, "reviews.rapid-review", at=sent_at, by=by, reason=late_reason, words=late_words)
    review.sent_at = sent_at


@RAPID_REVIEW.transition(
    source=ReviewState.SENT,
    target=ReviewState.CONCLUDED,
    label="Record the Panel's reply and conclude",
    allow=has(Permission.RUN_REVIEWS),
)
def conclude(
    review: RapidReview,
    *,
    by: Person,
    panel_reply: str,
    panel_reply_note: str = "",
    panel_replied_on: date | None = None,
) -> None:
    """`panel_replied_on` is today unless given. Raises ValidationError for one before the review was sent."""
    replied_on = panel_replied_on or timezone.localdate()
    if review.sent_at and replied_on < timezone.localdate(review.sent_at):
        raise ValidationError({"panel_replied_on": "The reply cannot come before the review was sent."})
    review.panel_replied_on = replied_on
    review.panel_reply = panel_reply
    review.panel_reply_note = panel_reply_note
