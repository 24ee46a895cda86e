"""A serious incident's page, and who may open its case."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.deadlines.models import Deadline
from escp.partnership.models import Person
from escp.partnership.queries import children_of
from escp.ui.parts import Row, Task
from escp.ui.words import date_in_words, moment_in_words
from reviews.choices import CLOSED_WITHOUT_REVIEW, IncidentState
from reviews.clocks import NOTIFY_PANEL
from reviews.lifecycle import INCIDENT
from reviews.models import SeriousIncident
from reviews.policies import criteria_are_met, partners_with_a_view_from
from reviews.presenters.record import next_task, part, record_page
from reviews.queries import criteria_of, views_of

INCIDENT_COLOURS = {
    IncidentState.REFERRED: "yellow",
    IncidentState.CONSULTING: "yellow",
    IncidentState.NOTIFY_AGREED: "orange",
    IncidentState.NOTIFIED: "blue",
    IncidentState.REVIEW_OPENED: "green",
}


def incident_page(incident: SeriousIncident, person: Person) -> dict[str, Any]:
    """Return the context of an incident's page."""
    page = record_page(incident, INCIDENT, person, incident.title, "Serious incident", INCIDENT_COLOURS)
    criteria, views = criteria_of(incident), views_of(incident)
    may_change = incident.is_open and person.may(Permission.CONSIDER_INCIDENTS)
    return page | {
        "incident": incident,
        "rapid_review": getattr(incident, "rapid_review", None),
        "tasks": (tasks := _incident_tasks(incident, person, criteria, views)),
        "next_task": next_task(tasks),
        "facts": _incident_facts(incident, may_change, _correction(page["deadlines"], person)),
        "criteria": criteria,
        "criteria_met": criteria_are_met({c: a.answer for c, a in criteria if a}),
        "criteria_answered": all(answer for _, answer in criteria),
        "views": views,
        "children": _children(incident, person),
        "turn": _whose_turn(incident),
        "may_manage_access": person.may(Permission.MANAGE_CASE_ACCESS),
        "decision": _decision_facts(incident),
    }


def _incident_tasks(incident: SeriousIncident, person: Person, criteria: list, views: list) -> list[Task]:
    answered = sum(1 for _, answer in criteria if answer)
    given = sum(1 for _, view in views if view)
    considers = incident.is_open and person.may(Permission.CONSIDER_INCIDENTS)
    consulting = incident.state == IncidentState.CONSULTING
    speaks = consulting and bool(partners_with_a_view_from(person))
    tasks = [
        part(
            "Answer the statutory test",
            done=answered == len(criteria),
            progress=f"{answered} of {len(criteria)} answered",
            url=reverse("reviews:incident-criteria", args=[incident.reference]) if considers else "",
        ),
        part(
            "Record the views of council, police and health",
            done=given == len(views),
            ready=consulting,
            progress=f"{given} of {len(views)} given",
            url=reverse("reviews:incident-view", args=[incident.reference]) if speaks else "",
            hint="Cannot start until the statutory test is answered and the partners are consulted",
        ),
        part("Decide whether to notify", done=incident.decided_on is not None, ready=given == len(views)),
    ]
    if incident.state not in (IncidentState.NOT_NOTIFIED, IncidentState.DUPLICATE):
        tells = person.may(Permission.CONSIDER_INCIDENTS)
        tasks.append(
            part(
                "Tell the local safeguarding partners",
                done=incident.partners_told_on is not None,
                url=reverse("reviews:incident-partners", args=[incident.reference]) if tells else "",
            )
        )
    if incident.state not in CLOSED_WITHOUT_REVIEW:
        agreed = incident.state == IncidentState.NOTIFY_AGREED
        tasks.append(part("Notify the National Panel", done=incident.notified_at is not None, ready=agreed))
    return tasks


