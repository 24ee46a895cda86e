"""Single-agency audits and their years in the state that the test asks for, as their moves would have left them."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audits.choices import YearState, year_from
from audits.models import CarriedStep, SingleAgencyAudit, SingleAgencyYear
from audits.queries.single_agency import KIND, QUESTIONNAIRE
from escp.partnership.models import Agency
from escp.returns.models import Questionnaire, Return, Version
from escp.returns.shipped import SHIPPED
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import PartFactory, QuestionnaireFactory, RequestFactory, ReturnFactory, VersionFactory

State = YearState
ROW = {
    "title": "Supervision of case holders",
    "period": "April to June",
    "sample": "8",
    "method": "Dip sample",
    "grades": "5 good",
    "by": "External reviewer",
}


def the_questions() -> Version:
    """Return the published questions, made as they are shipped where there are none."""
    known = Version.objects.filter(questionnaire__key=QUESTIONNAIRE).first()
    if known is not None:
        return known
    questionnaire = Questionnaire.objects.filter(key=QUESTIONNAIRE).first() or QuestionnaireFactory(key=QUESTIONNAIRE)
    return VersionFactory(questionnaire=questionnaire, definition=SHIPPED[QUESTIONNAIRE].asks.as_data())


class SingleAuditFactory(DjangoModelFactory):
    class Meta:
        model = SingleAgencyAudit

    agency = factory.SubFactory(AgencyFactory)
    title = factory.Sequence(lambda n: f"Records of team {n}")
    recorded_by = factory.SubFactory(PersonFactory)


def a_year(state: YearState = State.PLANNED, *, agencies: int = 1, year: int | None = None) -> SingleAgencyYear:
    """Return a year with agencies that take part and, from “asked” on, a request with a return for each."""
    today = timezone.localdate()
    known = SingleAgencyYear.objects.order_by("-year").values_list("year", flat=True).first()
    record = SingleAgencyYear(year=year or (known + 1 if known else 2026), opened_by=PersonFactory())
    if state != State.PLANNED:
        record.save()
        record.request = RequestFactory(
            kind=KIND, asks=the_questions(), about=record, about_reference=record.reference, senior_sign_off=True
        )
        record.asked_on = today
    if state in year_from(State.MET):
        record.papers_on, record.met_on = today - timedelta(days=5), today
    if state == State.CLOSED:
        record.closed_on, record.themes = today, "Fathers are asked."
    record.state = state
    record.save()
    for _number in range(agencies):
        takes_part(record, AgencyFactory())
    return record


def takes_part(year: SingleAgencyYear, agency: Agency) -> Return | None:
    """Let an agency take part in a year, and return what it is asked."""
    year.agencies.add(agency)
    if year.request is None:
        return None
    asked = ReturnFactory(request=year.request, agency=agency)
    for section in year.request.asks.asks.sections:
        PartFactory(of=asked, section=section.key, answers=answers_to(section))
    return asked


def answers_to(section: Any) -> dict[str, Any]:
    """Return an answer to each question of a section."""
    return {one.key: [ROW] if one.key == "audits-rows" else f"Words on {one.key}." for one in section.questions}


def a_step(year: SingleAgencyYear, **facts: Any) -> CarriedStep:
    """Return a next step that was carried into a year."""
    return CarriedStep.objects.create(audit=SingleAuditFactory(), year=year, words="Look again in autumn.", **facts)


def every_step_of_a_year() -> list[SingleAgencyYear]:
    """Return years from which every move can be made."""
    the_questions()
    asked, papers = a_year(), a_year(State.ASKED)
    out = a_year(State.ASKED)
    out.papers_on = timezone.localdate()
    out.save()
    return [asked, papers, out, a_year(State.MET)]


def of_a_year() -> dict[str, list]:
    """Return the parts of the addresses that lead to a year, its days and steps, and to an audit."""
    planned, asked = a_year(), a_year(State.ASKED)
    return {
        "single year": [planned.reference],
        "single year asked": [asked.reference],
        "single year day": [planned.reference, "single-agency-meeting"],
        "single year step": [planned.reference, a_step(planned).pk],
        "single audit": [SingleAuditFactory().reference],
    }
