"""What was done about findings, and whether it held: offered where somebody is about to say the same again."""

from collections import defaultdict
from collections.abc import Collection

from actionplans.choices import ActionState
from actionplans.models import Action, ActionLink
from actionplans.queries import actions_for
from escp.partnership.models import Person
from escp.ui.words import date_in_words
from learning.earlier import Doing

STANDS = {
    ActionState.COMPLETE_PENDING_IMPACT: "Delivered. Whether it made a difference is not shown yet.",
    ActionState.WITHDRAWN: "Withdrawn: it was not done.",
    ActionState.DRAFT: "Drafted, and not agreed yet.",
}


def done_about(person: Person, findings: Collection[int]) -> dict[int, list[Doing]]:
    """Return the actions that answer to findings, by the finding's key, as far as a person sees them. Two queries."""
    links = ActionLink.objects.filter(learning_point__finding_links__finding__in=findings).order_by("linked_at", "pk")
    pairs = list(dict.fromkeys(links.values_list("learning_point__finding_links__finding", "action")))
    actions = {one.pk: one for one in actions_for(person).filter(pk__in={action for _, action in pairs})}
    done: defaultdict[int, list[Doing]] = defaultdict(list)
    for finding, number in pairs:
        if finding in findings and (action := actions.get(number)):
            done[finding].append(Doing(str(action), action.get_absolute_url(), how_far(action)))
    return done


def how_far(action: Action) -> str:
    """Return how far an action came and whether what it changed held."""
    if action.state == ActionState.CLOSED and action.sustained_on:
        return f"Closed. It still held on {date_in_words(action.sustained_on)}."
    if action.state == ActionState.CLOSED and action.closed_on:
        return f"Closed on {date_in_words(action.closed_on)}. Nobody has checked yet whether it held."
    return STANDS.get(ActionState(action.state), f"{action.get_state_display()}.")
