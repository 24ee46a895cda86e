"""The pages of a round of self-assessments: the round itself, and one agency in it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.choices import GAPS, AssessmentKind, CycleState, Placed
from audits.forms.section_11 import Asked
from audits.lifecycle import SELF_ASSESSMENT
from audits.models import AssessedAgency, AssessmentCycle, CriterionGrade
from audits.queries.section_11 import answers_about, bodies_of, grades_of, return_of, returns_in, sees_all
from audits.standards import Criterion, Standard, criteria_of, standards_of
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns.choices import REPLIED, ReturnState
from escp.returns.definition import Section
from escp.returns.models import Return
from escp.ui.parts import Row
from escp.ui.words import date_in_words
from learning.queries import findings_of
from learning.records import record_page

State = CycleState
COLOURS = {
    State.DRAFT: "grey",
    State.ISSUED: "yellow",
    State.RETURNED: "blue",
    State.MODERATED: "blue",
    State.FINAL: "teal",
    State.CLOSED: "green",
}
TURNS = {
    State.DRAFT: "Waiting for the business unit to ask the agencies.",
    State.ISSUED: "Waiting for the agencies’ returns.",
    State.RETURNED: "Waiting for the moderators.",
    State.MODERATED: "Waiting for the challenge panels with the independent scrutineer.",
    State.FINAL: "Waiting for a finding, and action, for each gap.",
}
GRADE_COLOURS = {
    Placed.RED: "red",
    Placed.AMBER: "orange",
    Placed.GREEN: "green",
    Placed.BLUE: "blue",
    Placed.NOT_APPLICABLE: "grey",
}
SHORT = {
    Placed.RED: "Red",
    Placed.AMBER: "Amber",
    Placed.GREEN: "Green",
    Placed.BLUE: "Blue",
    Placed.NOT_APPLICABLE: "N/A",
}
RETURN_COLOURS = {
    ReturnState.SENT: "blue",
    ReturnState.ACCEPTED: "green",
    ReturnState.WAIVED: "grey",
    ReturnState.CHANGES_REQUESTED: "orange",
}


def short(grade: str) -> str:
    """Return a grade in one word, or nothing for none."""
    return SHORT[Placed(grade)] if grade else ""


def colour(grade: str) -> str:
    """Return the colour that stands beside the word of a grade."""
    return GRADE_COLOURS[Placed(grade)] if grade else "grey"


@dataclass(frozen=True)
class BodyLine:
    """An agency in a round: how far its return, moderation and panel are."""

    name: str
    url: str
    state: str
    state_colour: str
    return_url: str
    moderated: str
    panel: str


def cycle_page(cycle: AssessmentCycle, person: Person) -> dict[str, Any]:
    """Return the context of a round’s page. Who does not see all sees their own agency’s line alone."""
    kind = "Section 11" if cycle.kind == AssessmentKind.SECTION_11 else "Schools and colleges"
    page = record_page(cycle, SELF_ASSESSMENT, person, cycle.title, f"{kind} self-assessment", COLOURS)
    whole, runs = sees_all(person), person.may(Permission.RUN_AUDITS)
    links = {
        "heat_url": reverse("audits:heat-map", args=[cycle.reference]) if whole else "",
        "gap_url": reverse("audits:say-do", args=[cycle.reference]) if whole else "",
        "overview_url": (
            reverse("audits:overview", args=[cycle.reference]) if whole and cycle.reached(State.FINAL) else ""
        ),
    }
    learns = person.may(Permission.SEE_LEARNING)
    return (
        page
        | links
        | {
            "cycle": cycle,
            "turn": TURNS.get(State(cycle.state), ""),
            "facts": _facts(cycle, runs),
            "lines": _lines(cycle, person, whole),
            "findings": list(findings_of(cycle.activity)) if learns else [],
            "learns": learns,
        }
    )


def _facts(cycle: AssessmentCycle, runs: bool) -> list[Row]:
    change = reverse("audits:cycle-change", args=[cycle.reference]) if runs and cycle.state == State.DRAFT else ""
    rows = [
        Row("Framework", str(cycle.asks), cycle.asks.get_absolute_url() if runs else "", "Open"),
        Row("Returns due", date_in_words(cycle.due_on), change and f"{change}#id_due_on_day"),
        Row("Compared with", str(cycle.previous) if cycle.previous else "No earlier round"),
    ]
    if cycle.request is not None and runs:
        rows.append(Row("Request", str(cycle.request), cycle.request.get_absolute_url(), "Open"))
    for label, day in (
        ("Agencies asked", cycle.issued_on),
        ("Returns in", cycle.returned_on),
        ("Moderated", cycle.moderated_on),
        ("Grades agreed", cycle.final_on),
    ):
        if day:
            rows.append(Row(label, date_in_words(day)))
    if cycle.closed_on:
        rows.append(Row("Closed", f"{date_in_words(cycle.closed_on)}\n{cycle.closing_note}"))
    return rows


def _lines(cycle: AssessmentCycle, person: Person, whole: bool) -> list[BodyLine]:
    returns = returns_in(cycle)
    mine = person.agency_ids
    bodies = [body for body in bodies_of(cycle) if whole or body.agency_id in mine]
    opens = whole or person.may(Permission.ANSWER_FOR_AGENCY)
    runs = person.may(Permission.RUN_AUDITS)
    return [_line(cycle, body, returns.get(body.agency_id), opens, runs) for body in bodies]


def _line(cycle: AssessmentCycle, body: AssessedAgency, asked: Return | None, opens: bool, runs: bool) -> BodyLine:
    grades = list(body.grades.all())
    done = sum(bool(one.moderated) for one in grades)
    state = ReturnState(asked.state) if asked else None
    return BodyLine(
        name=body.agency.name,
        url=reverse("audits:body", args=[cycle.reference, body.pk]) if opens else "",
        state=str(state.label) if state else "Not asked yet",
        state_colour=RETURN_COLOURS.get(state, "yellow") if state else "grey",
        return_url=asked.get_absolute_url() if asked and runs else "",
        moderated=f"{done} of {len(grades)}" if grades else "",
        panel=date_in_words(body.panel_on) if body.panel_on else "",
    )


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of one agency: three grades, their reasons, what shows it, and what follows from a gap."""

    label: str
    own: str
    own_colour: str
    moderated: str
    moderated_colour: str
    agreed: str
    agreed_colour: str
    because: list[str]
    finding: str
    finding_url: str
    gap_url: str


