"""Invented multi-agency audits, one in every state: this year’s programme, last year’s, an idea and one cancelled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from audits.choices import PromptedBy, Whose
from audits.lifecycle import MULTI_AGENCY_AUDIT
from audits.models import AuditedAgency, AuditMethod, MultiAgencyAudit, Voice
from audits.queries.multi_agency import audits_for, terms_of
from audits.sampling import FrameRow
from audits.services import audit_cases, audit_terms, programme, voices
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.returns.queries import published
from home.demo.records.audit_lines import begin_from_lines
from home.demo.records.audit_returns import fill_returns, moderate_cases, read_cases
from home.demo.records.story import Story

_IN_ORDER = """
programme terms_drafted terms_approved sample_drawn tools_issued returns_in moderated discussion_held report_drafted
agreed published
"""
ORDER = _IN_ORDER.split()
# Days after it was proposed, in the same order.
STEPS = dict(zip(ORDER, (0, 7, 21, 28, 32, 55, 60, 66, 70, 84, 91), strict=True))
LATER = 160
MEETING = "PIG, audits, item 2"
OBJECTIVE = "To see what a child’s day is like, and whether what we do changes it."


@dataclass(frozen=True)
class Audit:
    """An audit and how far it has come: proposed so many days ago, planned to start `start` days after that."""

    key: str
    title: str
    prompted: PromptedBy
    priority: int
    ago: int
    until: str
    start: int = 56
    point: str = ""
    exclude: str = ""


WHY = {
    PromptedBy.REVIEW: "Two of our reviews tell of the same.",
    PromptedBy.DATA: "The figures rise, and we do not know why.",
    PromptedBy.FRONTLINE: "Practitioners say that it gets in the way of what they want to do.",
    PromptedBy.NATIONAL: "A national review asks how it stands here.",
    PromptedBy.VOICE: "Young people ask, and we cannot answer yet.",
    PromptedBy.AUDIT: "The last audit found little of it.",
    PromptedBy.INSPECTION: "An inspection will look at it.",
    PromptedBy.PLAN: "It serves the Business Plan, and nobody has looked yet.",
}
By = PromptedBy
AUDITS = (
    Audit("mornings", "Neglect: what a child’s morning is like", By.REVIEW, 1, 285, "published", point="someone-stays"),
    Audit("front-door", "Domestic abuse at the front door", By.DATA, 2, 120, "agreed", exclude="The family has moved."),
    Audit("night", "Children at home at night alone", By.FRONTLINE, 1, 80, "report_drafted"),
    Audit("online", "Harm that begins online", By.NATIONAL, 3, 74, "discussion_held"),
    Audit("heard", "Whether children were heard", By.VOICE, 4, 65, "moderated"),
    Audit("handing-on", "Handing on from midwife to health visitor", By.REVIEW, 1, 58, "returns_in"),
    Audit("missing", "Children who go missing", By.DATA, 3, 42, "tools_issued"),
    Audit("fathers", "Fathers in assessments", By.AUDIT, 1, 30, "sample_drawn", start=LATER),
    Audit("supervision", "Supervision that reaches the child", By.FRONTLINE, 4, 24, "terms_approved", start=LATER),
    Audit("transitions", "Turning eighteen", By.INSPECTION, 4, 12, "terms_drafted", start=LATER),
    Audit("siblings", "Brothers and sisters seen together", By.PLAN, 1, 9, "programme", start=LATER),
)
CANCELLED = Audit("beds", "Where babies sleep", By.FRONTLINE, 1, 100, "programme")
BECAUSE = "The child death panel looks at the same with the same people."
AGENCIES = (("pig_police", "Child abuse team"), ("pig_health", "Named nurses"), ("pig_schools", "Advisers to schools"))
FRAME = 14
SAMPLE = 2
IDEA, AGREED = 6, 4
# In this audit an auditor finds a child at risk now.
WORRIED = "handing-on"
# In this one a finding and an action begin from what agencies wrote.
BEGINS_FROM_LINES = "night"
HEARD = (
    (
        Whose.CHILD,
        "I told three people the same thing. I would like one of them to have written it down.",
        "Two visits by an advocate whom the children knew",
        "A letter that says what will be done differently",
    ),
    (
        Whose.PRACTITIONER,
        "We read the history on the day before, and wish that we had read it in the first week.",
        "Practitioners of the sampled cases, in a group",
        "They come to the discussion",
    ),
)


def tell(story: Story) -> None:
    """Add the steps of every audit, as far as it has come, and the agreement of the programme."""
    audit_terms.begin_library()
    for one in AUDITS:
        _tell(story, one)
    story.then(_moment(story, IDEA)(0), "pig_schools", _propose_idea(story))
    at = _moment(story, CANCELLED.ago)
    story.then(at(0), "manager", _propose(story, CANCELLED))
    story.then(at(20), "manager", _move(story, CANCELLED, "cancel", cancelled_because=BECAUSE))
    story.then(_moment(story, AGREED)(0), "pig_chair", _agree_programme(story))


def _moment(story: Story, ago: int) -> Callable[[int], datetime]:
    return lambda days: at_time(story.days.ahead(days - ago), time(10, days % 50))


def _tell(story: Story, one: Audit) -> None:
    at, reached = _moment(story, one.ago), ORDER.index(one.until)

    def then(state: str, by: str, step: Callable[[Person], None], later: int = 0) -> None:
        if reached >= ORDER.index(state):
            story.then(at(STEPS[state] + later), by, step)

    settles = story.people["manager"] if one.key == WORRIED else None
    then("programme", "manager", _propose(story, one))
    then("terms_drafted", "officer", _move(story, one, "draft_terms"))
    then("terms_drafted", "officer", _write(story, one), later=1)
    then("terms_approved", "pig_chair", _decide(story, one, "approve_terms", "approved_on", "minute"))
    then("sample_drawn", "officer", _move(story, one, "draw_sample"))
    if one.exclude:
        then("sample_drawn", "officer", _exclude(story, one), later=1)
    then("tools_issued", "officer", _move(story, one, "issue_tools"))
    then("returns_in", "officer", fill_returns(lambda by: _now(story, one, by), settles), later=-1)
    then("returns_in", "officer", _move(story, one, "close_returns"))
    then("moderated", "officer", _hear(story, one), later=-3)
    then("moderated", "scrutineer", read_cases(lambda by: _now(story, one, by)), later=-2)
    then("moderated", "manager", moderate_cases(lambda by: _now(story, one, by)), later=-1)
    then("moderated", "manager", _move(story, one, "moderate"))
    then("discussion_held", "officer", _on_the_day(story, one, "hold_discussion", "discussion_on"))
    then("report_drafted", "officer", _move(story, one, "draft_report"))
    if one.key == BEGINS_FROM_LINES:
        then("report_drafted", "manager", begin_from_lines(lambda by: _now(story, one, by)), later=1)
    then("agreed", "pig_chair", _decide(story, one, "agree_report", "agreed_on", "agreed_minute"))
    then("published", "manager", _on_the_day(story, one, "publish_learning", "published_on"))


def _propose(story: Story, one: Audit) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        audit = MultiAgencyAudit(
            title=one.title,
            why_now=WHY[one.prompted],
            prompted_by=one.prompted,
            audit_lead=story.people["officer"],
            planned_on=story.days.ahead(one.start - one.ago),
        )
        origin = ("learning_point", story.made[f"point:{one.point}"]) if one.point else None
        chosen = [story.made[f"priority.{one.priority}"]]
        story.made[f"audit:{one.key}"] = programme.propose_audit(by=by, audit=audit, priorities=chosen, origin=origin)

    return step


def _propose_idea(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        idea = MultiAgencyAudit(
            title="Children who are taught at home", why_now="Schools ask.", prompted_by=PromptedBy.FRONTLINE
        )
        programme.propose_audit(by=by, audit=idea, priorities=[story.made["priority.4"]])

    return step


def _now(story: Story, one: Audit, by: Person) -> MultiAgencyAudit:
    return audits_for(by).get(pk=story.made[f"audit:{one.key}"].pk)


def _move(story: Story, one: Audit, name: str, **facts: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        MULTI_AGENCY_AUDIT.apply(name, _now(story, one, by), by=by, **facts)

    return step


def _on_the_day(story: Story, one: Audit, name: str, field: str, **facts: Any) -> Callable[[Person], None]:
    state = MULTI_AGENCY_AUDIT.transitions[name].target
    day = story.days.ahead(STEPS[state] - one.ago)
    return _move(story, one, name, **{field: day}, **facts)


def _decide(story: Story, one: Audit, name: str, field: str, minute: str) -> Callable[[Person], None]:
    return _on_the_day(story, one, name, field, **{minute: MEETING})


def _write(story: Story, one: Audit) -> Callable[[Person], None]:
    """Write the terms of reference, name who takes part, and put the frame together."""

    def step(by: Person) -> None:
        audit = _now(story, one, by)
        terms = terms_of(audit)
        terms.objectives = OBJECTIVE
        terms.questions = "Was harm seen when it first showed?\nWas the child heard?\nIs the child safer?"
        terms.standards = "London Safeguarding Children Procedures; our own threshold document."
        terms.method = "Each agency reads its own records; then all meet over each child."
        terms.sample_size, terms.frame = SAMPLE, "Children with a plan in the last year, from every area team."
        terms.period_from, terms.period_to = story.days.ahead(-one.ago - 365), story.days.ahead(-one.ago)
        terms.exclusions = "Cases that a court hears now."
        terms.moderator, terms.second_reader = story.people["manager"], story.people["scrutineer"]
        terms.family_notice = "Families know from our privacy notice that records are audited. Nobody is identified."
        terms.practitioner_involvement = "Practitioners of the sampled cases come to the discussion."
        terms.tool = published("multi-agency-audit")
        days = {"returns_by": STEPS["returns_in"], "discussion_by": STEPS["discussion_held"], "report_by": 84}
        for name, day in days.items():
            setattr(terms, name, story.days.ahead(day - one.ago))
        terms.data_protection = "Pseudonyms alone. Who is who stays with each agency."
        terms.reporting_route = "Practice Improvement Group, then the executive."
        terms.dissemination = "One page of learning, and the next Learning from Practice Update."
        methods = AuditMethod.objects.filter(key="case-file-audit")
        audit_terms.write_terms(by=by, audit=audit, terms=terms, save_rows=lambda: terms.methods.set(methods))
        for key, team in AGENCIES:
            person = story.people[key]
            audit_terms.name_agency(
                by=by,
                taking_part=AuditedAgency(audit=audit, agency=person.agency, auditor=person, auditor_team=team),
            )
        rows = [FrameRow(f"Case {number}", "East team" if number % 2 else "West team") for number in range(1, FRAME)]
        audit_cases.add_cases(by=by, audit=audit, rows=rows)

    return step


def _hear(story: Story, one: Audit) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        for whose, said, gathered, thanked in HEARD:
            voice = Voice(audit=_now(story, one, by), whose=whose, said=said, gathered=gathered, thanked=thanked)
            voices.keep_voice(by=by, voice=voice)

    return step


def _exclude(story: Story, one: Audit) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        audit = _now(story, one, by)
        case = audit.cases.filter(standing="sampled").order_by("place").first()
        if case is not None:
            audit_cases.exclude_case(by=by, case=case, reason=one.exclude)

    return step


def _agree_programme(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        year = _now(story, AUDITS[6], by).year
        if year is not None:
            programme.agree_programme(
                by=by, year=year, agreed_on=story.days.ahead(-AGREED), minute="PIG, audits, item 1"
            )

    return step
