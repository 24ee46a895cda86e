"""Questionnaires, requests and returns as tests make them."""

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.access.roles import RoleKey
from escp.documents.models import Document
from escp.returns.choices import VersionState
from escp.returns.definition import Definition
from escp.returns.given import kept_of
from escp.returns.kinds import GENERAL
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part, PassingOn, Questionnaire, Request, Return, Version
from tests.factories.documents import a_document
from tests.factories.partnership import AgencyFactory, PersonFactory

QUESTIONS = {
    "sections": [
        {
            "key": "s1",
            "title": "Recognition",
            "guidance": "Look at the last six months.",
            "questions": [
                {"key": "q1", "kind": "grade", "label": "How well was harm recognised?", "scale": "practice"},
                {
                    "key": "q2",
                    "kind": "long_text",
                    "label": "What stood in the way?",
                    "evidence": "supervision notes",
                    "show_when": {"question": "q1", "answers": ["inadequate", "requires_improvement"]},
                },
                {"key": "q3", "kind": "yes_no", "label": "Was the child seen alone?"},
            ],
        },
        {
            "key": "s2",
            "title": "What happened",
            "questions": [
                {
                    "key": "q4",
                    "kind": "table",
                    "label": "Events in order",
                    "required": False,
                    "columns": [
                        {"key": "on", "label": "Date", "kind": "date"},
                        {"key": "what", "label": "What happened"},
                    ],
                },
                {"key": "q5", "kind": "number", "label": "How many visits?", "required": False},
                {"key": "q6", "kind": "text", "label": "For the unit", "required": False, "for_unit": True},
            ],
        },
    ]
}


class QuestionnaireFactory(DjangoModelFactory):
    class Meta:
        model = Questionnaire

    key = factory.Sequence(lambda n: f"questionnaire-{n}")
    title = factory.Sequence(lambda n: f"Questionnaire {n}")
    made_by = factory.SubFactory(PersonFactory)


class VersionFactory(DjangoModelFactory):
    class Meta:
        model = Version

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    number = 1
    state = VersionState.PUBLISHED
    definition = factory.LazyFunction(lambda: Definition.from_data(QUESTIONS).as_data())
    made_by = factory.SelfAttribute("questionnaire.made_by")
    published_by = factory.LazyAttribute(
        lambda version: None if version.state == VersionState.DRAFT else version.questionnaire.made_by
    )
    published_at = factory.LazyAttribute(lambda version: timezone.now() if version.published_by else None)


def a_draft() -> dict[str, list]:
    """Make a draft that follows a published version, and return the parts of the addresses that lead to it."""
    first = VersionFactory()
    VersionFactory(questionnaire=first.questionnaire, number=2, state=VersionState.DRAFT)
    draft = [first.questionnaire.key, 2]
    return {
        "questionnaire": draft[:1],
        "draft": draft,
        "draft since": [*draft, 1],
        "draft section": [*draft, "s1"],
        "draft kind": [*draft, "s1", "table"],
        "draft question": [*draft, "q2"],
        "draft answers": [*draft, "q2", "q1"],
    }


class RequestFactory(DjangoModelFactory):
    class Meta:
        model = Request

    kind = GENERAL.key
    asks = factory.SubFactory(VersionFactory)
    title = "Supervision across the partnership"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    asked_by = factory.SubFactory(PersonFactory)


class ReturnFactory(DjangoModelFactory):
    class Meta:
        model = Return

    request = factory.SubFactory(RequestFactory)
    agency = factory.SubFactory(AgencyFactory)
    due_on = factory.SelfAttribute("request.due_on")


class PassingOnFactory(DjangoModelFactory):
    class Meta:
        model = PassingOn

    of = factory.SubFactory(ReturnFactory)
    by = factory.SelfAttribute("of.person")
    name = "Rowan Rush"
    email = factory.Sequence(lambda n: f"colleague{n}@agency.example")


class PartFactory(DjangoModelFactory):
    class Meta:
        model = Part

    of = factory.SubFactory(ReturnFactory)
    section = "s1"


FULL = {"s1": {"q1": "good", "q3": {"answer": "yes", "reason": ""}}, "s2": {"q5": "4"}}


def filled_in(asked: Return) -> Return:
    """Answer everything that must be answered."""
    for section, answers in FULL.items():
        PartFactory(of=asked, section=section, answers=answers)
    return asked


def sent(asked: Return) -> Return:
    """Fill in and send, as the person who was asked or somebody of the agency."""
    by = asked.person or PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=asked.agency)
    return RETURN.apply("send", filled_in(asked), by=by)


def with_files(**changes: Any) -> dict[str, Any]:
    """Return the definition of a questionnaire that asks for a file, and for words beside it."""
    file = {"key": "q7", "kind": "file", "label": "The audit itself", "evidence": "the audit of this year"}
    words = {"key": "q8", "kind": "text", "label": "What it shows", "required": False}
    section = {"key": "s1", "title": "Evidence", "questions": [file | changes, words]}
    return Definition.from_data({"sections": [section]}).as_data()


def a_file_of(asked: Return) -> Document:
    """Give a file as the answer to a question, and return its document."""
    document = a_document(asked)
    part, _ = Part.objects.get_or_create(of=asked, section="s1")
    part.answers = part.answers | {"q7": [kept_of(document.versions.get())]}
    part.save()
    return document