def _correction(deadlines: list[Deadline], person: Person) -> str:
    """Return where the moment of awareness is corrected, which starts the clock; nothing where it cannot be."""
    notify = next((deadline for deadline in deadlines if deadline.clock == NOTIFY_PANEL.key), None)
    if notify is None or not person.may(Permission.MANAGE_DEADLINES):
        return ""
    return reverse("deadlines:correct-start", args=[notify.pk])


def _incident_facts(incident: SeriousIncident, may_change: bool, correction: str) -> list[Row]:
    change = reverse("reviews:incident-change", args=[incident.reference]) if may_change else ""

    def fact(key: str, value: str, field: str) -> Row:
        return Row(key, value, url=f"{change}#id_{field}" if change else "")

    occurred = "Not known"
    if incident.occurred_on:
        sure = incident.get_occurred_precision_display().lower()
        occurred = f"{date_in_words(incident.occurred_on)} ({sure})"
    made_aware = ". ".join(filter(None, [incident.get_awareness_basis_display(), incident.awareness_note]))
    return [
        fact("What happened", incident.get_nature_display(), "nature_0"),
        fact("When it happened", occurred, "occurred_on"),
        Row("Local authority aware", moment_in_words(incident.aware_at), url=correction, change="Correct"),
        fact("What made it aware", made_aware, "awareness_basis_0"),
        fact("What is known so far", incident.summary, "summary"),
        fact("Safety at once", incident.immediate_safety or "Nothing recorded", "immediate_safety"),
        fact("Local authority", str(incident.lead), "lead"),
        *([Row("Partners told", date_in_words(incident.partners_told_on))] if incident.partners_told_on else []),
    ]


def _decision_facts(incident: SeriousIncident) -> list[Row]:
    if not incident.decided_on:
        return []
    rows = [
        Row("Decision", "Do not notify" if incident.state == IncidentState.NOT_NOTIFIED else "Notify"),
        Row("Decided", f"{date_in_words(incident.decided_on)} by {incident.decided_by}"),
        Row("Reason", incident.rationale),
    ]
    if incident.notified_at:
        rows += [
            Row("Panel's reference", incident.panel_reference),
            Row("Notification sent", moment_in_words(incident.notified_at)),
        ]
    return rows


@dataclass(frozen=True)
class ChildLine:
    """A child on the page: the pseudonym, the age band, and where the identity may be opened or recorded."""

    pseudonym: str
    age: str
    open_url: str
    record_url: str


def _children(incident: SeriousIncident, person: Person) -> list[ChildLine]:
    may_open = person.may(Permission.OPEN_IDENTITY)
    return [
        ChildLine(
            child.pseudonym,
            child.get_age_band_display(),
            reverse("reviews:identity", args=[incident.reference, child.pk])
            if may_open and child.identity_held
            else "",
            reverse("reviews:identity-change", args=[incident.reference, child.pk]) if may_open else "",
        )
        for child in children_of(incident.case)
    ]


def _whose_turn(incident: SeriousIncident) -> str:
    turns: dict[str, str] = {
        IncidentState.REFERRED: "Waiting for the local authority or the business unit to answer the statutory test.",
        IncidentState.CONSULTING: "Waiting for the three partners' views and the local authority's decision.",
        IncidentState.NOTIFY_AGREED: "Waiting for the local authority to notify the National Panel.",
        IncidentState.NOTIFIED: "Waiting for the business unit to open the rapid review.",
        IncidentState.REVIEW_OPENED: "The rapid review has been opened. Nothing more is owed here.",
        IncidentState.NOT_NOTIFIED: "Considered and not notified. Nothing more is owed here.",
    }
    return turns.get(incident.state, "Nothing more is owed here.")


def access_page(incident: SeriousIncident) -> dict[str, Any]:
    """Return who may open the case and who must not."""
    return {
        "marking": True,
        "title": "Who may open this case",
        "incident": incident,
        "grants": incident.case.access_list.select_related("person", "granted_by"),
        "conflicts": incident.case.conflicts.select_related("person", "declared_by"),
    }
