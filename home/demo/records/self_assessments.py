"""Invented rounds of self-assessments, one in every state: agencies last year and now, small ones, schools, a draft."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import partial
from typing import Any

from audits.choices import GAPS, AssessmentKind
from audits.lifecycle import SELF_ASSESSMENT
from audits.models import AssessedAgency, AssessmentCycle, Establishment
from audits.pasted import StaffRow, read_schools
from audits.queries.section_11 import cycles_for, grades_of
from audits.services import schools
from audits.services import section_11 as services
from audits.standards import criteria_of, standards_of
from escp.deadlines.calendar import at_time
from escp.partnership.models import Agency, Person
from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering
from home.demo.records.story import Story
from learning.choices import Confidence, FindingKind
from learning.models import Finding

ORDER = ("draft", "issued", "returned", "moderated", "final", "closed")
# Days after a round was opened, in the same order.
STEPS = dict(zip(ORDER, (0, 1, 30, 36, 44, 60), strict=True))
ANSWERED, ACCEPTED, MODERATED, PANEL, AGREED, FOUND = 20, 26, 33, 38, 40, 48
DUE = 28
SCHOOLS = """
901001\tLarkwood Meadow Primary\tMaintained\tPrimary\tFern Field\tfern.field@demo.example
901002\tRiverside Academy\tAcademy or free school\tSecondary\tReed River\treed.river@demo.example
"""
G, A, R, B = "green", "amber", "red", "blue"


@dataclass(frozen=True)
class Round:
    """A round: opened so many days ago, how far it has come, and the grades of each agency, one a criterion."""

    key: str
    title: str
    ago: int
    until: str
    grades: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kind: AssessmentKind = AssessmentKind.SECTION_11
    moderated: tuple[str, str, str] | None = None
    due: int = DUE


ROUNDS = (
    Round(
        "last",
        "Section 11, the round before",
        290,
        "closed",
        {
            "pig_police": (G, G, A, A, G, G, G, A, A),
            "pig_health": (G, G, G, G, A, G, A, G, A),
            "pig_schools": (G, B, G, A, G, G, G, G, G),
        },
        moderated=("pig_schools", B, G),
    ),
    Round(
        "now",
        "Section 11, this round",
        40,
        "moderated",
        {
            "pig_police": (G, G, G, A, B, G, G, G, R),
            "pig_health": (G, G, G, G, G, G, A, B, A),
            "pig_schools": (G, G, G, G, G, A, G, G, B),
        },
        moderated=("pig_schools", B, G),
    ),
    Round("small", "Section 11, voluntary bodies", 35, "returned", {"pig_voluntary": (G, A, G, G, A, G, G, A, G)}),
    Round(
        "schools", "Schools, last year", 285, "final", {"901001": (G, A, G, G, G, G, G, A, G)}, AssessmentKind.SCHOOLS
    ),
    Round(
        "schools-now", "Schools, this year", 12, "issued", {"901001": (), "901002": ()}, AssessmentKind.SCHOOLS, due=50
    ),
    Round("next", "Section 11, the action update", 3, "draft", {"pig_police": (), "pig_health": ()}, due=90),
)
NEXT = "We will show the next step to the board in three months."
PASTED = 288
# The standard to which too few of the staff answered.
FEW = 4


def tell(story: Story) -> None:
    """Add the list of schools, and the steps of every round as far as it has come."""
    story.then(_moment(story, PASTED)(0), "officer", lambda by: _paste(by))
    for one in ROUNDS:
        _tell(story, one)


def _moment(story: Story, ago: int) -> Callable[[int], datetime]:
    return lambda days: at_time(story.days.ahead(days - ago), time(14, days % 50))


def _paste(by: Person) -> None:
    schools.add_establishments(by=by, rows=read_schools(SCHOOLS))


def _tell(story: Story, one: Round) -> None:
    at, reached = _moment(story, one.ago), ORDER.index(one.until)

    def then(state: str, days: int, by: str, step: Callable[[Person], None]) -> None:
        if reached >= ORDER.index(state):
            story.then(at(days), by, step)

    then("draft", STEPS["draft"], "manager", lambda by: _open(story, one, by))
    then("issued", STEPS["issued"], "manager", lambda by: _move(story, one, by, "issue"))
    for key in one.grades:
        answers = key if key in story.people else "officer"
        then("returned", ANSWERED, answers, partial(_answer, story, one, key))
    then("returned", ACCEPTED, "officer", lambda by: _accept(story, one, by))
    then("returned", STEPS["returned"], "manager", lambda by: _move(story, one, by, "take_in"))
    then("moderated", MODERATED, "manager", lambda by: _moderate(story, one, by))
    then("moderated", STEPS["moderated"], "manager", lambda by: _move(story, one, by, "close_moderation"))
    if one.kind == AssessmentKind.SECTION_11:
        for key in list(one.grades)[: None if reached > ORDER.index("moderated") else 1]:
            then("moderated", PANEL, "manager", partial(_panel, story, one, key))
        then("moderated", PANEL, "officer", lambda by: _ask_staff(story, one, by))
    then("final", STEPS["final"], "manager", lambda by: _move(story, one, by, "agree_grades"))
    then("closed", FOUND, "officer", lambda by: _find(story, one, by))
    note = "Every gap has a finding, and an action in the plan."
    then("closed", STEPS["closed"], "manager", lambda by: _move(story, one, by, "close", closing_note=note))


def _agency(story: Story, key: str) -> Agency:
    if key in story.people:
        agency = story.people[key].agency
        if agency is None:
            raise ValueError(f"{key} belongs to no agency.")
        return agency
    return Establishment.objects.select_related("agency").get(urn=key).agency


def _open(story: Story, one: Round, by: Person) -> None:
    cycle = AssessmentCycle(kind=one.kind, title=one.title, due_on=story.days.ahead(one.due - one.ago))
    cycle.message = "Please grade yourselves as you are, not as you would like to be."
    chosen = [_agency(story, key) for key in one.grades]
    story.made[f"round:{one.key}"] = services.open_cycle(by=by, cycle=cycle, agencies=chosen)


def _now(story: Story, one: Round, by: Person) -> AssessmentCycle:
    return cycles_for(by).get(pk=story.made[f"round:{one.key}"].pk)


def _move(story: Story, one: Round, by: Person, name: str, **facts: Any) -> None:
    SELF_ASSESSMENT.apply(name, _now(story, one, by), by=by, **facts)


def _body(story: Story, one: Round, key: str, by: Person) -> AssessedAgency:
    return _now(story, one, by).bodies.select_related("cycle__asks", "agency").get(agency=_agency(story, key))


def _answer(story: Story, one: Round, key: str, _by: Person) -> None:
    """Answer every question of a return, and send it signed off."""
    cycle = AssessmentCycle.objects.get(pk=story.made[f"round:{one.key}"].pk)
    asked = Return.objects.get(request=cycle.request, agency=_agency(story, key))
    by = story.people.get(key) or asked.person
    if by is None:
        raise ValueError(f"Nobody answers for {key}.")
    asks = cycle.asks.asks.for_agency()
    given = dict(zip((one.key for one in criteria_of(asks)), one.grades[key], strict=True))
    for section in asks.sections:
        answers: dict[str, Any] = {}
        for question in section.questions:
            if asks.shows(question, given):
                answers[question.key] = _said(asks, question, given)
        part = answering.part_for(by=by, asked=asked, section=section.key)
        answering.save_part(by=by, part=part, answers=answers)
    asked.refresh_from_db()
    RETURN.apply("send", asked, by=by, signed_off_name="Wren Willow", signed_off_title="Chief executive")


def _said(asks: Definition, question: Any, given: dict[str, str]) -> Any:
    if question.key in given:
        return given[question.key]
    if question.kind == QuestionKind.DATE:
        return "2025-01-15"
    if question.kind == QuestionKind.CHOICE:
        return question.choices[0][0]
    return NEXT if question.key.endswith("-next") else "Our board saw it in its minutes of the spring."


def _accept(story: Story, one: Round, by: Person) -> None:
    for asked in Return.objects.filter(request=_now(story, one, by).request):
        RETURN.apply("accept", asked, by=by)


def _moderate(story: Story, one: Round, by: Person) -> None:
    """Keep each grade; where the demo says so, one kind of grade is moderated to another, with the reason."""
    for key in one.grades:
        body = _body(story, one, key, by)
        given = {}
        for name, row in grades_of(body).items():
            changed = one.moderated is not None and one.moderated[:2] == (key, row.own)
            grade = one.moderated[2] if one.moderated and changed else row.own
            given[name] = services.Graded(grade, "Nothing shows yet what it changed for children." if changed else "")
        services.moderate(by=by, body=body, given=given)


def _panel(story: Story, one: Round, key: str, by: Person) -> None:
    body = _body(story, one, key, by)
    body.panel_on, body.scrutineer = story.days.ahead(PANEL - one.ago), story.people["scrutineer"]
    body.panel_others = "A young ambassador; the named nurse of another trust"
    body.panel_notes = "Asked what a child would notice. The answer was honest."
    services.hold_panel(by=by, body=body)


def _ask_staff(story: Story, one: Round, by: Person) -> None:
    """Staff agree least where leaders are proudest, and of one team too few answer to be shown."""
    cycle = _now(story, one, by)
    standards = [standard.key for standard in standards_of(cycle.asks.asks)]
    rows = [
        StaffRow(body.pk, standard, 5 if place == FEW else 40 + 8 * place, 8 if place == FEW else 80)
        for body in cycle.bodies.all()[:2]
        for place, standard in enumerate(standards[:5])
    ]
    schools.keep_staff_answers(by=by, cycle=cycle, rows=rows)


def _find(story: Story, one: Round, by: Person) -> None:
    """Record a finding for each gap."""
    labels = {one.key: one.label for one in criteria_of(_now(story, one, by).asks.asks)}
    for key in one.grades:
        body = _body(story, one, key, by)
        for name, row in grades_of(body).items():
            if row.agreed in GAPS:
                finding = Finding(
                    kind=FindingKind.IMPROVEMENT,
                    title=f"{body.agency.short_name}: {labels[name]}",
                    what="It is partly in place, with a plan that has no day yet.",
                    who_for=body.agency.name,
                    confidence=Confidence.MEDIUM,
                )
                services.find_gap(by=by, body=body, criterion=name, finding=finding)
