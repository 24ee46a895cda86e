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
from learning.records import next_task, part
from reviews.choices import CLOSED_WITHOUT_REVIEW, Answer, IncidentState
from reviews.clocks import notification_clock
from reviews.coded import Duty
from reviews.forms.incident_details import CHILD_PARTS, INCIDENT_PARTS, PartForm
from reviews.lifecycle import INCIDENT
from reviews.models import SeriousIncident
from reviews.origins import origins_of
from reviews.policies import criteria_are_met, partners_with_a_view_from
from reviews.presenters.record import record_page
from reviews.queries import criteria_of, views_of

INCIDENT_COLOURS = {
    IncidentState.REFERRED: "yellow",
    IncidentState.CONSULTING: "yellow",
    IncidentState.NOTIFY_AGREED: "orange",
    IncidentState.NOTIFIED: "blue",
    IncidentState.REVIEW_OPENED: "green",
    IncidentState.NOTIFIED_ONLY: "green",
}


def incident_page(incident: SeriousIncident, person: Person) -> dict[str, Any]:
    """Return the context of an incident's page."""
    page = record_page(incident, INCIDENT, person, incident.title, "Serious incident", INCIDENT_COLOURS)
    criteria, views = criteria_of(incident), views_of(incident)
    met = criteria_are_met({c: a.answer for c, a in criteria if a})
    children = list(children_of(incident.case).select_related("incident_facts"))
    may_change = incident.is_open and person.may(Permission.CONSIDER_INCIDENTS)
    return page | {
        "incident": incident,
        "origins": origins_of(incident, person),
        "rapid_review": getattr(incident, "rapid_review", None),
        "tasks": (tasks := _incident_tasks(incident, person, criteria, views)),
        "next_task": next_task(tasks),
        "facts": _incident_facts(incident, may_change, _correction(incident, page["deadlines"], person)),
        "duty": _duty_words(incident, met),
        "form_tasks": _form_tasks(incident, person, children),
        "may_write": _may_write(incident, person),
        "may_read_text": person.may(Permission.CONSIDER_INCIDENTS),
        "partners_differ": len({view.view for _, view in views if view}) > 1,
        "criteria": criteria,
        "criteria_met": met,
        "criteria_answered": all(answer for _, answer in criteria),
        "views": views,
        "children": _children(incident, person, children),
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
    if incident.other_area == Answer.YES and incident.state not in (
        IncidentState.NOT_NOTIFIED,
        IncidentState.DUPLICATE,
    ):
        tasks.append(
            part(
                "Tell the other area’s partners",
                done=incident.other_areas_told_on is not None,
                url=_url("incident-areas", incident) if person.may(Permission.CONSIDER_INCIDENTS) else "",
            )
        )
    if incident.state not in CLOSED_WITHOUT_REVIEW:
        agreed = incident.state == IncidentState.NOTIFY_AGREED
        tasks.append(part("Notify the National Panel", done=incident.notified_at is not None, ready=agreed))
    if incident.notified_at is not None:
        tasks.append(
            part(
                "Give the business unit its copy",
                done=incident.copied_to_unit_on is not None,
                url=_url("incident-copy", incident) if person.may(Permission.CONSIDER_INCIDENTS) else "",
            )
        )
    return tasks


def _url(name: str, incident: SeriousIncident, *more: Any) -> str:
    return reverse(f"reviews:{name}", args=[incident.reference, *more])


def _may_write(incident: SeriousIncident, person: Person) -> bool:
    worked_on = incident.is_open or incident.state in (IncidentState.NOTIFIED, IncidentState.REVIEW_OPENED)
    return worked_on and person.may(Permission.CONSIDER_INCIDENTS)


def _form_tasks(incident: SeriousIncident, person: Person, children: list) -> list[Task]:
    """Return what the national form asks besides, a short page each: of the incident, then of every child."""
    writes = _may_write(incident, person)
    tasks = [
        _form_task(form_class, incident, form_class.title, _url("incident-details", incident, key) if writes else "")
        for key, form_class in INCIDENT_PARTS.items()
    ]
    for child in children:
        facts = getattr(child, "incident_facts", None)
        for key, form_class in CHILD_PARTS.items():
            url = _url("incident-child", incident, child.pk, key) if writes else ""
            tasks.append(_form_task(form_class, facts, f"{form_class.title}: {child.pseudonym}", url))
    return tasks


def _form_task(form_class: type[PartForm], row: Any, title: str, url: str) -> Task:
    names = [name for name in form_class.base_fields if name not in form_class.optional]
    answered = sum(1 for name in names if getattr(row, name, None) not in (None, "", []))
    progress = f"{answered} of {len(names)} answered"
    return part(title, done=answered == len(names), progress=progress, url=url)


def _duty_words(incident: SeriousIncident, met: bool) -> str:
    """Say which duty applies, and why a rapid review follows or none does."""
    if incident.duty == Duty.SERIOUS_INCIDENT:
        return ""
    always = f"{incident.get_duty_display()} is notified to the Secretary of State and Ofsted through the same system, "
    always += "within five working days, whether or not abuse or neglect is suspected."
    if met:
        return f"{always} The statutory test is met too, so the National Panel considers it and a rapid review follows."
    if incident.duty == Duty.CARE_LEAVER_ADULT:
        return f"{always} The statutory test is about children under 18: no rapid review follows from this death."
    return f"{always} The statutory test must be answered: no rapid review follows unless it is met."


def _correction(incident: SeriousIncident, deadlines: list[Deadline], person: Person) -> str:
    """Return where the moment of awareness is corrected, which starts the clock; nothing where it cannot be."""
    clock = notification_clock(incident)
    notify = next((deadline for deadline in deadlines if deadline.clock == clock), None)
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
        fact("Duty", incident.get_duty_display(), "duty_0"),
        fact("What happened", incident.get_nature_display(), "nature_0"),
        fact("When it happened", occurred, "occurred_on"),
        Row("Local authority aware", moment_in_words(incident.aware_at), url=correction, change="Correct"),
        fact("What made it aware", made_aware, "awareness_basis_0"),
        fact("What is known so far", incident.summary, "summary"),
        fact("Safety at once", incident.immediate_safety or "Nothing recorded", "immediate_safety"),
        fact("Local authority", str(incident.lead), "lead"),
        *([Row("Partners told", date_in_words(incident.partners_told_on))] if incident.partners_told_on else []),
        *_told_elsewhere(incident),
    ]


