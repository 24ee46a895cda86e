"""The page of an action in words: what it shows, whose turn it is, and how far each part has come."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from actionplans.choices import CLOSING_LEVELS, ActionState, EvidenceLevel
from actionplans.lifecycle import ACTION
from actionplans.models import Action, Evidence, ImpactMeasure, ProgressNote, Reading
from actionplans.policies import may_manage, may_update
from actionplans.queries import evidence_of, measure_of, notes_of, points_of, readings_of
from actionplans.queries.recommendations import answered_by
from escp.access.permissions import Permission
from escp.deadlines.queries import sent_about
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Event, Row, Task
from escp.ui.words import date_in_words, listed

# The steps that carry an action forward; the others stand aside.
FORWARD = ("agree", "start", "deliver", "unblock", "close")
MOST_MAILS_SHOWN = 10


@dataclass(frozen=True)
class Parts:
    """What a person may change on an action's page now, and where. An address is empty for what they may not."""

    edit: str = ""
    link: str = ""
    measure: str = ""
    reading: str = ""
    paste: str = ""
    evidence: str = ""
    progress: str = ""

    @classmethod
    def for_person(cls, person: Person, action: Action) -> "Parts":
        if action.has_ended:
            return cls()
        manages, updates = may_manage(person, action), may_update(person, action)
        measured = updates and measure_of(action) is not None

        def page(name: str, allowed: bool) -> str:
            return reverse(f"actionplans:{name}", args=[action.reference]) if allowed else ""

        return cls(
            edit=page("edit", manages),
            link=page("link", manages),
            measure=page("measure", manages),
            reading=page("reading-new", measured),
            paste=page("paste", measured),
            evidence=page("evidence-new", measured),
            progress=page("progress", updates),
        )


def action_page(action: Action, person: Person) -> dict[str, Any]:
    """Return everything that the page of an action shows to a person."""
    offers = ACTION.offers(action, person)
    measure, parts = measure_of(action), Parts.for_person(person, action)
    sees_learning = person.may(Permission.SEE_LEARNING)
    links = list(points_of(person, action)) if sees_learning else []
    readings, evidence, notes = list(readings_of(action)), list(evidence_of(action)), list(notes_of(action))
    rating = action.rating
    return {
        "record": action,
        "caption": f"Action {action.reference}",
        "title": action.title,
        "state": rating.words,
        "state_colour": rating.colour.tone,
        "meaning": rating.colour.means,
        "parts": parts,
        "next_offers": [offer for offer in offers if offer.transition.name in FORWARD],
        "other_offers": [offer for offer in offers if offer.transition.name not in FORWARD and offer.possible],
        "turn": whose_turn(action),
        "blocked_since": f"Blocked since {_day(action.blocked_on)}",
        "tasks": tasks_of(action, parts, measure, links if sees_learning else None, readings, evidence, notes),
        "facts": facts_of(action, parts),
        "measure": measure,
        "measure_facts": measure_facts(measure, parts) if measure else [],
        "readings": readings,
        "corrections": bool(parts.reading),
        "evidence": evidence,
        "notes": [Event(str(note.by), note.at, text=note.text) for note in notes],
        "links": links,
        "recommended": list(answered_by(person, action)) if sees_learning else [],
        "sees_learning": sees_learning,
        "moves": moves_of(action),
        "mails": sent_about(action)[:MOST_MAILS_SHOWN],
    }


def whose_turn(action: Action) -> str:
    """Say who has the next step, for those who may not take it."""
    owner = f"{action.owner} ({action.lead_agency})" if action.owner and action.lead_agency else "its owner"
    due = f" by {date_in_words(action.due_on)}" if action.due_on else ""
    return {
        ActionState.DRAFT: "Waiting for the Practice Improvement Group to agree this action.",
        ActionState.AGREED: f"Waiting for {owner} to start work.",
        ActionState.IN_PROGRESS: f"Waiting for {owner} to deliver it{due}.",
        ActionState.BLOCKED: f"Waiting for what stands in the way to be settled. The owner is {owner}.",
        ActionState.COMPLETE_PENDING_IMPACT: "Waiting for the Practice Improvement Group to close it, once its impact "
        "is shown.",
    }.get(ActionState(action.state), "")


