"""How an incident moves to a notification, a rapid review to the Panel, a local review to publication.

Sources: Children Act 2004 sections 16C to 16F; Working Together to Safeguard Children 2023, chapter 5; Child
Safeguarding Practice Review Panel guidance for safeguarding partners, June 2025.
"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.deadlines.calendar import WorkingDaysBefore
from escp.deadlines.queries import calendar
from escp.deadlines.services import explain_if_late
from escp.deadlines.services import withdraw as withdraw_deadlines
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.ui.words import date_in_words, listed
from reviews.choices import Criterion, Decision, IncidentState, LocalReviewState, Partner, ReviewState
from reviews.models import LocalReview, RapidReview, SeriousIncident
from reviews.queries import incidents_for, local_reviews_for, open_check_of, rapid_reviews_for
from reviews.services import commission_local_review, open_rapid_review

# Working Together: the full report reaches the Panel and the Secretary of State so many working days before.
COPY_DAYS = 7

INCIDENT = Lifecycle(SeriousIncident, find=incidents_for, key="incident")
RAPID_REVIEW = Lifecycle(RapidReview, find=rapid_reviews_for, key="rapid-review")
LOCAL_REVIEW = Lifecycle(LocalReview, find=local_reviews_for, key="local-review")


# Serious incident -----------------------------------------------------------------------------------------------------


def every_criterion_answered(incident: SeriousIncident) -> str | None:
    missing = len(Criterion) - incident.criteria.count()
    return f"Answer each question of the statutory test first: {missing} still to answer." if missing else None


def every_partner_has_a_view(incident: SeriousIncident) -> str | None:
    given = set(incident.views.values_list("partner", flat=True))
    missing = [partner.label.lower() for partner in Partner if partner not in given]
    return f"Record the view of {listed(missing)} first." if missing else None


@INCIDENT.transition(
    source=IncidentState.REFERRED,
    target=IncidentState.CONSULTING,
    label="Consult the three partners",
    allow=has(Permission.CONSIDER_INCIDENTS),
    needs=[every_criterion_answered],
    help="The council, police and health each say whether the National Panel should be notified.",
)
def consult(incident: SeriousIncident, *, by: Person) -> None:
    """The state says it."""


def _decide(incident: SeriousIncident, by: Person, rationale: str) -> None:
    incident.rationale = rationale
    incident.decided_by = by
    incident.decided_on = timezone.localdate()


@INCIDENT.transition(
    source=IncidentState.CONSULTING,
    target=IncidentState.NOTIFY_AGREED,
    label="Agree to notify the National Panel",
    allow=has(Permission.NOTIFY_PANEL),
    needs=[every_partner_has_a_view],
    help="If the partners differ, the local authority decides and says why.",
)
def agree_to_notify(incident: SeriousIncident, *, by: Person, rationale: str) -> None:
    _decide(incident, by, rationale)


@INCIDENT.transition(
    source=IncidentState.CONSULTING,
    target=IncidentState.NOT_NOTIFIED,
    label="Decide not to notify",
    allow=has(Permission.NOTIFY_PANEL),
    needs=[every_partner_has_a_view],
    help="The incident stays on record with the reason. Nothing is sent to the National Panel.",
)
def decide_not_to_notify(incident: SeriousIncident, *, by: Person, rationale: str) -> None:
    _decide(incident, by, rationale)


@INCIDENT.transition(
    source=IncidentState.NOTIFY_AGREED,
    target=IncidentState.NOTIFIED,
    label="Record the notification to the National Panel",
    allow=has(Permission.NOTIFY_PANEL),
    help="Notify on the Panel's own system first, then record its reference and the time here. This stops the five "
    "working days and lets the rapid review open.",
)
def record_notification(
    incident: SeriousIncident,
    *,
    by: Person,
    panel_reference: str,
    notified_at: datetime,
    late_reason: str = "",
    late_words: str = "",
) -> None:
    if notified_at > timezone.now():
        raise ValidationError({"notified_at": "The time of the notification cannot be in the future."})
    if notified_at < incident.aware_at:
        raise ValidationError({"notified_at": "The notification cannot come before the local authority became aware."})
    explain_if_late(incident, "reviews.notify-panel", at=notified_at, by=by, reason=late_reason, words=late_words)
    incident.panel_reference = panel_reference
    incident.notified_at = notified_at


@INCIDENT.transition(
    source=IncidentState.NOTIFIED,
    target=IncidentState.REVIEW_OPENED,
    label="Open the rapid review",
    allow=has(Permission.RUN_REVIEWS),
    help="A rapid review follows every notification. Its fifteen working days are counted from the day it was sent.",
)
def open_review(incident: SeriousIncident, *, by: Person) -> None:
    open_rapid_review(by=by, incident=incident)


@INCIDENT.transition(
    source=IncidentState.NOTIFIED,
    target=IncidentState.WITHDRAWN,
    label="Withdraw the notification",
    allow=has(Permission.NOTIFY_PANEL),
    help="Only when the Panel has acknowledged that the criteria are not met. Say so in the note.",
    aside=True,
)
def withdraw(incident: SeriousIncident, *, by: Person) -> None:
    """The note holds the Panel's acknowledgement."""


