"""What a questionnaire may ask, when a question is shown, and what is missing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp.returns.choices import ColumnKind, QuestionKind
from escp.returns.definition import (
    MOST_QUESTIONS,
    BadDefinition,
    Column,
    Condition,
    Definition,
    Option,
    Question,
    Section,
    is_answered,
)
from escp.returns.scales import PRACTICE, SCALES
from tests.factories.returns import FULL, QUESTIONS

ASKED = Definition.from_data(QUESTIONS)
TEXT = {"key": "q", "kind": "text", "label": "?"}
ANSWERS = {key: value for answers in FULL.values() for key, value in answers.items()}


def one(**changes):
    question = Question(**{"key": "q1", "kind": QuestionKind.TEXT, "label": "What?"} | changes)
    return Definition((Section(key="s1", title="All", questions=(question,)),))


def two(first, second):
    return Definition((Section(key="s1", title="All", questions=(first, second)),))


def test_a_question_is_found_with_its_section():
    assert ASKED.question("q4").label == "Events in order"
    assert ASKED.section_of("q4").title == "What happened"
    assert ASKED.section("s9") is ASKED.question("q9") is ASKED.section_of("q9") is None


def test_the_units_own_fields_are_not_shown_to_an_agency():
    only_ours = one(for_unit=True)

    assert "q6" not in [question.key for question in ASKED.for_agency().questions]
    assert only_ours.for_agency().sections == ()


def test_what_is_missing_is_what_is_shown_required_and_empty():
    assert [question.key for _, question in ASKED.missing({})] == ["q1", "q3"]
    assert ASKED.missing(ANSWERS) == []
    assert [question.key for _, question in ASKED.missing(ANSWERS | {"q1": "inadequate"})] == ["q2"]


def test_what_depends_on_a_question_that_is_not_shown_is_not_shown_and_a_section_that_cannot_arise_is_left_out():
    known = Question(key="known-1", kind=QuestionKind.YES_NO, label="Known?")
    which = Question(key="which-1", kind=QuestionKind.CHOICE, label="Which?", show_when=Condition("known-1", ("yes",)))
    road = Question(
        key="road-1", kind=QuestionKind.TEXT, label="Which road?", show_when=Condition("which-1", ("road",))
    )
    asks = Definition(
        (Section(key="s-1", title="All", questions=(known, which)), Section(key="s-2", title="Road", questions=(road,)))
    )

    def arising(**answers):
        return [
            section.key for section in asks.arising({f"{key}_1".replace("_", "-"): to for key, to in answers.items()})
        ]

    yes, no = {"answer": "yes", "reason": ""}, {"answer": "no", "reason": ""}
    assert [question.key for _, question in asks.missing({"known-1": yes, "which-1": "road"})] == ["road-1"]
    assert asks.missing({"known-1": no, "which-1": "road"}) == []
    assert arising() == arising(which="road") == arising(known=yes, which="road") == ["s-1", "s-2"]
    assert arising(known=no, which="road") == arising(known=yes, which="water") == arising(which="water") == ["s-1"]


@pytest.mark.parametrize(
    ("kind", "value", "answered"),
    [
        ("text", "Yes", True),
        ("text", "  ", False),
        ("text", None, False),
        ("yes_no", {"answer": "yes", "reason": ""}, True),
        ("yes_no", {"answer": "not_applicable", "reason": " "}, False),
        ("yes_no", {"answer": "not_applicable", "reason": "We have no ward"}, True),
        ("yes_no", {"answer": "", "reason": "Why"}, False),
        ("yes_no", "yes", False),
        ("choices", [], False),
        ("choices", ["a"], True),
        ("table", [{"on": "2026-03-06"}], True),
    ],
)
def test_an_answer_counts_when_something_was_said(kind, value, answered):
    assert is_answered(Question(key="q", kind=QuestionKind(kind), label="?"), value) is answered


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("yes", True),
        ("no", False),
        (["no", "yes"], True),
        ({"answer": "yes"}, True),
        ({"answer": "no"}, False),
        (None, False),
    ],
)
def test_a_condition_holds_for_one_answer_for_several_and_for_yes_with_a_reason(given, shown):
    assert Condition("q", ("yes",)).holds({"q": given}) is shown


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (Definition(), "at least one question"),
        (Definition((Section(key="s1", title=" "),)), "a title"),
        (Definition((Section(key="s1", title="Empty"),)), "“Empty” has no question"),
        (one(key="Q 1"), "is no key"),
        (one(key="s1"), "Two parts have the key “s1”"),
        (one(label=" "), "has no words"),
        (one(kind=QuestionKind.GRADE), "needs a scale"),
        (one(kind=QuestionKind.CHOICE, options=(Option("a", "A"),)), "at least two choices"),
        (one(kind=QuestionKind.TABLE), "at least one column"),
        (one(show_when=Condition("q1", ("yes",))), "does not come before"),
        (one(show_when=Condition("q9", ("yes",))), "does not come before"),
    ],
)
def test_a_definition_says_why_it_cannot_be_asked(definition, said):
    assert any(said in problem for problem in definition.problems())


def test_a_condition_must_rest_on_an_answer_that_can_be_given_to_those_who_see_both():
    closed = Question(key="q1", kind=QuestionKind.YES_NO, label="Seen?")
    after = Question(key="q2", kind=QuestionKind.TEXT, label="Why not?", show_when=Condition("q1", ("no",)))
    cannot = Question(key="q2", kind=QuestionKind.TEXT, label="Why not?", show_when=Condition("q1", ("never",)))
    open_one = Question(key="q1", kind=QuestionKind.TEXT, label="Seen?")
    ours = Question(key="q1", kind=QuestionKind.YES_NO, label="Seen?", for_unit=True)

    assert two(closed, after).problems() == []
    assert "cannot be given" in two(closed, cannot).problems()[0]
    assert "answers to choose from" in two(open_one, after).problems()[0]
    assert "the same people see" in two(ours, after).problems()[0]


def test_too_many_questions_are_too_many():
    questions = tuple(Question(key=f"q{n}", kind=QuestionKind.TEXT, label="?") for n in range(MOST_QUESTIONS + 1))

    assert str(MOST_QUESTIONS) in Definition((Section(key="s1", title="All", questions=questions),)).problems()[0]


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"sections": 3},
        {"sections": [{"key": "s1"}]},
        {"sections": [{"key": 1, "title": "T", "questions": []}]},
        {"sections": [{"key": "s1", "title": "x" * 2001, "questions": []}]},
        {"sections": [{"key": "s1", "title": "a\x00b", "questions": []}]},
        {"sections": [{"key": "s1", "title": "T", "questions": [{"key": "q", "kind": "magic", "label": "?"}]}]},
        {"sections": [{"key": "s1", "title": "T", "questions": [TEXT | {"required": 1}]}]},
        {"sections": [{"key": "s1", "title": "T", "questions": [TEXT | {"options": 5}]}]},
    ],
)
def test_what_is_no_questionnaire_is_refused_in_words(data):
    with pytest.raises(BadDefinition, match=r"missing|must be|Expected"):
        Definition.from_data(data)


words = st.text(st.characters(blacklist_characters="\x00", blacklist_categories=("Cs",)), min_size=1, max_size=30)
questions = st.builds(
    Question,
    key=st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True),
    kind=st.sampled_from(QuestionKind),
    label=words,
    hint=words | st.just(""),
    evidence=words | st.just(""),
    required=st.booleans(),
    options=st.lists(st.builds(Option, words, words), max_size=3).map(tuple),
    scale=st.sampled_from(["", *SCALES]),
    columns=st.lists(st.builds(Column, words, words, st.sampled_from(ColumnKind)), max_size=3).map(tuple),
    show_when=st.none() | st.builds(Condition, words, st.lists(words, max_size=2).map(tuple)),
    for_unit=st.booleans(),
)
sections = st.builds(
    Section, key=words, title=words, guidance=words | st.just(""), questions=st.lists(questions, max_size=4).map(tuple)
)


@given(st.lists(sections, max_size=3))
def test_out_as_json_and_back_is_the_same(given_sections):
    definition = Definition(tuple(given_sections))

    assert Definition.from_data(json.loads(json.dumps(definition.as_data()))) == definition


def test_a_scale_knows_the_words_of_its_grades():
    assert PRACTICE.label_of("good") == "Good"
    assert PRACTICE.label_of("unheard-of") == "unheard-of"