def tasks_of(
    action: Action,
    parts: Parts,
    measure: ImpactMeasure | None,
    links: list | None,
    readings: list[Reading],
    evidence: list[Evidence],
    notes: list[ProgressNote],
) -> list[Task]:
    """Return the parts of an action, each with how far it has come.

    `links` is None for those who may not see learning.
    """
    named = {"owner": action.owner_id, "lead agency": action.lead_agency_id, "due date": action.due_on}
    unnamed = [words for words, given in named.items() if not given]
    level = max((item.level for item in evidence), default="")
    delivered = action.state == ActionState.COMPLETE_PENDING_IMPACT
    named_status = f"{_capital(listed(unnamed))} missing" if unnamed else "Complete"
    learning = (
        [_task("What it answers", _count(links, "learning point"), parts.link, wanted=not links)]
        if links is not None
        else []
    )
    return [
        *learning,
        _task("Who leads it, and by when", named_status, parts.edit, wanted=bool(unnamed)),
        _task(
            "How its impact will be judged",
            _measure_status(measure),
            parts.measure,
            wanted=measure is None or bool(measure.missing()),
        ),
        _task("Readings of the measure", _readings_status(readings), parts.paste, wanted=delivered and not readings),
        _task(
            "Evidence",
            EvidenceLevel(level).label if level else "None yet",
            parts.evidence,
            wanted=delivered and level not in CLOSING_LEVELS,
        ),
        _task("Progress", f"Last note {date_in_words(notes[0].at)}" if notes else "None yet", parts.progress),
    ]


def _task(title: str, status: str, url: str, *, wanted: bool = False) -> Task:
    """Return a part; in colour when the next step waits for it."""
    return Task(title, status, url=url, colour="yellow" if wanted and url else "")


def _measure_status(measure: ImpactMeasure | None) -> str:
    if measure is None:
        return "No one has said"
    missing = len(measure.missing())
    return f"{missing} {'part' if missing == 1 else 'parts'} missing" if missing else "Complete"


def _readings_status(readings: list[Reading]) -> str:
    return f"{_count(readings, 'reading')}, to {readings[-1].period}" if readings else "None yet"


def _count(things: list, name: str) -> str:
    return f"{len(things)} {name}{'' if len(things) == 1 else 's'}" if things else "None yet"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def facts_of(action: Action, parts: Parts) -> list[Row]:
    """Return the facts of an action, each with its link to change it."""
    rows = [
        Row("What will be better for children", action.desired_outcome, parts.edit),
        Row("What will be done", action.description, parts.edit),
        Row("Lead agency", action.lead_agency, parts.edit),
        Row("Owner", _owner(action), parts.edit),
        Row("Starts", _day(action.starts_on), parts.edit),
        Row("Due", _day(action.due_on), parts.edit),
        Row("Business Plan priority", action.priority, parts.edit),
        Row("State", action.get_state_display()),
    ]
    if action.delivered_on:
        rows.append(Row("Delivered", _day(action.delivered_on)))
    if action.state == ActionState.CLOSED:
        rows.append(Row("Closed", f"{_day(action.closed_on)}, {action.closed_by}\nMinute: {action.closing_minute}"))
        if action.sustained_on:
            rows.append(Row("Still held", f"{_day(action.sustained_on)}, {action.sustained_by}"))
        if action.no_voice_because:
            rows.append(Row("Why nobody’s voice is in the evidence", action.no_voice_because))
    if action.state == ActionState.WITHDRAWN:
        minute = f"Minute: {action.withdrawal_minute}"
        rows.append(Row("Withdrawn", f"{_day(action.withdrawn_on)}, {action.withdrawn_by}\n{minute}"))
        rows.append(Row("Why it was withdrawn", action.withdrawal_reason))
    return rows


def _owner(action: Action) -> str:
    if action.owner is None:
        return ""
    return f"{action.owner.full_name}, {action.owner.job_title}" if action.owner.job_title else action.owner.full_name


def _day(value: Any) -> str:
    return date_in_words(value) if value else ""


def measure_facts(measure: ImpactMeasure, parts: Parts) -> list[Row]:
    """Return how the impact of an action will be judged, each fact with its link to change it."""
    note = f"\n{measure.baseline_note}" if measure.baseline_note else ""
    better = f"\n{measure.get_better_display()}" if measure.better else ""
    return [
        Row("The difference we are looking for", measure.difference, parts.measure),
        Row("What is measured", measure.measure, parts.measure),
        Row("Baseline", f"{measure.baseline_words}{note}", parts.measure),
        Row("Target", f"{measure.target_words}{better}", parts.measure),
        Row("How it is evidenced", measure.get_method_display(), parts.measure),
        Row("Who takes part in judging it", measure.taking_part, parts.measure),
        Row("When it will be judged", _day(measure.measured_by_on), parts.measure),
    ]
