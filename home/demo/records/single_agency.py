"""Invented years of single-agency audits, one in every state: one met and closed, the next as far as today allows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import Any

from django.utils import timezone

from audits.choices import CarriedOutBy, YearState
from audits.lifecycle import SINGLE_AGENCY_YEAR
from audits.models import SingleAgencyAudit, SingleAgencyYear
from audits.queries.single_agency import carried_into, years_for
from audits.services import single_agency as services
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.partnership.models.plan import year_of
from escp.partnership.queries import agencies_to_name
from escp.returns.choices import ReturnState
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering
from home.demo.records.story import Story

TAKING_PART = ("pig_police", "pig_health", "pig_schools")
NOTHING_TO_TELL = "pig_schools"


@dataclass(frozen=True)
class Year:
    """A year, so many before the present one: called so many days ago, and how far it has come."""

    back: int
    ago: int
    until: YearState
    spotlight: str


YEARS = (
    Year(2, 285, YearState.CLOSED, "Supervision\nFathers and other carers"),
    Year(1, 28, YearState.MET, "The child’s voice in plans"),
    Year(0, 18, YearState.ASKED, "Neglect: drift and delay"),
)
"""The partnership is catching up: the demo cannot wait for March. The year after the last is planned."""
PLANNED = -1
# Days after a year was opened.
ASKED, ANSWERED, ACCEPTED, PAPERS, MET, CLOSED, DUE = 1, 12, 15, 18, 25, 32, 21
ROWS = {
    "pig_police": ("Dip sample of records", "3 good, 5 to develop"),
    "pig_health": ("Audit of case files", "6 good, 4 to develop"),
}
# By agency, for the years in order.
TITLES = {
    "pig_police": (
        "Children seen alone at calls to the home",
        "Repeat calls about domestic abuse",
        "Children held in custody overnight",
    ),
    "pig_health": ("Fathers in health visiting records", "Missed appointments of young children", ""),
}
TEXTS = {
    "audits-strengths": "Records say what was seen, and when. Supervision was held on time in most teams.",
    "audits-develop": "Fathers are named and seldom asked. What the child said is written down in half of the records.",
    "change-what": "The template asks for the child’s own words, and supervisors look for them.",
    "change-children": "A second look at ten records after three months found the child’s words in eight.",
    "change-open": "The look at fathers is repeated in the autumn.",
    "spotlight-what": "Supervision is regular, and reflective in a third of the records.",
    "spotlight-help": "A joint session on talking with fathers.",
}
NIL = "A new record system came in; no audit was finished this year."


def tell(story: Story) -> None:
    """Add the steps of every year as far as it has come, and one audit recorded by its agency."""
    for one in YEARS:
        _tell(story, one)
    story.then(_moment(story, 8)(0), "manager", lambda by: _open(story, PLANNED, "Transitions to adult services", by))
    story.then(_moment(story, 20)(0), "pig_police", lambda by: _record(by))
    story.then(_moment(story, 30)(0), "manager", lambda by: _settle(story, by))


def _moment(story: Story, ago: int) -> Callable[[int], datetime]:
    return lambda days: at_time(story.days.ahead(days - ago), time(15, days % 50))


def _tell(story: Story, one: Year) -> None:
    at = _moment(story, one.ago)
    met = one.until in (YearState.MET, YearState.CLOSED)
    story.then(at(0), "manager", lambda by: _open(story, one.back, one.spotlight, by))
    due_on = story.days.ahead(DUE - one.ago) if met else story.days.ahead(30)
    story.then(at(ASKED), "manager", lambda by: _move(story, one, by, "ask_agencies", due_on=due_on))
    for key in ROWS if met else list(ROWS)[:1]:
        story.then(at(ANSWERED), key, partial(_answer, story, one, key))
    if met:
        story.then(at(ANSWERED), NOTHING_TO_TELL, lambda by: _say_nil(story, one, by))
    story.then(at(ACCEPTED), "officer", lambda by: _accept(story, one, by))
    if met:
        story.then(at(PAPERS), "manager", lambda by: _move(story, one, by, "send_papers"))
        said = "Each agency said what it changed. The group asked what a child would notice."
        met_on = story.days.ahead(MET - one.ago)
        story.then(at(MET), "manager", lambda by: _move(story, one, by, "hold_meeting", met_on=met_on, discussion=said))
    if one.until == YearState.CLOSED:
        themes = "Fathers are asked; the child’s own words stand in each record."
        story.then(at(CLOSED), "manager", lambda by: _move(story, one, by, "close_year", themes=themes))


def _number(story: Story, back: int) -> int:
    return year_of(story.days.today) - back


def _open(story: Story, back: int, spotlight: str, by: Person) -> None:
    """Open a year, or put its topics to the one that the year before opened as it closed."""
    number = _number(story, back)
    agencies = [story.people[key].agency for key in TAKING_PART]
    year = years_for(by).filter(year=number).first() or SingleAgencyYear(year=number)
    year.spotlight, year.message = spotlight, "Please tell what changed for children."
    write = services.open_year if year.pk is None else services.change_year
    write(by=by, year=year, agencies=[agency for agency in agencies if agency is not None])


def _now(story: Story, one: Year, by: Person) -> SingleAgencyYear:
    return years_for(by).get(year=_number(story, one.back))


def _move(story: Story, one: Year, by: Person, name: str, **facts: Any) -> None:
    SINGLE_AGENCY_YEAR.apply(name, _now(story, one, by), by=by, **facts)


def _return(story: Story, one: Year, by: Person) -> Return:
    return Return.objects.get(request=_now(story, one, by).request, agency=by.agency)


def _answer(story: Story, one: Year, key: str, by: Person) -> None:
    asked = _return(story, one, by)
    method, grades = ROWS[key]
    row = {
        "title": TITLES[key][YEARS.index(one)],
        "period": "The year",
        "sample": "10",
        "method": method,
        "grades": grades,
        "by": "internal",
    }
    for section in asked.request.asks.asks.for_agency().sections:
        answers = {question.key: TEXTS.get(question.key, [row]) for question in section.questions}
        part = answering.part_for(by=by, asked=asked, section=section.key)
        answering.save_part(by=by, part=part, answers=answers)
    asked.refresh_from_db()
    RETURN.apply("send", asked, by=by, signed_off_name="Wren Willow", signed_off_title="Chief executive")


def _say_nil(story: Story, one: Year, by: Person) -> None:
    signed: dict[str, Any] = {"signed_off_name": "Wren Willow", "signed_off_title": "Chief executive"}
    RETURN.apply("send_nil", _return(story, one, by), by=by, nil_reason=NIL, **signed)


def _accept(story: Story, one: Year, by: Person) -> None:
    for asked in Return.objects.filter(request=_now(story, one, by).request, state=ReturnState.SENT):
        RETURN.apply("accept", asked, by=by)


def _record(by: Person) -> None:
    """An agency’s own entry, beside its returns."""
    audit = SingleAgencyAudit(
        agency=by.agency,
        title="Return home interviews after children went missing",
        finished_on=timezone.localdate(),
        period="April to September",
        sample=12,
        drawn="Every fifth episode of the half year",
        method="Audit of case files with the workers",
        by_whom=CarriedOutBy.EXTERNAL,
        grades="5 good, 7 require improvement",
        topics="missing children, voice of the child",
        good="Interviews were offered within three days.",
        learning="What the child said led to no change of plan in seven of twelve.",
        impact="Plans are now looked at again after each interview.",
        next_steps="Look at the same teams again in six months.",
    )
    services.record_audit(by=by, audit=audit, agencies=agencies_to_name())


def _settle(story: Story, by: Person) -> None:
    """One of the steps that were carried forward is done."""
    year = years_for(by).get(year=_number(story, YEARS[1].back))
    step = carried_into(year).first()
    if step is not None:
        step.became = "Done: nine of ten records name what the father said."
        services.settle_step(by=by, step=step)
