"""Surveys with answers and comments, and what young people said, in the state that the test asks for."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.returns.choices import VersionState
from escp.returns.shipped import SHIPPED
from intelligence.choices import CommentState, SurveyState, YoungState
from intelligence.models import Survey, SurveyAnswer, SurveyComment, YoungLink, YoungVoice
from intelligence.models.voice import WAS_OPENED
from intelligence.models.young import ANSWERED, ERASED
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import VersionFactory

TEMPERATURE = SHIPPED["temperature-check"].asks
AGREEMENT_KEYS = [one.key for one in TEMPERATURE.questions if one.kind == "grade"]
WHERE, WORDS = "temperature-where", "temperature-words"
OVER = (SurveyState.CLOSED, SurveyState.SHARED)


class TemperatureVersionFactory(VersionFactory):
    definition = factory.LazyFunction(TEMPERATURE.as_data)
    state = VersionState.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)
    published_by = factory.SelfAttribute("made_by")


class SurveyFactory(DjangoModelFactory):
    class Meta:
        model = Survey

    title = factory.Sequence(lambda n: f"How it is now, round {n}")
    audience = "Everybody who works with children here"
    why = "To know what helps you and what stands in your way."
    asks = factory.SubFactory(TemperatureVersionFactory)
    closes_on = factory.LazyAttribute(lambda o: timezone.localdate() + timedelta(days=-1 if o.state in OVER else 14))
    grouped_by = WHERE
    lead = factory.SubFactory(AgencyFactory)
    state = SurveyState.DRAFT
    opened_on = factory.LazyAttribute(lambda o: o.closes_on - timedelta(days=14) if o.state in WAS_OPENED else None)
    closed_on = factory.LazyAttribute(lambda o: o.closes_on if o.state in OVER else None)
    shared_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == SurveyState.SHARED else None)
    learned = factory.LazyAttribute(lambda o: "Advice comes too late." if o.state == SurveyState.SHARED else "")
    told = factory.LazyAttribute(lambda o: "Update of May" if o.state == SurveyState.SHARED else "")
    dropped_because = factory.LazyAttribute(lambda o: "Asked last month." if o.state == SurveyState.DROPPED else "")


class SurveyCommentFactory(DjangoModelFactory):
    class Meta:
        model = SurveyComment

    survey = factory.SubFactory(SurveyFactory, state=SurveyState.CLOSED)
    question = WORDS
    words = factory.Sequence(lambda n: f"More time in supervision, {n} hours.")
    screened_on = factory.LazyAttribute(lambda o: None if o.state == CommentState.WAITING else timezone.localdate())
    screened_by = factory.LazyAttribute(lambda o: None if o.state == CommentState.WAITING else PersonFactory())
    state = CommentState.WAITING


class YoungVoiceFactory(DjangoModelFactory):
    class Meta:
        model = YoungVoice

    state = YoungState.WAITING
    said = factory.LazyAttribute(lambda o: "" if o.state in ERASED else "Nobody tells us what happens next.")
    heard_on = factory.LazyFunction(timezone.localdate)
    promised = factory.LazyAttribute(lambda o: "A letter after each meeting." if o.state in ANSWERED else "")
    owed_on = factory.LazyAttribute(
        lambda o: timezone.localdate() + timedelta(days=30) if o.state in ANSWERED else None
    )
    did = factory.LazyAttribute(lambda o: "You get a letter." if o.state == YoungState.DONE else "")
    told_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == YoungState.DONE else None)
    told_how = factory.LazyAttribute(lambda o: "Meeting" if o.state == YoungState.DONE else "")


class YoungLinkFactory(DjangoModelFactory):
    class Meta:
        model = YoungLink

    made_by = factory.SubFactory(PersonFactory)


def choices(where: str = "health", how: str = "agree") -> dict[str, str]:
    """Return what one person chose in a temperature check."""
    return {WHERE: where} | dict.fromkeys(AGREEMENT_KEYS, how)


def answered(survey: Survey, times: int = 5, **chosen: str) -> Survey:
    """Let some people answer alike."""
    for _ in range(times):
        SurveyAnswer.objects.create(survey=survey, answers=choices(**chosen))
    return survey


def of_voice() -> dict[str, list]:
    """Return the parts of the addresses of surveys and of young people’s voice."""
    opened = SurveyFactory(state=SurveyState.OPEN)
    return {
        "survey": [SurveyCommentFactory(survey=answered(SurveyFactory(state=SurveyState.CLOSED))).survey.reference],
        "survey draft": [SurveyFactory().reference],
        "survey open": [opened.reference],
        "survey link": [opened.token],
        "young voice": [YoungVoiceFactory(state=YoungState.PROMISED).reference],
        "young waiting": [YoungVoiceFactory().reference],
        "ambassadors": [YoungLinkFactory().token],
    }


def every_step_of_a_survey() -> list[Survey]:
    """Return a survey in every state."""
    return [SurveyFactory(state=state) for state in SurveyState]


def every_step_of_a_young_voice() -> list[YoungVoice]:
    """Return what young people said in every state."""
    return [YoungVoiceFactory(state=state) for state in YoungState]
