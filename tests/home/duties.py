"""Deadlines as they would stand, for tests of the compliance report: fourteen duties of 2026–27, counted by hand."""

from datetime import UTC, date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType

from escp.access.roles import RoleKey
from escp.deadlines.choices import DeadlineState, LateReason
from escp.deadlines.models import Deadline, Lateness
from escp.partnership.models import Case
from home.compliance.periods import reporting_year
from tests.factories.partnership import PersonFactory

NOTIFY, REVIEW, ACTION = "reviews.notify-panel", "reviews.rapid-review", "actionplans.action-due"
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
YEAR = reporting_year(2026)


def duty(clock=NOTIFY, due=date(2026, 6, 10), state=DeadlineState.MET, late_by=0, reason=None, **fields):
    """Write a deadline as it would stand: its record does not matter here."""
    number = Deadline.objects.count() + 1
    end = datetime(due.year, due.month, due.day, 22, 59, tzinfo=UTC)
    stopped = {"stopped_at": end + timedelta(days=late_by) - timedelta(hours=10)} if "met" in state else {}
    values = {
        "clock": clock,
        "content_type": ContentType.objects.get_for_model(Case),
        "object_id": number,
        "label": "As it was called then",
        "ask": "Do it",
        "reference": f"SI-{number:05}",
        "statutory": clock != ACTION,
        "rule": {},
        "started_at": end - timedelta(days=7),
        "due_at": end,
        "due_on": due,
        "state": state,
        "owed_role": RoleKey.BUSINESS_MANAGER,
    }
    made = Deadline.objects.create(**values | stopped | fields)
    if reason:
        Lateness.objects.create(deadline=made, reason=reason, words="Child Willow was away", given_by=PersonFactory())
    return made


def a_year():
    """Fourteen duties of 2026–27, counted by hand in the tests, and some that do not belong to it."""
    for _ in range(5):
        duty()
    duty(state=DeadlineState.MET_LATE, late_by=3, reason=LateReason.INFORMATION)
    duty(state=DeadlineState.MET_LATE, late_by=1)
    duty(state=DeadlineState.OPEN, due=date(2026, 11, 20), reason=LateReason.STAFF)
    duty(REVIEW, due=date(2026, 4, 1))
    duty(REVIEW, due=date(2027, 3, 31), state=DeadlineState.OPEN)
    duty(REVIEW, due=date(2026, 12, 1), state=DeadlineState.PAUSED)
    duty(REVIEW, state=DeadlineState.MET_LATE, late_by=10, reason=LateReason.INFORMATION)
    duty(REVIEW, state=DeadlineState.OPEN, due=date(2026, 11, 24))
    duty(REVIEW, due=date(2026, 9, 1))
    # Not of this year, no longer owed, or no duty set by law
    duty(due=date(2026, 3, 31))
    duty(due=date(2027, 4, 1), state=DeadlineState.OPEN)
    duty(state=DeadlineState.WITHDRAWN)
    duty(ACTION, state=DeadlineState.MET_LATE, late_by=2)
