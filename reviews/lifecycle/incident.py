"""How an incident moves from a report to a notification, or to a reason why none was made.

Sources: Children Act 2004 sections 16C to 16F; Working Together to Safeguard Children 2023, chapter 5; Child
Safeguarding Practice Review Panel guidance for safeguarding partners, June 2025.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.deadlines.services import explain_if_late
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.ui.words import listed
from reviews.choices import Criterion, IncidentState, Partner
from reviews.models import SeriousIncident
from reviews.queries import incidents_for
from reviews.services import open_rapid_review

INCIDENT = Lifecycle(SeriousIncident, find=incidents_for, key="incident")


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