@dataclass(frozen=True)
class StandardPart:
    """A standard of one agency: its criteria, and what the agency wrote beside them."""

    standard: Standard
    lines: list[CriterionLine]
    said: list[Row]


def body_page(body: AssessedAgency, person: Person) -> dict[str, Any]:
    """Return the context of one agency’s self-assessment, as far as this person may read it yet."""
    cycle, whole = body.cycle, sees_all(person)
    runs, asked = person.may(Permission.RUN_AUDITS), return_of(body)
    grades, answers = grades_of(body), answers_about(body)
    shows = Shown(
        moderated=whole or cycle.reached(State.MODERATED),
        agreed=whole or cycle.reached(State.FINAL),
        runs=runs,
        learns=person.may(Permission.SEE_LEARNING),
    )
    args = [cycle.reference, body.pk]
    return {
        "title": body.agency.name,
        "caption": f"{cycle.reference} {cycle.title}",
        "cycle": cycle,
        "facts": _body_facts(body, asked, shows),
        "parts": [_part(body, one, grades, answers, shows) for one in standards_of(cycle.asks.asks)],
        "answered": bool(answers),
        "moderate_url": reverse("audits:moderate", args=args) if runs and cycle.state == State.RETURNED else "",
        "panel_url": reverse("audits:panel", args=args) if runs and cycle.state == State.MODERATED else "",
        "agree_url": reverse("audits:agree", args=args) if runs and cycle.state == State.MODERATED else "",
        "letter_url": reverse("audits:letter", args=args) if cycle.reached(State.FINAL) and grades else "",
        "return_url": asked.get_absolute_url() if asked and (runs or body.agency_id in person.agency_ids) else "",
    }


