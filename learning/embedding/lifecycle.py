"""How an event moves (planned, held or cancelled), and a policy change (required, made or not needed)."""

from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import Predicate, has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from learning.choices import EventState, PolicyState
from learning.embedding import services
from learning.embedding.policies import may_answer
from learning.embedding.queries import asked_later, events_for, policy_changes_for
from learning.models import Event, PolicyChange

EVENT = Lifecycle(Event, find=events_for, key="event")
POLICY_CHANGE = Lifecycle(PolicyChange, find=policy_changes_for, key="policy-change")
RECORDS = has(Permission.RECORD_LEARNING)
ANSWERS = Predicate(may_answer, "The agency whose policy it is, its owner or the business unit does this.")


def its_day_has_come(event: Event) -> str | None:
    return None if event.happens_on <= timezone.localdate() else services.NOT_YET


def somebody_else(change: PolicyChange, person: Person) -> str | None:
    if change.recorded_by_id == person.pk:
        return "You recorded it, so someone else must agree that it is not needed."
    return None


@EVENT.transition(
    source=EventState.PLANNED,
    target=EventState.HELD,
    label="Record that it was held",
    allow=RECORDS,
    needs=[its_day_has_come],
    help="A page opens for three weeks on which people say without a name what it was worth to them.",
)
def hold(event: Event, *, by: Person) -> None:
    services.open_evaluation(event)


def asked_once(event: Event) -> str | None:
    return "It is recorded already." if event.followed_up_on else None


def three_months_have_passed(event: Event) -> str | None:
    return None if asked_later(event) else "The questions open three months after it was held."


@EVENT.transition(
    source=EventState.HELD,
    target=EventState.HELD,
    label="Record that attendees were asked again",
    allow=RECORDS,
    needs=[asked_once, three_months_have_passed],
    help="Where you wrote to them yourself. Who stands on the list of the event is written to by the service.",
    aside=True,
)
def follow_up(event: Event, *, by: Person) -> None:
    event.followed_up_on = timezone.localdate()


@EVENT.transition(
    source=EventState.PLANNED,
    target=EventState.CANCELLED,
    label="Cancel it",
    allow=RECORDS,
    help="It stays in the list with the reason.",
    aside=True,
)
def cancel(event: Event, *, by: Person, cancelled_because: str) -> None:
    event.cancelled_because = cancelled_because


@POLICY_CHANGE.transition(
    source=PolicyState.REQUIRED,
    target=PolicyState.MADE,
    label="Record that the policy was changed",
    allow=ANSWERS,
    help="Say what changed, and where the policy can be read. Files are added on this page.",
)
def make(change: PolicyChange, *, by: Person, changed: str, link: str = "") -> None:
    change.changed, change.link = changed, link
    change.settled_on, change.settled_by = timezone.localdate(), by


@POLICY_CHANGE.transition(
    source=PolicyState.REQUIRED,
    target=PolicyState.NOT_NEEDED,
    label="Agree that it is not needed",
    allow=has(Permission.AGREE_LEARNING),
    also=somebody_else,
    help="A second person agrees, with the reason.",
    aside=True,
)
def drop(change: PolicyChange, *, by: Person, not_needed_because: str) -> None:
    change.not_needed_because = not_needed_because
    change.settled_on, change.settled_by = timezone.localdate(), by
