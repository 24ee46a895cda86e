"""Recommendations in plain values: their page, and their place on the page of the activity that made them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from actionplans.choices import DELIVERED, STILL_OWED, ActionState, EvidenceLevel, Standing
from actionplans.models import Action, Recommendation
from actionplans.policies import may_manage, may_update
from actionplans.queries.recommendations import (
    MOST_WELL_FOLLOWED,
    answers_to,
    corrections_of,
    points_joined_to,
    recommendations_of,
)
from actionplans.signing import is_brought_in, is_locked
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.parts import Event, Row
from escp.ui.words import date_in_words
from learning.models import Activity
from learning.queries import changes_of
from learning.walk import thread_of_contribution

NO_ACTION = "No action answers this recommendation yet"


@dataclass(frozen=True)
class Missing:
    """Something that is missing, in words, and the link that cures it for those who may."""

    words: str
    cure: str = ""
    url: str = ""


@dataclass(frozen=True)
class Answer:
    """An action that answers a recommendation, and what shows that it made a difference."""

    action: Action
    evidence: str


def as_standing(recommendation: Any) -> Standing:
    """Return what became of a recommendation that was read `with_standing`."""
    return Standing(recommendation.standing)


def recommendation_page(recommendation: Recommendation, person: Person) -> dict[str, Any]:
    """Return the context of a recommendation's page."""
    manages = may_manage(person, recommendation)
    links, actions = list(points_joined_to(person, recommendation)), list(answers_to(person, recommendation))
    standing, activity = as_standing(recommendation), recommendation.activity
    locked = is_locked(activity)
    return {
        "marking": recommendation.is_casework,
        "record": recommendation,
        "title": f"Recommendation {recommendation.number} of {activity.reference}",
        "caption": f"Recommendation {recommendation.reference}",
        "state": standing.label,
        "state_colour": standing.tone,
        "facts": _facts(recommendation, manages),
        "missing": missing_from(recommendation, person, links, actions),
        "links": links,
        "answers": [Answer(action, _evidence(action)) for action in actions],
        "join_url": _page("recommendation-join", recommendation) if manages else "",
        "new_action_url": _new_action(recommendation) if manages and not recommendation.needs_no_action else "",
        "locked": _locked_words(activity) if locked else "",
        "corrections": list(corrections_of(recommendation)),
        "thread": thread_of_contribution(person, recommendation.reference),
        "history": [
            Event(
                title="Changed" if change.fields else "Recorded",
                at=change.at,
                by=str(change.by or ""),
                text=f"Changed: {', '.join(change.fields)}" if change.fields else "",
            )
            for change in changes_of(recommendation)
        ],
    }


def _page(name: str, recommendation: Recommendation) -> str:
    return reverse(f"actionplans:{name}", args=[recommendation.reference])


def _new_action(recommendation: Recommendation) -> str:
    return f"{reverse('actionplans:new')}?recommendation={recommendation.reference}"


def _locked_words(activity: Activity) -> str:
    if is_brought_in(activity):
        return "Others wrote this recommendation. A slip in copying it is put right on record, with a reason."
    return "The review is signed off. Its words are put right only on record, with a reason."


def _evidence(action: Any) -> str:
    return EvidenceLevel(action.level).label if action.level else "No evidence yet"


def _facts(recommendation: Recommendation, manages: bool) -> list[Row]:
    change = _page("recommendation-change", recommendation) if manages else ""
    respond = _page("recommendation-respond", recommendation) if manages else ""
    answer = "Nobody has said yet"
    if recommendation.responded_on:
        answer = f"{recommendation.get_response_display()}, {date_in_words(recommendation.responded_on)}"
    rows = [
        Row("Word for word", recommendation.words, change and f"{change}#id_words"),
        Row("To", recommendation.to_whom or "Nobody has said yet", change and f"{change}#id_to_partners"),
        Row(
            "By",
            date_in_words(recommendation.due_on) if recommendation.due_on else "No date",
            change and f"{change}#id_due_on",
        ),
        Row("Accepted", answer, respond),
    ]
    if recommendation.response_reason:
        rows.append(Row("Why", recommendation.response_reason, respond))
    return rows


def missing_from(recommendation: Any, person: Person, links: list, actions: list[Action]) -> list[Missing]:
    """Return what is missing between a recommendation and a difference to children, each with its cure."""
    manages = may_manage(person, recommendation)

    def gap(words: str, cure: str, url: str) -> Missing:
        return Missing(words, cure, url) if manages else Missing(words)

    standing, found = as_standing(recommendation), []
    if not recommendation.response:
        page = _page("recommendation-respond", recommendation)
        found.append(gap("Nobody has said whether it is accepted", "Record what the partners say", page))
    if not recommendation.to_whom:
        page = _page("recommendation-change", recommendation)
        found.append(gap("Nobody has said to whom it is addressed", "Say to whom", page))
    if not links:
        page = _page("recommendation-join", recommendation)
        found.append(gap("It leads to no learning point yet", "Join it to one", page))
    if standing == Standing.NOT_ACCEPTED:
        return found
    if standing == Standing.NO_ACTION:
        found.append(gap(NO_ACTION, "Add one", _new_action(recommendation)))
    if recommendation.due_on and recommendation.due_on < timezone.localdate() and standing in STILL_OWED:
        found.append(Missing(f"It was to be done by {date_in_words(recommendation.due_on)}"))
    for action in actions:
        found += _missing_from_action(action, person)
    return found


def _missing_from_action(action: Any, person: Person) -> list[Missing]:
    """Return what is missing from an action that answers it: agreement, a measure, evidence."""
    page = action.get_absolute_url()
    if action.state == ActionState.WITHDRAWN:
        return []
    if action.state == ActionState.DRAFT:
        return [Missing(f"{action.reference} is a draft that nobody has agreed yet", "Open it", page)]
    if action.state in DELIVERED and not action.level:
        url = reverse("actionplans:evidence-new", args=[action.reference])
        if action.has_ended or not may_update(person, action):
            return [Missing(f"{action.reference} is delivered, and nothing shows what it changed")]
        return [Missing(f"{action.reference} is delivered, and nothing shows what it changed", "Add evidence", url)]
    return []


def recommendations_component(person: Person, activity: Activity) -> dict[str, Any]:
    """Return what an activity's page shows of its recommendations. Two queries, whatever their number."""
    if not person.may(Permission.SEE_LEARNING):
        return {"shown": False}
    rows = list(recommendations_of(person, activity))
    manages = person.may(Permission.MANAGE_ACTIONS)
    many = len(rows) > MOST_WELL_FOLLOWED
    return {
        "shown": True,
        "rows": [(row, as_standing(row)) for row in rows],
        "no_action": Standing.NO_ACTION,
        "warning": (
            f"{len(rows)} recommendations are many: more than {MOST_WELL_FOLLOWED} from one review are hard to follow."
            if many
            else ""
        ),
        "new_url": reverse("actionplans:recommendation-new", args=[activity.reference]) if manages else "",
        "paste_url": reverse("actionplans:recommendation-list-new", args=[activity.reference]) if manages else "",
        "new_action": reverse("actionplans:new") if manages else "",
    }