@dataclass(frozen=True)
class Shown:
    """Which of the grades a person may read yet, whether they run the round, and whether they may open findings."""

    moderated: bool
    agreed: bool
    runs: bool
    learns: bool


def _body_facts(body: AssessedAgency, asked: Return | None, shows: Shown) -> list[Row]:
    rows = [Row("Return", asked.get_state_display() if asked else "Not asked yet")]
    if asked and asked.state in REPLIED:
        signed = ", ".join(part for part in (asked.signed_off_name, asked.signed_off_title) if part)
        rows.append(Row("Signed off by", signed or "Nobody"))
    if asked and asked.is_nil:
        rows.append(Row("Nothing to tell", asked.nil_reason))
    if body.panel_on and shows.moderated:
        sat = f"{body.scrutineer}, independent scrutineer"
        rows.append(Row("Challenge panel", date_in_words(body.panel_on)))
        rows.append(Row("Who sat in it", f"{sat}\n{body.panel_others}".strip()))
        rows.append(Row("What it heard", body.panel_notes or "Nothing recorded"))
    return rows


def _part(
    body: AssessedAgency,
    standard: Standard,
    grades: dict[str, CriterionGrade],
    answers: dict[str, Any],
    shows: Shown,
) -> StandardPart:
    section = body.cycle.asks.asks.section(standard.key)
    lines = [_criterion(body, one, grades.get(one.key), answers, shows) for one in standard.criteria]
    return StandardPart(standard, lines, _said(section, standard, answers) if section else [])


def _said(section: Section, standard: Standard, answers: dict[str, Any]) -> list[Row]:
    """Return what an agency wrote beside its grades."""
    graded = {one.key for one in standard.criteria}
    return [
        Row(question.label, str(answers[question.key]))
        for question in section.questions
        if question.key not in graded and isinstance(answers.get(question.key), str) and answers[question.key].strip()
    ]


def _criterion(
    body: AssessedAgency, criterion: Criterion, row: CriterionGrade | None, answers: dict[str, Any], shows: Shown
) -> CriterionLine:
    said = answers.get(criterion.key)
    own = row.own if row else said if said in Placed.values else ""
    moderated = row.moderated if row and shows.moderated else ""
    agreed = row.agreed if row and shows.agreed else ""
    because = [row.moderated_because if moderated else "", row.agreed_because if agreed else ""] if row else []
    gap = row is not None and body.cycle.reached(State.FINAL) and agreed in GAPS
    finding = row.finding if row and shows.agreed else None
    offers = gap and shows.runs and finding is None
    return CriterionLine(
        label=criterion.label,
        own=short(own) or "Not graded",
        own_colour=colour(own),
        moderated=short(moderated),
        moderated_colour=colour(moderated),
        agreed=short(agreed),
        agreed_colour=colour(agreed),
        because=[words for words in because if words],
        finding=finding.reference if finding else "",
        finding_url=finding.get_absolute_url() if finding and shows.learns else "",
        gap_url=reverse("audits:gap", args=[body.cycle.reference, body.pk, criterion.key]) if offers else "",
    )


def to_moderate(body: AssessedAgency) -> list[Asked]:
    """Return the criteria to be moderated: the agency’s own grade is offered, and stands in the words."""
    grades = grades_of(body)
    return [
        Asked(
            one.key,
            f"{one.label} ({body.agency.short_name} says {short(row.own)})",
            row.moderated or row.own,
            row.moderated_because,
        )
        for one in criteria_of(body.cycle.asks.asks)
        if (row := grades.get(one.key))
    ]


def to_agree(body: AssessedAgency) -> list[Asked]:
    """Return the criteria whose grade is agreed: the moderated one is offered, and stands in the words."""
    grades = grades_of(body)
    return [
        Asked(
            one.key,
            f"{one.label} (moderated as {short(row.moderated)})",
            row.agreed or row.moderated,
            row.agreed_because,
        )
        for one in criteria_of(body.cycle.asks.asks)
        if (row := grades.get(one.key))
    ]
