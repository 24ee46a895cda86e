"""The sets that come with the service can be asked, are short enough, and never overwrite what is local."""

import json
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from escp.access.roles import RoleKey
from escp.returns.choices import QuestionKind, VersionState
from escp.returns.definition import Definition
from escp.returns.models import Questionnaire, Version
from escp.returns.services import questionnaires, shipping
from escp.returns.shipped import SHIPPED
from tests.factories.partnership import PersonFactory
from tests.factories.returns import QuestionnaireFactory

# The most that each may ask, and the most of it that an agency which knows nothing must answer.
CEILINGS = {
    "cascade-assurance": 9,
    "challenge-and-support": 12,
    "child-death-report": 61,
    "local-review-agency-report": 12,
    "multi-agency-audit": 33,
    "national-review-assurance": 5,
    "picture-list": 1,
    "rapid-review-information": 20,
    "risk-data": 3,
    "school-self-assessment": 21,
    "scrutiny-challenge": 4,
    "section-11": 38,
    "single-agency-audits": 8,
    "temperature-check": 8,
    "training-statement": 3,
    "yearly-report-contribution": 7,
}


def test_every_set_is_held_to_a_ceiling():
    assert set(CEILINGS) == set(SHIPPED)


@pytest.mark.parametrize("key", CEILINGS)
def test_a_set_can_be_asked_and_is_short(key):
    asks = SHIPPED[key].asks
    assert asks.problems() == []
    assert sum(1 for _ in asks.questions) <= CEILINGS[key]
    assert all(len(section.questions) <= 6 for section in asks.sections)
    # A required file could not be given yet, and a very long question does not stand on a phone.
    assert all(q.kind != QuestionKind.FILE and len(q.label) <= 160 for q in asks.questions)
    assert json.loads(SHIPPED[key].file.read_text("utf-8"))["sources"]


def test_an_agency_that_knows_nothing_of_a_child_is_asked_little():
    not_known = {"answer": "no", "reason": ""}
    review, death = SHIPPED["rapid-review-information"].asks, SHIPPED["child-death-report"].asks
    assert len(review.missing({"known-to-us": not_known})) == 4
    # Even where supplementary forms stood ticked from the start.
    assert len(death.missing({"death-known": not_known, "death-supplements": ["sudden"]})) == 1


@pytest.mark.django_db
def test_sets_are_loaded_once_and_a_local_one_stays(capsys):
    person = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    local = QuestionnaireFactory(key="section-11", title="Our own")

    call_command("load_questionnaires", person.email)
    first = capsys.readouterr().out
    call_command("load_questionnaires", person.email)
    second = capsys.readouterr().out

    assert first.count("Published:") == len(SHIPPED) - 1
    assert second.count("Was there:") == len(SHIPPED)
    assert Questionnaire.objects.count() == len(SHIPPED)
    assert not local.versions.exists()
    assert set(Version.objects.values_list("number", "state")) == {(1, VersionState.PUBLISHED)}


@pytest.mark.django_db
def test_a_set_that_has_changed_since_is_drafted_once_and_what_is_published_stays(capsys, monkeypatch):
    person, was = PersonFactory(role=RoleKey.BUSINESS_MANAGER), SHIPPED["section-11"]
    shipping.load(by=person)

    def load_with(asks):
        monkeypatch.setitem(SHIPPED, was.key, SimpleNamespace(key=was.key, title=was.title, purpose="", asks=asks))
        call_command("load_questionnaires", person.email)
        return next(line for line in capsys.readouterr().out.splitlines() if line.endswith(was.title))

    changed, again = Definition(was.asks.sections[:-1]), Definition(was.asks.sections[1:])

    assert load_with(changed).startswith("Changed since, a draft of the next version waits for you: ")
    first, draft = Version.objects.filter(questionnaire__key=was.key).order_by("number")
    assert (first.state, first.asks) == (VersionState.PUBLISHED, was.asks)
    assert (draft.state, draft.asks) == (VersionState.DRAFT, changed)
    assert load_with(changed).startswith("Was there")
    assert "another draft is being written" in load_with(again)
    assert Version.objects.get(pk=draft.pk).asks == changed
    # What the unit threw away is not offered again.
    questionnaires.discard(by=person, version=draft)
    assert load_with(changed).startswith("Was there")
    assert load_with(again).startswith("Changed since, a draft")


@pytest.mark.django_db
def test_only_somebody_who_may_publish_can_load_them():
    for email in ("nobody@demo.example", PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR).email):
        with pytest.raises(CommandError, match="Nobody"):
            call_command("load_questionnaires", email)