@INCIDENT.transition(
    source=[IncidentState.REFERRED, IncidentState.CONSULTING],
    target=IncidentState.DUPLICATE,
    label="Mark as a duplicate",
    allow=has(Permission.CONSIDER_INCIDENTS),
    help="Give the reference of the record to keep in the note.",
    aside=True,
)
def mark_duplicate(incident: SeriousIncident, *, by: Person) -> None:
    """The note holds the reference that is kept."""


# Rapid review ---------------------------------------------------------------------------------------------------------


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
    source=ReviewState.OPEN,
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


# Local child safeguarding practice review -----------------------------------------------------------------------------


def copy_came_too_late(review: LocalReview, published_on: date) -> str | None:
    """Return why a review must not be published on a day: the Panel has the full report seven working days before."""
    latest = WorkingDaysBefore(COPY_DAYS).count(published_on, calendar()).due_on
    rule = f"The full report goes to the National Panel and the Secretary of State at least {COPY_DAYS} working days"
    if review.copy_sent_on is None:
        return f"{rule} before publication. Nobody has recorded that it was sent: see “Dates of the review”."
    if review.copy_sent_on > latest:
        sent, last = date_in_words(review.copy_sent_on), date_in_words(latest)
        return f"{rule} before: by {last} for this day. It was sent on {sent}."
    return None


def _finish(review: LocalReview, by: Person, finished_on: date, late_reason: str, late_words: str) -> None:
    if finished_on > timezone.localdate():
        raise ValidationError({"finished_on": "The date cannot be in the future."})
    if finished_on < review.decided_on:
        raise ValidationError({"finished_on": "The date cannot come before the decision to hold the review."})
    explain_if_late(review, "reviews.lcspr", at=finished_on, by=by, reason=late_reason, words=late_words)
    review.finished_on = finished_on
    if check := open_check_of(review):
        withdraw_deadlines(check)


@LOCAL_REVIEW.transition(
    source=LocalReviewState.UNDER_WAY,
    target=LocalReviewState.PUBLISHED,
    label="Record publication",
    allow=has(Permission.RUN_REVIEWS),
)
def publish(review: LocalReview, *, by: Person, finished_on: date, late_reason: str = "", late_words: str = "") -> None:
    """Raises ValidationError when the Panel did not have the full report seven working days before."""
    _finish(review, by, finished_on, late_reason, late_words)
    if reason := copy_came_too_late(review, finished_on):
        raise ValidationError({"finished_on": reason})


@LOCAL_REVIEW.transition(
    source=LocalReviewState.UNDER_WAY,
    target=LocalReviewState.NOT_PUBLISHED,
    label="Record that it will not be published",
    allow=has(Permission.RUN_REVIEWS),
    help="The partners then publish what will improve instead, and tell the Panel why.",
)
def do_not_publish(
    review: LocalReview,
    *,
    by: Person,
    finished_on: date,
    no_publication_reason: str,
    late_reason: str = "",
    late_words: str = "",
) -> None:
    _finish(review, by, finished_on, late_reason, late_words)
    review.no_publication_reason = no_publication_reason
