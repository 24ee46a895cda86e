"""Drafts are changed, published versions are copied."""

import pytest
from django.core.exceptions import ValidationError

from escp.returns.choices import QuestionKind, VersionState
from escp.returns.definition import Definition, Question, Section
from escp.returns.models import Questionnaire
from escp.returns.services import questionnaires
from tests.factories.partnership import PersonFactory
from tests.factories.returns import QUESTIONS, VersionFactory

ASKED = Definition.from_data(QUESTIONS)
NEW = Question(key="q9", kind=QuestionKind.TEXT, label="Anything else?")


@pytest.mark.django_db
def test_a_questionnaire_starts_as_a_draft_and_is_published_when_it_can_be_asked():
    person = PersonFactory()
    draft = questionnaires.start(by=person, questionnaire=Questionnaire(key="supervision", title="Supervision"))
    with pytest.raises(ValidationError, match="at least one question"):
        questionnaires.publish(by=person, version=draft)
    questionnaires.rewrite(by=person, version=draft, definition=ASKED)

    published = questionnaires.publish(by=person, version=draft, change_note="First")

    assert (published.state, published.published_by) == (VersionState.PUBLISHED, person)
    with pytest.raises(ValidationError, match="already"):
        questionnaires.publish(by=person, version=draft)
    with pytest.raises(ValidationError, match="copy it"):
        questionnaires.rewrite(by=person, version=published, definition=Definition())
    published.definition = {}
    with pytest.raises(ValidationError, match="stays as it is"):
        published.save()


@pytest.mark.django_db
def test_the_next_version_is_a_copy_and_takes_the_place_of_the_last():
    first, person = VersionFactory(), PersonFactory()
    draft = questionnaires.copy(by=person, version=first)
    with pytest.raises(ValidationError, match="draft is being written"):
        questionnaires.copy(by=person, version=first)

    second = questionnaires.publish(by=person, version=draft)
    first.refresh_from_db()

    assert (second.number, second.asks) == (2, first.asks)
    assert first.state == VersionState.RETIRED


def test_a_definition_is_changed_part_by_part():
    added = questionnaires.with_question(ASKED, "s1", NEW)
    assert [question.key for question in added.section("s1").questions] == ["q1", "q2", "q3", "q9"]
    assert questionnaires.new_key("q", added) == "q7"
    other = questionnaires.with_question(added, "s1", Question(key="q9", kind=QuestionKind.TEXT, label="Else?"))
    assert other.question("q9").label == "Else?"
    assert questionnaires.without_question(other, "q9") == ASKED
    with pytest.raises(ValidationError, match="removed"):
        questionnaires.with_question(ASKED, "s9", NEW)

    three = questionnaires.with_section(ASKED, Section(key="s3", title="More"))
    assert questionnaires.without_section(three, "s3") == ASKED
    assert [section.key for section in questionnaires.placed(three, "s3", "").sections] == ["s3", "s1", "s2"]
    assert [section.key for section in questionnaires.placed(three, "s1", "s2").sections] == ["s2", "s1", "s3"]


def keys_of(definition, section):
    return [question.key for question in definition.section(section).questions]


def test_a_question_is_put_after_another_in_its_section_or_elsewhere():
    assert keys_of(questionnaires.placed(ASKED, "q1", "q2"), "s1") == ["q2", "q1", "q3"]
    assert keys_of(questionnaires.placed(ASKED, "q3", "s1"), "s1") == ["q3", "q1", "q2"]
    there = questionnaires.placed(ASKED, "q1", "q4")
    assert (keys_of(there, "s1"), keys_of(there, "s2")) == (["q2", "q3"], ["q4", "q1", "q5", "q6"])
    for key, after in (("q9", "q1"), ("q1", "q9"), ("s1", "s9"), ("q1", "q1")):
        with pytest.raises(ValidationError, match="removed"):
            questionnaires.placed(ASKED, key, after)


def test_the_key_of_a_question_that_was_dropped_is_not_used_again():
    dropped = questionnaires.without_question(ASKED, "q6")

    assert questionnaires.new_key("q", dropped) == "q6"
    assert questionnaires.new_key("q", dropped, ASKED) == "q7"


def test_what_is_imported_must_be_something_that_can_be_asked():
    assert questionnaires.read_definition(QUESTIONS) == ASKED
    for wrong in ({"sections": []}, {"pages": []}):
        with pytest.raises(ValidationError):
            questionnaires.read_definition(wrong)
