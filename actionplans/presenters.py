"""The page of an action in words: what it shows, whose turn it is, and how far each part has come."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from actionplans.choices import CLOSING_LEVELS, ActionState, EvidenceLevel
from actionplans.conversations.queries import lines_about
from actionplans.lifecycle import ACTION
from actionplans.models import Action, ConversationLine, Evidence, ImpactMeasure, Milestone, ProgressNote, Reading
from actionplans.plan_in_words import lines_of, milestones_status, standing_of
from actionplans.policies import may_agree, may_manage, may_update
from actionplans.queries import evidence_of, measure_of, notes_of, points_of, read_plan_of, readings_of
from actionplans.queries.recommendations import answered_by
from actionplans.sources import found_for
from actionplans.three_questions import answers_of
from actionplans.tracker.looking_up import origin_of
from escp.access.permissions import Permission
from escp.deadlines.choices import MailState
from escp.deadlines.queries import sent_about
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Event, Row, Task
from escp.ui.words import date_in_words, listed

# The steps that carry an action forward; the others stand aside.
FORWARD = ("agree", "start", "deliver", "unblock", "close")
MOST_MAILS_SHOWN = MOST_REASONS_SHOWN = 10


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
    milestone: str = ""
    colour: str = ""
    waive: str = ""

    @classmethod
    def for_person(cls, person: Person, action: Action) -> "Parts":
        if action.has_ended:
            return cls()
        manages, updates = may_manage(person, action), may_update(person, action)
        measure = measure_of(action)
        measured = updates and measure is not None and measure.is_measured
        drafted = action.state == ActionState.DRAFT and may_agree(person, action)

        def page(name: str, allowed: bool) -> str:
            return reverse(f"actionplans:{name}", args=[action.reference]) if allowed else ""

        return cls(
            edit=page("edit", manages),
            link=page("link", manages),
            measure=page("measure", manages),
            reading=page("reading-new", measured),
            paste=page("paste", measured),
            evidence=page("evidence-new", updates and measure is not None),
            milestone=page("milestone-new", manages),
            colour=page("colour", manages),
            waive=page("waive", drafted and not (measure and not measure.missing())),
            progress=page("progress", updates),
        )


def action_page(action: Action, person: Person) -> dict[str, Any]:
    """Return everything that the page of an action shows to a person."""
    milestones, offers = read_plan_of(action), ACTION.offers(action, person)
    measure, parts = measure_of(action), Parts.for_person(person, action)
    sees_learning = person.may(Permission.SEE_LEARNING)
    links = list(points_of(person, action)) if sees_learning else []
    readings, evidence, notes = list(readings_of(action)), list(evidence_of(action)), list(notes_of(action))
    talked = list(lines_about(person, action))
    rating = action.rating
    open_to = {"may_update": bool(parts.progress), "may_manage": bool(parts.milestone)}
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
        "tasks": tasks_of(
            action, parts, measure, links if sees_learning else None, milestones, readings, evidence, notes
        ),
        "facts": facts_of(action, parts) + _last(action, notes, evidence),
        "milestones": lines_of(action, milestones, **open_to),
        "read_from": found_for(person, measure.source) if measure else None,
        "three_questions": _three_questions(action, talked, evidence, readings),
        "conversations": talked,
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
        **_origin(action),
        "reasons": reasons_of(action),
        "mails": mails_about(action),
    }


def _last(action: Action, notes: list[ProgressNote], evidence: list[Evidence]) -> list[Row]:
    """Return how far the evidence of a closed action reached, and when something was last written of any."""
    written = max([action.recorded_at, *(each.at for each in notes[:1]), *(each.recorded_at for each in evidence)])
    level = max((item.level for item in evidence), default="")
    closed = action.state == ActionState.CLOSED and level
    reached = [Row("Evidence on which it closed", EvidenceLevel(level).label)] if closed else []
    return [*reached, Row("Last written about", _day(timezone.localdate(written)))]


def _origin(action: Action) -> dict[str, Any]:
    """Return which row of a spreadsheet an action came from, and what stood there in words."""
    origin, words = origin_of(action)
    return {"origin": origin, "origin_facts": [Row(key, value) for key, value in words.items()]}


def reasons_of(action: Action) -> list[Event]:
    """Return the changes of an action that were made with a reason and are no steps, latest first."""
    steps = [transition.label for transition in ACTION.transitions.values()]
    rows = action.history.exclude(history_change_reason=None).exclude(history_change_reason__in=steps)
    latest = rows.select_related("history_user").order_by("-history_date", "-history_id")[:MOST_REASONS_SHOWN]
    return [Event(str(row.history_user or ""), row.history_date, text=row.history_change_reason) for row in latest]


def _three_questions(
    action: Action, talked: list[ConversationLine], evidence: list[Evidence], readings: list[Reading]
) -> list[Row]:
    """Return the three questions with their answers, once the action is agreed."""
    if not action.is_agreed:
        return []
    read = [one for one in readings if one.value is not None]
    answers = answers_of(action, talked[0] if talked else None, reversed(evidence), read[-1] if read else None)
    return answers.rows


def mails_about(action: Action) -> list[Any]:
    """Return what was sent to whom about an action, by the timetable and by the unit, latest first."""
    letters = action.letters.filter(state=MailState.SENT).select_related("person").order_by("-sent_at")
    sent: list[Any] = [*sent_about(action)[:MOST_MAILS_SHOWN], *letters[:MOST_MAILS_SHOWN]]
    return sorted(sent, key=lambda mail: mail.sent_at, reverse=True)[:MOST_MAILS_SHOWN]


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
    milestones: list[Milestone],
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
        _task(
            "Milestones",
            milestones_status(milestones),
            parts.milestone,
            wanted=delivered and any(one.is_open for one in milestones),
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
    if measure.waived_because:
        return "A reason stands for it"
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
        Row("Contributing agencies", listed([str(one) for one in action.contributing.all()]), parts.edit),
        Row("Starts", _day(action.starts_on), parts.edit),
        Row("Due", _day(action.due_on), parts.edit),
        Row("What it needs", action.resources, parts.edit),
        Row("What may stand in the way", action.risks, parts.edit),
        Row("Business Plan priority", action.priority, parts.edit),
        Row("How it stands", standing_of(action), parts.colour),
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
    waived = [Row("Why it has no complete measure", _waived(measure))] if measure.waived_because else []
    return [
        *waived,
        Row("The difference we are looking for", measure.difference, parts.measure),
        Row("What is measured", measure.measure, parts.measure),
        Row("Baseline", f"{measure.baseline_words}{note}", parts.measure),
        Row("Target", f"{measure.target_words}{better}", parts.measure),
        Row("How it is evidenced", measure.get_method_display(), parts.measure),
        Row("Who takes part in judging it", measure.judged_with, parts.measure),
        Row("When it will be judged", _day(measure.measured_by_on), parts.measure),
    ]


def _waived(measure: ImpactMeasure) -> str:
    return f"{measure.waived_because}\n{measure.waived_by}, {_day(measure.waived_on)}"
