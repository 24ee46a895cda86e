"""Events and policy changes as the golden thread shows them: they hang on the learning points that they are about."""

from django.db.models import F, Q
from django.utils import timezone

from learning.choices import EventKind, EventState, PolicyState
from learning.embedding.queries import events_for, policy_changes_for
from learning.hanging import Hanging, Hung


def _of_event(hung: Hung) -> tuple[str, str]:
    state = EventState(hung.state)
    return f"{EventKind(hung.sort).label}: {state.label.lower()}", "green" if state == EventState.HELD else "yellow"


def _of_policy(hung: Hung) -> tuple[str, str]:
    state = PolicyState(hung.state)
    if state == PolicyState.REQUIRED and hung.day and hung.day < timezone.localdate():
        return "Required and late", "red"
    return state.label, "green" if state == PolicyState.MADE else "yellow"


EVENTS = Hanging(
    key="event",
    prefix="EVT",
    label="Event",
    page="learning:event",
    rows=events_for,
    stands=~Q(state=EventState.CANCELLED),
    point=F("points"),
    sort="kind",
    day="happens_on",
    tells=_of_event,
)
POLICIES = Hanging(
    key="policy",
    prefix="POL",
    label="Policy change",
    page="learning:policy",
    rows=policy_changes_for,
    stands=~Q(state=PolicyState.NOT_NEEDED),
    point=F("learning_point"),
    day="due_on",
    who="agency__short_name",
    tells=_of_policy,
)
