"""The pages of events, policy changes and training statements in plain values. No rule is here."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.returns.choices import REPLIED
from escp.returns.models import Return
from escp.returns.queries import merged
from escp.ui.parts import Row
from escp.ui.words import date_in_words, listed
from learning.choices import EvaluationTime, EventState, PolicyState
from learning.embedding.lifecycle import EVENT, POLICY_CHANGE
from learning.embedding.queries import agencies_missing_at, attendance_at, attendees_of, evaluations_of
from learning.embedding.tables import EVENT_COLOURS, POLICY_COLOURS
from learning.models import Event, PolicyChange
from learning.sharing.pulse_presenters import asked_page, change_between

# Asked alike each time, so that the change can be seen.
EACH_TIME = {"knows": "I know what this asks of my practice", "able": "I feel able to do it"}
QUESTIONS = {
    EvaluationTime.BEFORE: EACH_TIME,
    EvaluationTime.AFTER: {
        "useful": "It was useful for my work with children and families",
        **EACH_TIME,
        "changes": "I will change something in my practice",
    },
    EvaluationTime.LATER: {**EACH_TIME, "changes": "I have changed something in my practice because of it"},
}
HEADINGS = {
    EvaluationTime.BEFORE: "What people said before",
    EvaluationTime.AFTER: "What people said after",
    EvaluationTime.LATER: "What people said three months after",
}
SAYS = {"yes": ("Yes", "green"), "partly": ("Partly", "orange"), "not_yet": ("Not yet", "red")}


def event_page(event: Event, person: Person) -> dict[str, Any]:
    """Return the context of an event’s page."""
    records = person.may(Permission.RECORD_LEARNING) and event.state != EventState.CANCELLED
    change = reverse("learning:event-change", args=[event.reference]) if records else ""
    held = event.state == EventState.HELD
    rows = attendance_at(event)
    evaluations = evaluations_of(event)
    missing = listed([agency.name for agency in agencies_missing_at(event)]) if held else ""
    facts = [
        Row("Kind", event.get_kind_display(), url=f"{change}#id_kind_0" if change else ""),
        Row("When", date_in_words(event.happens_on), url=f"{change}#id_happens_on_day" if change else ""),
        Row("Where", event.place, url=f"{change}#id_place" if change else ""),
        Row("Who runs it", event.run_by, url=f"{change}#id_run_by" if change else ""),
        Row("Theme", str(event.theme or "None"), url=f"{change}#id_theme" if change else ""),
    ]
    if event.cancelled_because:
        facts.append(Row("Cancelled because", event.cancelled_because))
    return {
        "record": event,
        "title": event.title,
        "caption": f"Event {event.reference}",
        "state": event.get_state_display(),
        "state_colour": EVENT_COLOURS[EventState(event.state)],
        "offers": EVENT.offers(event, person),
        "turn": "Waiting to be held." if event.state == EventState.PLANNED else "",
        "facts": facts,
        "points": list(event.points.order_by("reference")),
        "rows": rows,
        "came": sum(row.came for row in rows),
        "invited": sum(row.invited for row in rows),
        "held": held,
        "missing": missing,
        "listed": attendees_of(event).count() if records else 0,
        "people_url": reverse("learning:event-people", args=[event.reference]) if records else "",
        "count_url": reverse("learning:event-attendance", args=[event.reference]) if records else "",
        "asked": [
            asked_page(
                one,
                HEADINGS[EvaluationTime(one.time)],
                QUESTIONS[EvaluationTime(one.time)],
                settings.SITE_ADDRESS + one.get_absolute_url() if records else "",
            )
            for one in evaluations
        ],
        "change": change_between(evaluations, EACH_TIME) if len(evaluations) > 1 else None,
        "deadlines": list(deadlines_of(event)),
        "moves": list(moves_of(event)),
    }


def policy_page(change: PolicyChange, person: Person) -> dict[str, Any]:
    """Return the context of a policy change’s page. An agency that takes no part in learning opens no learning."""
    is_open = change.state == PolicyState.REQUIRED
    edits = is_open and person.may(Permission.RECORD_LEARNING)
    at = reverse("learning:policy-change", args=[change.reference]) if edits else ""
    learns = person.may(Permission.SEE_LEARNING)
    facts = [
        Row("What must change", change.required, url=f"{at}#id_required" if at else ""),
        Row("Whose policy", str(change.agency or "The partnership’s own"), url=f"{at}#id_agency" if at else ""),
        Row("Who sees to it", str(change.owner), url=f"{at}#id_owner" if at else ""),
        Row("By when", date_in_words(change.due_on), url=f"{at}#id_due_on_day" if at else ""),
    ]
    for label, cause in (("Learning point", change.learning_point), ("Theme", change.theme)):
        if cause is not None:
            facts.append(Row(label, str(cause), cause.get_absolute_url() if learns else "", "Open"))
    if change.settled_on is not None:
        facts.append(Row("Settled", f"{date_in_words(change.settled_on)}, by {change.settled_by}"))
    facts += [
        Row(label, words)
        for label, words in (("What changed", change.changed), ("Why it is not needed", change.not_needed_because))
        if words
    ]
    return {
        "record": change,
        "title": change.title,
        "caption": f"Policy change {change.reference}",
        "state": "Late" if change.is_late else change.get_state_display(),
        "state_colour": "red" if change.is_late else POLICY_COLOURS[PolicyState(change.state)],
        "offers": POLICY_CHANGE.offers(change, person),
        "turn": f"Waiting for {change.owner}." if is_open else "",
        "facts": facts,
        "link": change.link,
        "learns": learns,
        "deadlines": list(deadlines_of(change)),
        "moves": list(moves_of(change)),
    }


def training_page(asked: list[Return], person: Person) -> dict[str, Any]:
    """Return what agencies state of their training, a round each, with who has not replied."""
    opens = person.may(Permission.ASK_AGENCIES)
    rounds: dict[int, dict[str, Any]] = {}
    for one in asked:
        page = rounds.setdefault(
            one.request_id, {"title": one.request.title, "due": one.request.due_on, "lines": [], "missing": []}
        )
        page["lines"].append(_statement(one, opens))
        if one.state not in REPLIED:
            page["missing"].append(one.agency.name)
    for page in rounds.values():
        page["missing"] = listed(page["missing"])
    return {"title": "Statements on training", "rounds": list(rounds.values())}


def _statement(one: Return, opens: bool) -> dict[str, str]:
    url = one.get_absolute_url() if opens else ""
    if one.state not in REPLIED:
        word, colour = ("Overdue", "red") if one.due_on < timezone.localdate() else ("No statement yet", "yellow")
        return {"name": one.agency.name, "word": word, "colour": colour, "changed": "", "points": "", "url": url}
    answers = merged(one.parts.all())
    word, colour = SAYS.get(str(answers.get("training-reflects") or ""), ("Nothing said", "grey"))
    return {
        "name": one.agency.name,
        "word": word,
        "colour": colour,
        "changed": str(answers.get("training-changed") or ""),
        "points": str(answers.get("training-points") or ""),
        "url": url,
    }
