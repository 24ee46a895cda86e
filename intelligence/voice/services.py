"""Writing down surveys, answers and what the unit decides about comments. Each function is one transaction."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator

from escp.partnership.models import Person
from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Question
from intelligence.choices import CommentState, SurveyState
from intelligence.models import Survey, SurveyAnswer, SurveyComment
from intelligence.voice.policies import WORDS, first_grouping, grouping, questions_of, why_not
from intelligence.voice.screening import taken_out
from learning.models import Theme

CLOSED = "This survey is closed. Thank you for wanting to answer."
NOT_A_DRAFT = "It has been opened: its questions stay as they are."
LONGEST_OPEN = 120
LONGEST_NAMED = 80


@transaction.atomic
def start_survey(*, by: Person, survey: Survey, themes: Iterable[Theme] = ()) -> Survey:
    """Save a survey that is prepared, led by the agency of whoever does. Raises ValidationError without one."""
    if by.agency is None:
        raise ValidationError("You belong to no agency now.")
    survey.lead = by.agency
    survey.grouped_by = first_grouping(survey.asks.asks)
    return change_survey(by=by, survey=survey, themes=themes)


@transaction.atomic
def change_survey(*, by: Person, survey: Survey, themes: Iterable[Theme] = ()) -> Survey:
    """Save a survey that is being prepared.

    Raises ValidationError once it was opened, for a questionnaire that asks what a survey does not, and for a last
    day that has passed or is far.
    """
    if survey.state != SurveyState.DRAFT:
        raise ValidationError(NOT_A_DRAFT)
    asks = survey.asks.asks
    if reason := why_not(asks):
        raise ValidationError({"asks": reason})
    check_last_day(survey.closes_on)
    if survey.grouped_by not in {one.key for one in grouping(asks)}:
        survey.grouped_by = ""
    survey.save()
    survey.themes.set(themes)
    return survey


@transaction.atomic
def group_by(*, by: Person, survey: Survey, question: str) -> Survey:
    """Say by which question answers are compared, or by none. Raises ValidationError once it was opened."""
    if survey.state != SurveyState.DRAFT:
        raise ValidationError(NOT_A_DRAFT)
    if question and question not in {one.key for one in grouping(survey.asks.asks)}:
        raise ValidationError({"grouped_by": "Choose one of its questions."})
    survey.grouped_by = question
    survey.save()
    return survey


def check_last_day(day: Any) -> None:
    """Raise ValidationError for a last day that has passed, or is further off than anybody keeps answering."""
    today = timezone.localdate()
    if day < today:
        raise ValidationError({"closes_on": "The last day to answer cannot be in the past."})
    if day > today + timedelta(days=LONGEST_OPEN):
        raise ValidationError({"closes_on": f"The last day to answer must be within {LONGEST_OPEN} days."})


@transaction.atomic
def answer(*, survey: Survey, answers: Mapping[str, Any]) -> None:
    """Keep what one person answered and nothing of who they are: choices in one row, each text in one of its own.

    Telephone numbers, addresses and the like are taken out of texts before they are kept.
    Raises ValidationError once it is closed, and at each question that has to be answered.
    """
    if not survey.is_open:
        raise ValidationError(CLOSED)
    asks = survey.asks.asks.for_agency()
    if missing := what_is_missing(asks, answers):
        raise ValidationError({**missing})
    shown = [one for one in questions_of(asks) if one.key in answers and asks.shows(one, answers)]
    chosen: dict[str, Any] = {}
    for question in shown:
        given = answers[question.key]
        if question.kind in WORDS:
            _say(survey, question.key, given)
        elif question.kind == QuestionKind.YES_NO:
            chosen[question.key] = given.get("answer", "")
            _say(survey, question.key, given.get("reason", ""))
        else:
            chosen[question.key] = given
    SurveyAnswer.objects.create(survey=survey, answers=chosen)


def what_is_missing(asks: Definition, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return, in words, what is asked for at each question that has to be answered and is not, by its key."""
    return {question.key: _asked_for(question) for _, question in asks.missing(answers)}


def _asked_for(question: Question) -> str:
    """Return what is asked for, naming the question: several may stand in one list."""
    what = "Enter an answer" if question.kind in WORDS else "Select an answer"
    why = "; if it does not apply, say why" if question.kind == QuestionKind.YES_NO else ""
    return f"{what} to “{Truncator(question.label).chars(LONGEST_NAMED)}”{why}"


def _say(survey: Survey, question: str, words: str) -> None:
    if words.strip():
        SurveyComment.objects.create(survey=survey, question=question, words=taken_out(words.strip()))


@transaction.atomic
def screen(*, by: Person, survey: Survey, decided: Mapping[UUID, tuple[str, str]]) -> int:
    """Show or withhold comments, each with its words as they may be read; return how many.

    `decided` has the state and the words by comment. Withheld words are erased. One that somebody else has decided on
    meanwhile stays as they left it. Raises ValidationError while people may still answer.
    """
    if not survey.is_over:
        raise ValidationError("People may still answer: comments are read when it is closed.")
    rows = survey.comments.select_for_update().filter(pk__in=decided, state=CommentState.WAITING)
    done = 0
    for comment in rows:
        comment.state, comment.words = decided[comment.pk]
        if comment.state == CommentState.WITHHELD:
            comment.words = ""
        comment.screened_on, comment.screened_by = timezone.localdate(), by
        comment.save()
        done += 1
    return done
