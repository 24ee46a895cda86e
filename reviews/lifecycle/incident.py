"""How an incident moves from a report to a notification, or to a reason why none was made.

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
from reviews.choices import SENT_OR_LATER, Criterion, IncidentState, Partner, ReviewState
from reviews.clocks import notification_clock
from reviews.coded import DEATHS_ALWAYS_NOTIFIED, Duty
from reviews.lifecycle.rapid_review import RAPID_REVIEW
from reviews.models import SeriousIncident
from reviews.queries import criteria_hold, incidents_for
from reviews.services import open_parallel_check, open_rapid_review

INCIDENT = Lifecycle(SeriousIncident, find=incidents_for, key="incident")


def every_criterion_answered(incident: SeriousIncident) -> str | None:
    missing = len(Criterion) - incident.criteria.count()
    return f"Answer each question of the statutory test first: {missing} still to answer." if missing else None


def is_not_owed_for_itself(incident: SeriousIncident) -> str | None:
    """A death that is owed for itself is notified whatever the test and the partners say."""
    if incident.duty == Duty.SERIOUS_INCIDENT:
        return None
    return f"{incident.get_duty_display()} is notified in any case. Record the notification instead."


def is_owed_for_itself(incident: SeriousIncident) -> str | None:
    if incident.duty in DEATHS_ALWAYS_NOTIFIED:
        return None
    return "Only the death of a looked-after child or of a care leaver is notified without the statutory test."


def child_was_considered(incident: SeriousIncident) -> str | None:
    """Whoever died under 18 is considered against the test too: when it is met a rapid review is owed."""
    return None if incident.duty == Duty.CARE_LEAVER_ADULT else every_criterion_answered(incident)


def a_review_follows(incident: SeriousIncident) -> str | None:
    if incident.duty == Duty.SERIOUS_INCIDENT or criteria_hold(incident):
        return None
    return "The statutory test is not met: this death is notified, and no rapid review follows from that."


def no_review_follows(incident: SeriousIncident) -> str | None:
    return None if a_review_follows(incident) else "The statutory test decides here: a rapid review follows."


def review_is_not_sent(incident: SeriousIncident) -> str | None:
    review = getattr(incident, "rapid_review", None)
    if review is None or review.state not in SENT_OR_LATER:
        return None
    return "The rapid review has been sent to the Panel: the notification can no longer be withdrawn."


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


def _decide_among_partners(incident: SeriousIncident, by: Person, rationale: str, last_word: str) -> None:
    """Decide on three views that agree, or as the local authority's last word with its reason.

    The duty is the local authority's alone (Children Act 2004 section 16C), so it may decide although a partner has
    not answered or thinks otherwise. Raises ValidationError when it does so without saying why.
    """
    views = dict(incident.views.values_list("partner", "view"))
    silent = [partner.label.lower() for partner in Partner if partner not in views]
    if not last_word.strip():
        if silent:
            message = f"Record the view of {listed(silent)} first, or say why the local authority decides without."
            raise ValidationError({"last_word": message})
        if len(set(views.values())) > 1:
            raise ValidationError({"last_word": "The partners differ: say why the local authority decides as it does."})
    incident.last_word = last_word.strip()
    _decide(incident, by, rationale)


@INCIDENT.transition(
    source=IncidentState.CONSULTING,
    target=IncidentState.NOTIFY_AGREED,
    label="Agree to notify the National Panel",
    allow=has(Permission.NOTIFY_PANEL),
    help="If the partners differ or one has not answered, the local authority has the last word and says why.",
)
def agree_to_notify(incident: SeriousIncident, *, by: Person, rationale: str, last_word: str = "") -> None:
    _decide_among_partners(incident, by, rationale, last_word)


@INCIDENT.transition(
    source=IncidentState.CONSULTING,
    target=IncidentState.NOT_NOTIFIED,
    label="Decide not to notify",
    allow=has(Permission.NOTIFY_PANEL),
    needs=[is_not_owed_for_itself],
    help="The incident stays on record with the reason. Nothing is sent to the National Panel.",
)
def decide_not_to_notify(incident: SeriousIncident, *, by: Person, rationale: str, last_word: str = "") -> None:
    _decide_among_partners(incident, by, rationale, last_word)


@INCIDENT.transition(
    source=IncidentState.REFERRED,
    target=IncidentState.NOTIFY_AGREED,
    label="Notify this death in any case",
    allow=has(Permission.NOTIFY_PANEL),
    needs=[is_owed_for_itself, child_was_considered],
    help="The death of a looked-after child, or of a care leaver up to and including 24, is notified to the Secretary "
    "of State and Ofsted whether or not abuse or neglect is suspected. A rapid review follows only if the test is met.",
    aside=True,
)
def accept_duty(incident: SeriousIncident, *, by: Person) -> None:
    _decide(incident, by, f"{incident.get_duty_display()}: notified whether or not abuse or neglect is suspected.")


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
    explain_if_late(incident, notification_clock(incident), at=notified_at, by=by, reason=late_reason, words=late_words)
    incident.panel_reference = panel_reference
    incident.notified_at = notified_at
    open_parallel_check(by=by, incident=incident)


@INCIDENT.transition(
    source=IncidentState.NOTIFIED,
    target=IncidentState.REVIEW_OPENED,
    label="Open the rapid review",
    allow=has(Permission.RUN_REVIEWS),
    needs=[a_review_follows],
    help="A rapid review follows every notification. Its fifteen working days are counted from the day it was sent.",
)
def open_review(incident: SeriousIncident, *, by: Person) -> None:
    open_rapid_review(by=by, incident=incident)


@INCIDENT.transition(
    source=IncidentState.NOTIFIED,
    target=IncidentState.NOTIFIED_ONLY,
    label="Close: no rapid review follows",
    allow=has(Permission.NOTIFY_PANEL),
    needs=[no_review_follows],
    help="For the death of a looked-after child or of a care leaver when the statutory test is not met.",
    aside=True,
)
def close_without_review(incident: SeriousIncident, *, by: Person) -> None:
    """The duty and the answers to the test say why."""


@INCIDENT.transition(
    source=[IncidentState.NOTIFIED, IncidentState.REVIEW_OPENED],
    target=IncidentState.WITHDRAWN,
    label="Withdraw the notification",
    allow=has(Permission.NOTIFY_PANEL),
    needs=[review_is_not_sent],
    help="Only when the Panel has acknowledged that the criteria are not met. Put its letter among the documents. A "
    "rapid review that was opened ends with it.",
    aside=True,
)
def withdraw(incident: SeriousIncident, *, by: Person, acknowledged_on: date, acknowledgement: str) -> None:
    if acknowledged_on > timezone.localdate():
        raise ValidationError({"acknowledged_on": "The acknowledgement cannot be in the future."})
    if incident.notified_at and acknowledged_on < timezone.localdate(incident.notified_at):
        raise ValidationError({"acknowledged_on": "The acknowledgement cannot come before the notification."})
    incident.withdrawal_acknowledged_on = acknowledged_on
    incident.withdrawal_words = acknowledgement
    review = getattr(incident, "rapid_review", None)
    if review is not None and review.state != ReviewState.ENDED:
        note, on = acknowledgement, acknowledged_on
        RAPID_REVIEW.apply("end", review, by=by, note=note, follows=True, withdrawal_acknowledged_on=on)


@INCIDENT.transition(
    source=[IncidentState.REFERRED, IncidentState.CONSULTING],
    target=IncidentState.DUPLICATE,
    label="Mark as a duplicate",
    allow=has(Permission.CONSIDER_INCIDENTS),
    help="This record closes and points to the one that is kept.",
    aside=True,
)
def mark_duplicate(incident: SeriousIncident, *, by: Person, kept: str) -> None:
    found = incidents_for(by).filter(reference=kept.strip().upper()).exclude(pk=incident.pk).first()
    if found is None:
        raise ValidationError({"kept": "Enter the reference of another incident that you can open."})
    if found.state == IncidentState.DUPLICATE:
        raise ValidationError({"kept": f"{found.reference} is itself a duplicate: enter the record that is kept."})
    incident.duplicate_of = found
