"""What actions give to a Learning from Practice Update: what was delivered, what it changed, what was challenged."""

from collections import defaultdict
from datetime import date

from actionplans.conversations.queries import lines_held
from actionplans.models import Action, Evidence
from actionplans.queries import delivered_between, shown_between
from learning.gathering import Gathered, Gatherer


def _actions(since: date, until: date) -> list[Gathered]:
    return [
        Gathered(one.reference, one.title, one.description or one.desired_outcome, one.get_absolute_url())
        for one in delivered_between(since, until)
    ]


def _differences(since: date, until: date) -> list[Gathered]:
    """One part an action, with all that shows a difference."""
    shown: dict[Action, list[Evidence]] = defaultdict(list)
    for one in shown_between(since, until):
        shown[one.measure.action].append(one)
    return [
        Gathered(
            action.reference,
            action.measure.difference,
            "\n".join(one.summary for one in evidence),
            action.get_absolute_url(),
        )
        for action, evidence in shown.items()
    ]


def _challenges(since: date, until: date) -> list[Gathered]:
    return [
        Gathered(
            f"{one.conversation.reference}/{one.action.reference}"[:30],
            f"{one.conversation.agency}: {one.action.title}",
            one.for_update,
            one.conversation.get_absolute_url(),
        )
        for one in lines_held(since, until)
    ]


OF_ACTIONS = (
    Gatherer("actions", "What we did", 70, _actions),
    Gatherer("difference", "What difference it made", 80, _differences),
    Gatherer("challenge", "Challenge and support", 90, _challenges),
)