def _told_elsewhere(incident: SeriousIncident) -> list[Row]:
    rows = []
    if incident.other_areas_told_on:
        told = f"{incident.other_areas_told}, {date_in_words(incident.other_areas_told_on)}"
        rows.append(Row("Other areas told", told))
    if incident.copied_to_unit_on:
        rows.append(Row("Copy to the business unit", date_in_words(incident.copied_to_unit_on)))
    return rows


def _decision_facts(incident: SeriousIncident) -> list[Row]:
    if not incident.decided_on:
        return []
    rows = [
        Row("Decision", "Do not notify" if incident.state == IncidentState.NOT_NOTIFIED else "Notify"),
        Row("Decided", f"{date_in_words(incident.decided_on)} by {incident.decided_by}"),
        Row("Reason", incident.rationale),
        *([Row("The local authority’s last word", incident.last_word)] if incident.last_word else []),
    ]
    if incident.notified_at:
        rows += [
            Row("Panel's reference", incident.panel_reference),
            Row("Notification sent", moment_in_words(incident.notified_at)),
        ]
    if incident.withdrawal_acknowledged_on:
        acknowledged = date_in_words(incident.withdrawal_acknowledged_on)
        rows.append(Row("The Panel acknowledged the withdrawal", f"{acknowledged}: {incident.withdrawal_words}"))
    return rows


@dataclass(frozen=True)
class ChildLine:
    """A child on the page: the pseudonym, the age band, and where the identity may be opened or recorded."""

    pseudonym: str
    age: str
    open_url: str
    record_url: str


def _children(incident: SeriousIncident, person: Person, children: list) -> list[ChildLine]:
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
        for child in children
    ]


def _whose_turn(incident: SeriousIncident) -> str:
    turns: dict[str, str] = {
        IncidentState.REFERRED: "Waiting for the local authority or the business unit to answer the statutory test.",
        IncidentState.CONSULTING: "Waiting for the three partners' views and the local authority's decision.",
        IncidentState.NOTIFY_AGREED: "Waiting for the local authority to notify the National Panel.",
        IncidentState.NOTIFIED: "Waiting for the business unit to open the rapid review.",
        IncidentState.REVIEW_OPENED: "The rapid review has been opened. Nothing more is owed here.",
        IncidentState.NOTIFIED_ONLY: "Notified. No rapid review follows from this death. Nothing more is owed here.",
        IncidentState.NOT_NOTIFIED: "Considered and not notified. Nothing more is owed here.",
    }
    if incident.state == IncidentState.REFERRED and incident.duty == Duty.CARE_LEAVER_ADULT:
        return "Waiting for the local authority to notify this death, which is owed in any case."
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
