"""Rounds of self-assessments in the state that the test asks for, as their moves would have left them."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from audits.choices import AssessmentKind, CycleState, Phase, SchoolSort, cycle_from
from audits.models import AssessedAgency, AssessmentCycle, CriterionGrade, Establishment, StaffAnswers
from audits.queries.section_11 import QUESTIONNAIRES
from audits.self_assessing import OF_KIND
from escp.access.roles import RoleKey
from escp.partnership.models import Person
from escp.returns.choices import ReturnState
from escp.returns.models import Questionnaire, Version
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import PartFactory, QuestionnaireFactory, RequestFactory, ReturnFactory, VersionFactory

State = CycleState


def a_framework(kind: str = AssessmentKind.SECTION_11, *, standards: int = 2) -> Version:
    """Return the published framework of a kind, made with some standards where there is none."""
    key = QUESTIONNAIRES[kind]
    known = Version.objects.filter(questionnaire__key=key).first()
    if known is not None:
        return known
    questionnaire = Questionnaire.objects.filter(key=key).first() or QuestionnaireFactory(key=key, title="Framework")
    sections = [
        {
            "key": f"s{number}",
            "title": f"Standard {number}",
            "questions": [
                {
                    "key": f"g{number}",
                    "kind": "grade",
                    "label": f"Is {number} in place?",
                    "scale": "section-11",
                },
                {"key": f"e{number}", "kind": "long_text", "label": "What shows it?", "required": False},
            ],
        }
        for number in range(1, standards + 1)
    ]
    return VersionFactory(questionnaire=questionnaire, definition={"sections": sections})


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = AssessmentCycle

    kind = AssessmentKind.SECTION_11
    title = factory.Sequence(lambda n: f"Section 11, round {n}")
    asks = factory.LazyAttribute(lambda o: a_framework(o.kind))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=40))
    lead = factory.SubFactory(AgencyFactory)
    opened_by = factory.SubFactory(PersonFactory)


class EstablishmentFactory(DjangoModelFactory):
    class Meta:
        model = Establishment

    agency = factory.SubFactory(AgencyFactory, kind="schools")
    urn = factory.Sequence(lambda n: f"{100000 + n}")
    sort = SchoolSort.ACADEMY
    phase = Phase.PRIMARY
    lead_name = "Hazel Hill"
    lead_email = factory.Sequence(lambda n: f"lead{n}@school.example")


def a_scrutineer() -> Person:
    return PersonFactory(role=RoleKey.SCRUTINEER)


def a_body(cycle: AssessmentCycle, grade: str = "amber", **facts) -> AssessedAgency:
    """Return an agency in a round, with its return and grades as far as the round has come."""
    body = AssessedAgency.objects.create(cycle=cycle, agency=facts.pop("agency", None) or AgencyFactory(), **facts)
    if cycle.request_id is None:
        return body
    settled = {}
    if cycle.state != State.ISSUED:
        now = timezone.now()
        by = cycle.opened_by
        settled = {"sent_at": now, "sent_by": by, "settled_at": now, "settled_by": by, "state": ReturnState.ACCEPTED}
    asked = ReturnFactory(request=cycle.request, agency=body.agency, **settled)
    for section in cycle.asks.asks.sections if settled else ():
        number = section.key[1:]
        PartFactory(of=asked, section=section.key, answers={f"g{number}": grade, f"e{number}": "The board’s minutes."})
        moderated = grade if cycle.reached(State.MODERATED) else ""
        agreed = grade if cycle.reached(State.FINAL) else ""
        CriterionGrade.objects.create(body=body, criterion=f"g{number}", own=grade, moderated=moderated, agreed=agreed)
    return body


def a_cycle(state: CycleState = State.DRAFT, *, bodies: int = 2, grade: str = "amber", **facts) -> AssessmentCycle:
    """Return a round with agencies in it; from “moderated” on each has had its panel."""
    cycle = CycleFactory(**facts)
    today = timezone.localdate()
    if state != State.DRAFT:
        cycle.request = RequestFactory(
            kind=OF_KIND[cycle.kind].key, asks=cycle.asks, about=cycle, about_reference=cycle.reference
        )
        cycle.issued_on = today
    reached = cycle_from(state)
    for name, one in (("returned_on", State.RETURNED), ("moderated_on", State.MODERATED), ("final_on", State.FINAL)):
        setattr(cycle, name, today if state in cycle_from(one) else None)
    if state == State.CLOSED:
        cycle.closed_on, cycle.closing_note = today, "All gaps have actions."
    cycle.state = reached[0]
    cycle.save()
    panel = {"panel_on": today, "scrutineer": a_scrutineer()} if state in cycle_from(State.MODERATED) else {}
    for _number in range(bodies):
        a_body(cycle, grade, **panel)
    return cycle


def staff_say(body: AssessedAgency, agree: int = 5, answered: int = 20) -> StaffAnswers:
    return StaffAnswers.objects.create(body=body, standard="s1", agree=agree, answered=answered)


def every_step_of_a_round() -> list[AssessmentCycle]:
    """Return rounds from which every move can be made."""
    moderated = a_cycle(State.RETURNED)
    CriterionGrade.objects.filter(body__cycle=moderated).update(moderated="amber")
    issued = a_cycle(State.RETURNED)
    issued.state, issued.returned_on = State.ISSUED, None
    issued.save()
    return [a_cycle(), issued, moderated, a_cycle(State.MODERATED), a_cycle(State.FINAL, grade="green")]


def of_a_round() -> dict[str, list]:
    """Return the parts of the addresses that lead to a round, to an agency in it, and to a school."""
    draft, returned, panels, final = a_cycle(), a_cycle(State.RETURNED), a_cycle(State.MODERATED), a_cycle(State.FINAL)

    def first(cycle: AssessmentCycle) -> list:
        return [cycle.reference, cycle.bodies.values_list("pk", flat=True)[0]]

    return {
        "round": [draft.reference],
        "round done": [final.reference],
        "assessed": first(returned),
        "assessed panel": first(panels),
        "assessed done": first(final),
        "assessed gap": [*first(final), "g1"],
        "school": [EstablishmentFactory().urn],
    }
