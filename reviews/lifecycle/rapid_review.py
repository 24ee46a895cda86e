"""How a rapid review moves from the notification to the National Panel's reply, and what follows from that.

Sources: Children Act 2004 sections 16C to 16F; Working Together to Safeguard Children 2023, chapter 5; Child
Safeguarding Practice Review Panel guidance for safeguarding partners, June 2025.

There is no state for a draft, for the partners' reading of it, or for waiting for the Panel: between the meeting and
the sign-off the text is a draft whose gaps the page names, each signature stands beside the others, and a review that
was sent waits by itself.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.deadlines.queries import calendar
from escp.deadlines.services import explain_if_late
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Agency, Person
from escp.returns.queries import published
from escp.ui.words import listed
from reviews import services
from reviews.asking import INFORMATION
from reviews.choices import (
    BEFORE_THE_MEETING,
    Decision,
    IncidentState,
    PanelReply,
    Partner,
    Reconsideration,
    ReviewCriterion,
    ReviewState,
)
from reviews.headings import HEADINGS, MAY_STAY_EMPTY
from reviews.models import RapidReview
from reviews.queries import cockpit_of, rapid_reviews_for, still_out

RAPID_REVIEW = Lifecycle(RapidReview, find=lambda person: cockpit_of(rapid_reviews_for(person)), key="rapid-review")

# The partnership stops waiting for a reply of the Panel after this many working days.
NO_REPLY_DAYS = 30


def information_can_be_asked(review: RapidReview) -> str | None:
    return None if published(INFORMATION.questionnaire) else "Publish the questionnaire for rapid reviews first."


def information_is_in(review: RapidReview) -> str | None:
    awaited = [scope.asked.agency.short_name for scope in still_out(review)]
    return f"Wait for these agencies, or stop asking them with a reason: {listed(awaited)}." if awaited else None


def _words(name: str) -> str:
    return str(getattr(RapidReview._meta.get_field(name), "verbose_name", name))


def unwritten(review: RapidReview) -> list[str]:
    """Return the names of the texts that have to be written before the partners can sign the review off."""
    asked = [name for heading in HEADINGS if heading.applies(review.decision) for name in heading.fields]
    texts = [name for name in asked if name not in (*MAY_STAY_EMPTY, "decision", "decision_reason")]
    return [name for name in texts if not getattr(review, name).strip()]


def text_is_complete(review: RapidReview) -> str | None:
    missing = [_words(name) for name in unwritten(review)]
    return f"Write these parts of the review first: {'; '.join(missing)}." if missing else None


def criteria_are_weighed(review: RapidReview) -> str | None:
    left = len(ReviewCriterion) - len(review.answers.all())
    return f"Answer each criterion first, with its reason: {left} left." if left else None


def decision_is_explained(review: RapidReview) -> str | None:
    if review.decision and review.decision_reason.strip():
        return None
    return "Record what follows and the reason for it first."


def has_a_finding(review: RapidReview) -> str | None:
    # A page has counted them already; a move, on the locked row, looks again.
    found = review.found if hasattr(review, "found") else review.activity.findings.exists()
    return None if found else "Record at least one finding first."


def dissent_went_up(review: RapidReview) -> str | None:
    waiting = [one.get_partner_display().lower() for one in review.dissents.all() if one.escalated_on is None]
    return f"Take the dissent of {listed(waiting)} to the lead partners first." if waiting else None


def three_partners_signed(review: RapidReview) -> str | None:
    text_hash = services.hash_to_sign(review)
    signed = {one.partner for one in review.sign_offs.all() if one.text_hash == text_hash}
    missing = [partner.label.lower() for partner in Partner if partner not in signed]
    return f"Record the signature of {listed(missing)} under this text first." if missing else None


def text_is_as_signed(review: RapidReview) -> str | None:
    check = services.check_seal(review)
    if check is None or check.holds:
        return None
    return f"The text is no longer as it was signed: {'; '.join(check.changed)}."


@RAPID_REVIEW.transition(
    source=ReviewState.OPEN,
    target=ReviewState.SCOPING,
    label="Scope and ask agencies",
    allow=has(Permission.RUN_REVIEWS),
    needs=[information_can_be_asked],
    help="Each agency ticked is asked by one letter whether it knew the child, and for its information.",
)
def ask_agencies(
    review: RapidReview, *, by: Person, agencies: Iterable[Agency], due_on: date, title: str, message: str
) -> None:
    services.ask_agencies(by=by, review=review, agencies=agencies, due_on=due_on, title=title, message=message)
    review.scoped_on = timezone.localdate()


@RAPID_REVIEW.transition(
    source=ReviewState.SCOPING,
    target=ReviewState.RETURNS_IN,
    label="Record that the information is in",
    allow=has(Permission.RUN_REVIEWS),
    needs=[information_is_in],
    help="Every agency that was asked has replied, or is no longer asked, with the reason on record.",
)
def close_gathering(review: RapidReview, *, by: Person) -> None:
    """What counts is what the returns say; the move keeps who looked, and when."""


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
    needs=[
        information_is_in,
        text_is_complete,
        criteria_are_weighed,
        decision_is_explained,
        has_a_finding,
        dissent_went_up,
        three_partners_signed,
    ],
    help="The text is sealed and can no longer be changed, and readers of finished reviews can see it. A decision for "
    "a local review opens that review and starts its six months.",
)
def record_sign_off(review: RapidReview, *, by: Person) -> None:
    review.signed_off_on = timezone.localdate()
    services.seal(by=by, review=review)
    _commission(review, by)


def _commission(review: RapidReview, by: Person) -> None:
    if review.decision == Decision.LOCAL_REVIEW and not hasattr(review, "local_review"):
        services.commission_local_review(by=by, review=review, decided_on=timezone.localdate())


@RAPID_REVIEW.transition(
    source=ReviewState.SIGNED_OFF,
    target=ReviewState.SENT,
    label="Record sending to the National Panel",
    allow=has(Permission.RUN_REVIEWS),
    needs=[text_is_as_signed],
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
    services.start_immediate_actions(review)


def _replied_on(review: RapidReview, day: date | None) -> date:
    replied_on = day or timezone.localdate()
    if review.sent_at and replied_on < timezone.localdate(review.sent_at):
        raise ValidationError({"panel_replied_on": "The reply cannot come before the review was sent."})
    return replied_on


@RAPID_REVIEW.transition(
    source=ReviewState.SENT,
    target=ReviewState.REPLIED,
    label="File the Panel’s reply",
    allow=has(Permission.RUN_REVIEWS),
    help="Add the letter itself under Documents, on the page of the review.",
)
def record_reply(
    review: RapidReview,
    *,
    by: Person,
    panel_reply: str,
    panel_replied_on: date | None = None,
    panel_on_quality: str = "",
    panel_on_decision: str = "",
    panel_on_timeliness: str = "",
    panel_reply_note: str = "",
) -> None:
    """`panel_replied_on` is today unless given. Raises ValidationError for one before the review was sent."""
    review.panel_replied_on = _replied_on(review, panel_replied_on)
    review.panel_reply = panel_reply
    review.panel_on_quality, review.panel_on_decision = panel_on_quality, panel_on_decision
    review.panel_on_timeliness, review.panel_reply_note = panel_on_timeliness, panel_reply_note


def panel_differs(review: RapidReview) -> str | None:
    if review.panel_reply == PanelReply.DIFFERS and not review.reconsideration:
        return None
    return "There is nothing to reconsider: the Panel does not differ, or the partners have answered it already."


@RAPID_REVIEW.transition(
    source=ReviewState.REPLIED,
    target=ReviewState.RECONSIDERED,
    label="Reconsider the decision",
    allow=has(Permission.RUN_REVIEWS),
    needs=[panel_differs],
    help="The decision and its criteria can be changed again. All three partners sign once more, whatever they decide.",
)
def reconsider(review: RapidReview, *, by: Person) -> None:
    """What was signed stays in the sealed text; under a decision that is looked at again no signature counts."""
    for signature in review.sign_offs.all():
        signature.text_hash = ""
        signature.save()


@RAPID_REVIEW.transition(
    source=ReviewState.RECONSIDERED,
    target=ReviewState.REPLIED,
    label="Record what the partners decided",
    allow=has(Permission.RUN_REVIEWS),
    needs=[criteria_are_weighed, decision_is_explained, dissent_went_up, three_partners_signed],
    help="Answer the Panel first, with the reasons. The text is sealed again.",
)
def settle(
    review: RapidReview, *, by: Person, reconsideration: str, reconsideration_reason: str, reconsidered_on: date
) -> None:
    """Raises ValidationError for a day before the reply, and where the outcome is not what the decision shows."""
    if review.panel_replied_on and reconsidered_on < review.panel_replied_on:
        raise ValidationError({"reconsidered_on": "The partners cannot have answered before the Panel replied."})
    changed = services.decision_was_changed(review)
    if changed != (reconsideration == Reconsideration.CHANGED):
        now = "not what was signed before" if changed else "the one that was signed before"
        raise ValidationError({"reconsideration": f"The decision recorded is {now}. Correct one of the two."})
    review.reconsideration, review.reconsideration_reason = reconsideration, reconsideration_reason
    review.reconsidered_on = reconsidered_on
    services.seal(by=by, review=review)
    _commission(review, by)


def panel_was_answered(review: RapidReview) -> str | None:
    if review.panel_reply == PanelReply.DIFFERS and not review.reconsideration:
        return "Reconsider the decision first: the Panel takes a different view."
    return None


def _no_reply_came(review: RapidReview) -> None:
    # A constraint pins the moment of sending to the states from which a review is concluded.
    counted, _ = calendar().step(timezone.localdate(review.sent_at), NO_REPLY_DAYS)
    if timezone.localdate() < counted[-1]:
        raise ValidationError(
            f"File the Panel’s reply first. Without one a review can be concluded {NO_REPLY_DAYS} working days after "
            "it was sent."
        )
    review.panel_reply, review.panel_replied_on = PanelReply.NONE, timezone.localdate()


@RAPID_REVIEW.transition(
    source=[ReviewState.SENT, ReviewState.REPLIED],
    target=ReviewState.CONCLUDED,
    label="Conclude the review",
    allow=has(Permission.RUN_REVIEWS),
    needs=[panel_was_answered],
    help="Its learning goes on in the golden thread.",
)
def conclude(
    review: RapidReview, *, by: Person, group_told_on: date | None = None, no_learning_reason: str = ""
) -> None:
    """Raises ValidationError without a learning point or a reason for none, and before a reply went to the group."""
    if not (no_learning_reason.strip() or review.activity.findings.filter(links__isnull=False).exists()):
        raise ValidationError({"no_learning_reason": "No learning point follows from a finding yet. Say why not."})
    if review.state == ReviewState.SENT:
        _no_reply_came(review)
    elif group_told_on is None:
        raise ValidationError({"group_told_on": "Enter when the reply was taken to the Practice Improvement Group."})
    elif review.panel_replied_on and group_told_on < review.panel_replied_on:
        raise ValidationError({"group_told_on": "The group cannot have heard of the reply before it came."})
    review.group_told_on, review.no_learning_reason = group_told_on, no_learning_reason.strip()


def notification_falls(review: RapidReview) -> str | None:
    if review.decision == Decision.CRITERIA_NOT_MET or review.incident.state == IncidentState.WITHDRAWN:
        return None
    return "Only when the partners have decided that the criteria were not met, or the notification was withdrawn."


@RAPID_REVIEW.transition(
    source=[*BEFORE_THE_MEETING, ReviewState.MEETING_HELD, ReviewState.SIGNED_OFF],
    target=ReviewState.ENDED,
    label="End: the notification is withdrawn",
    allow=has(Permission.RUN_REVIEWS),
    needs=[notification_falls],
    help="Only when the Panel has acknowledged that the criteria for notifying were not met.",
    aside=True,
)
def end(review: RapidReview, *, by: Person, withdrawal_acknowledged_on: date) -> None:
    if withdrawal_acknowledged_on < timezone.localdate(review.notified_at):
        raise ValidationError({"withdrawal_acknowledged_on": "This cannot come before the notification."})
    review.withdrawal_acknowledged_on = withdrawal_acknowledged_on
