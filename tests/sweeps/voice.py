"""Pages of surveys, with as many rows as asked for."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from intelligence.choices import CommentState, SurveyState, YoungState
from tests.factories.learning import FindingFactory, ThemeFactory
from tests.factories.voice import SurveyCommentFactory, SurveyFactory, YoungLinkFactory, YoungVoiceFactory, answered


def surveys(rows, _):
    for _number in range(rows):
        SurveyFactory()
    return reverse("intelligence:surveys")


def survey(rows, _):
    record = SurveyFactory(state=SurveyState.CLOSED)
    answered(record, 5 + rows)
    for number in range(1, rows + 1):
        day = timezone.localdate() - timedelta(days=90 * number)
        answered(SurveyFactory(state=SurveyState.CLOSED, asks=record.asks, closes_on=day))
        SurveyCommentFactory(survey=record)
        SurveyCommentFactory(survey=record, state=CommentState.SHOWN)
        FindingFactory(activity=record.activity)
    return record.get_absolute_url()


def survey_comments(rows, _):
    record = SurveyFactory(state=SurveyState.CLOSED)
    for _number in range(rows):
        SurveyCommentFactory(survey=record)
    return reverse("intelligence:survey-comments", args=[record.reference])


def young_voices(rows, _):
    for _number in range(rows):
        YoungVoiceFactory(theme=ThemeFactory())
    return reverse("intelligence:young-voices")


def ambassadors(rows, _):
    for _number in range(rows):
        YoungVoiceFactory(state=YoungState.PROMISED)
    return reverse("intelligence:ambassadors", args=[YoungLinkFactory().token])


VOICE = {surveys: 4, survey: 23, survey_comments: 5, young_voices: 5, ambassadors: 6}
