"""Which surveys a person may see, and what people answered: nothing while one is open."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from escp.partnership.models import Person
from escp.returns.models import Version
from escp.returns.queries import versions_to_ask
from intelligence.choices import CommentState, SurveyState
from intelligence.indicators.periods import in_a_row, quarters_before
from intelligence.models import Survey, SurveyAnswer, SurveyComment
from learning.queries import sources_for

FEEDBACK_CLOCK = "intelligence.survey-feedback"
EARLIER_SHOWN = 7


def surveys_for(person: Person) -> QuerySet[Survey]:
    """Return the surveys: about no case, they are open to all who take part in learning."""
    return sources_for(person, Survey).select_related("activity", "lead", "asks__questionnaire")


def surveys_to_list(person: Person) -> QuerySet[Survey]:
    """Return the surveys, those that close last first, each with how many comments wait for the unit."""
    waiting = Count("comments", filter=Q(comments__state=CommentState.WAITING))
    return surveys_for(person).annotate(waiting=waiting).order_by("-closes_on", "-pk")


def surveys_with_poster(person: Person) -> QuerySet[Survey]:
    """Return the surveys that people can be asked to answer."""
    return surveys_for(person).filter(state=SurveyState.OPEN)


def quarters_surveyed(year: int) -> int:
    """Return in how many quarters of a year, from the first on, one after the other, a survey was opened. One query."""
    quarters = quarters_before(date(year + 1, 4, 1), 4)[::-1]
    opened = Survey.objects.filter(opened_on__range=(quarters[0].starts_on, quarters[-1].ends_on)).order_by()
    return in_a_row(quarters, opened.values_list("opened_on", flat=True).distinct())


def surveys_by_link() -> QuerySet[Survey]:
    """Return every survey that was opened, for whoever has its link."""
    opened = (SurveyState.OPEN, SurveyState.CLOSED, SurveyState.SHARED)
    return Survey.objects.filter(state__in=opened).select_related("asks__questionnaire")


def versions_for_surveys() -> QuerySet[Version]:
    """Return the newest published version of each questionnaire."""
    return versions_to_ask()


def answers_to(surveys: Collection[Survey]) -> dict[int, list[dict[str, Any]]]:
    """Return what people chose, by survey. One query."""
    given: dict[int, list[dict[str, Any]]] = {one.pk: [] for one in surveys}
    for survey, answers in SurveyAnswer.objects.filter(survey__in=given).values_list("survey", "answers"):
        given[survey].append(answers)
    return given


def earlier_than(survey: Survey) -> list[Survey]:
    """Return the surveys that asked by the same questionnaire before and are over, the oldest first. One query."""
    before = Survey.objects.filter(
        asks__questionnaire=survey.asks.questionnaire_id,
        state__in=(SurveyState.CLOSED, SurveyState.SHARED),
        closes_on__lt=survey.closes_on,
    ).exclude(pk=survey.pk)
    return list(before.select_related("asks").order_by("-closes_on", "-pk")[:EARLIER_SHOWN])[::-1]


def comments_shown(survey: Survey) -> list[SurveyComment]:
    """Return the comments that the unit has read and shows. In the order of their words: it tells nothing."""
    return list(survey.comments.filter(state=CommentState.SHOWN).order_by("question", "words", "pk"))


def comments_waiting(survey: Survey) -> QuerySet[SurveyComment]:
    """Return the comments that the unit has not read yet; none while people may still answer."""
    if not survey.is_over:
        return SurveyComment.objects.none()
    return survey.comments.filter(state=CommentState.WAITING).order_by("question", "words", "pk")
