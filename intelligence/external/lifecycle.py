"""How the partnership deals with learning from elsewhere: the way of a national review, with the group’s minute."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Agency, Person
from intelligence.external.asking import ASSURANCE
from intelligence.external.queries import external_items_for
from intelligence.models import ExternalItem
from reviews.choices import GroupDecision, NationalState, Relevance
from reviews.lifecycle.national_review import (
    IT_IS_OWED,
    ask_agencies_after,
    assurance_can_be_asked,
    awaited_after,
    must_be_past,
)

EXTERNAL = Lifecycle(ExternalItem, find=external_items_for, key="external-item")
KEEPS = has(Permission.KEEP_INTELLIGENCE)
ASK_FIRST = "It matters here, so agencies are asked first. Only what matters little is kept for information."


def panel_did_not_ask(item: ExternalItem) -> str | None:
    return IT_IS_OWED if item.requested_by_panel else None


def assurance_is_in(item: ExternalItem) -> str | None:
    return awaited_after(item, ASSURANCE)


def decided_or_matters_little(item: ExternalItem) -> str | None:
    if item.state != NationalState.TRIAGED:
        return None
    if item.requested_by_panel:
        return IT_IS_OWED
    return None if item.relevance == Relevance.LOW else ASK_FIRST


@EXTERNAL.transition(
    source=(NationalState.LOGGED, NationalState.TRIAGED),
    target=NationalState.TRIAGED,
    label="Triage it",
    allow=KEEPS,
    help="Say how much it matters here, and why.",
)
def triage(item: ExternalItem, *, by: Person, relevance: str, relevance_reason: str) -> None:
    item.relevance, item.relevance_reason = relevance, relevance_reason
    item.triaged_on = item.triaged_on or timezone.localdate()


@EXTERNAL.transition(
    source=(NationalState.LOGGED, NationalState.TRIAGED),
    target=NationalState.NOT_RELEVANT,
    label="Find it not relevant here",
    allow=KEEPS,
    needs=[panel_did_not_ask],
    aside=True,
)
def find_not_relevant(item: ExternalItem, *, by: Person, relevance_reason: str) -> None:
    item.relevance, item.relevance_reason = "", relevance_reason
    item.triaged_on = item.triaged_on or timezone.localdate()


@EXTERNAL.transition(
    source=(NationalState.NOT_RELEVANT, NationalState.CLOSED),
    target=NationalState.TRIAGED,
    label="Take it up again",
    allow=KEEPS,
    help="What was decided before stays in its history.",
    aside=True,
)
def take_up(item: ExternalItem, *, by: Person, relevance: str, relevance_reason: str) -> None:
    item.relevance, item.relevance_reason = relevance, relevance_reason
    item.closed_on = None


@EXTERNAL.transition(
    source=NationalState.TRIAGED,
    target=NationalState.ASSURANCE_REQUESTED,
    label="Ask agencies for assurance",
    allow=KEEPS,
    needs=[assurance_can_be_asked],
    help="Each agency ticked gets one letter, with the recommendations as they stand.",
)
def request_assurance(
    item: ExternalItem, *, by: Person, agencies: Iterable[Agency], due_on: date, title: str, message: str
) -> None:
    """Side effects: a return with its deadline and a letter for each agency. Raises ValidationError."""
    ask_agencies_after(item, ASSURANCE, by=by, agencies=agencies, due_on=due_on, title=title, message=message)
    item.asked_on = timezone.localdate()


@EXTERNAL.transition(
    source=NationalState.ASSURANCE_REQUESTED,
    target=NationalState.COLLATED,
    label="Put together what agencies said",
    allow=KEEPS,
    needs=[assurance_is_in],
)
def collate(item: ExternalItem, *, by: Person, collated: str) -> None:
    item.collated = collated


@EXTERNAL.transition(
    source=NationalState.COLLATED,
    target=NationalState.DECIDED,
    label="Record what the PIG decided",
    allow=has(Permission.AGREE_ACTIONS),
    help="The Practice Improvement Group decides at a meeting what follows.",
)
def decide(
    item: ExternalItem, *, by: Person, decision: str, decision_reason: str, decided_on: date, minute: str
) -> None:
    """Raises ValidationError for a meeting that lies ahead."""
    must_be_past(decided_on=decided_on)
    item.decision, item.decision_reason = GroupDecision(decision), decision_reason
    item.decided_on, item.minute = decided_on, minute


@EXTERNAL.transition(
    source=(NationalState.TRIAGED, NationalState.DECIDED),
    target=NationalState.CLOSED,
    label="Close it as reported back",
    allow=KEEPS,
    needs=[decided_or_matters_little],
)
def close(item: ExternalItem, *, by: Person, reported_back: str) -> None:
    item.reported_back, item.closed_on = reported_back, timezone.localdate()
