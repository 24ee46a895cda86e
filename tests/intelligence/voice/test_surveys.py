"""A survey: prepared, open to whoever has its link, closed, its comments read by the unit, fed back in time."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.returns.choices import QuestionKind
from escp.returns.definition import Definition, Option, Question, Section
from intelligence.choices import CommentState, SurveyState
from intelligence.models import Survey, SurveyAnswer, SurveyComment
from intelligence.voice import services
from intelligence.voice.lifecycle import SURVEY
from intelligence.voice.policies import MOST_QUESTIONS, TOO_MUCH, why_not
from intelligence.voice.queries import FEEDBACK_CLOCK, comments_waiting
from learning.choices import Kind, Stage
from learning.models import Activity
from tests.actionplans.sending import on, send, text
from tests.factories.learning import ThemeFactory
from tests.factories.partnership import PersonFactory
from tests.factories.voice import (
    WHERE,
    WORDS,
    SurveyCommentFactory,
    SurveyFactory,
    TemperatureVersionFactory,
    answered,
    choices,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def move(survey, name):
    return f"/steps/survey/{survey.reference}/{name}/"


def link(survey):
    return reverse("intelligence:survey-answer", args=[survey.token])


def an_answer(where="health", **more):
    return choices(where) | more


def test_a_temperature_check_goes_from_preparing_to_feeding_back(client_for, client, manager):
    version, theme = TemperatureVersionFactory(), ThemeFactory()
    unit = client_for(manager)
    facts = {"title": "Spring", "asks": version.pk, "audience": "All", "why": "To learn.", "themes": theme.pk}

    made = send(unit, reverse("intelligence:survey-new"), **facts, **on("closes_on", TODAY() + timedelta(days=14)))
    survey = Survey.objects.get()
    assert made.url == survey.get_absolute_url()
    assert (survey.grouped_by, list(survey.themes.all())) == (WHERE, [theme])
    assert client.get(link(survey)).status_code == 404
    assert not deadlines_of(survey).exists()

    assert send(unit, move(survey, "open_it"), version=survey.version).status_code == 302
    survey.refresh_from_db()
    page = unit.get(survey.get_absolute_url()).content.decode()
    assert link(survey) in page
    assert "Nothing is shown while" in page
    assert "<svg" in text(unit.get(reverse("intelligence:survey-poster", args=[survey.reference])))
    owed = deadlines_of(survey).get(clock=FEEDBACK_CLOCK)
    assert owed.is_open

    assert "worried about a child now" in text(client.get(link(survey)))
    for number in range(5):
        sent = send(client, link(survey), **an_answer(**{WORDS: f"Ring {number}: 020 7946 0{number}18 ask Dana."}))
        assert sent.status_code == 302, text(sent)
    assert "worried about a child now" in text(client.get(sent.url))

    assert send(unit, move(survey, "close"), version=survey.version).status_code == 302
    survey.refresh_from_db()
    assert survey.closes_on == TODAY()
    assert "is over" in text(client.get(link(survey)))

    reader = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    before = text(reader.get(survey.get_absolute_url()))
    assert "5 people answered" in before
    assert "Dana" not in before
    assert "wait for the unit" in text(unit.get(move(survey, "share")))

    comments = reverse("intelligence:survey-comments", args=[survey.reference])
    shown = text(unit.get(comments))
    assert "Look at: Dana" in shown
    assert "7946" not in shown
    rows = list(comments_waiting(survey))
    decided = {f"state_{one.pk.hex}": "withheld" for one in rows[1:]}
    decided |= {f"words_{one.pk.hex}": one.words for one in rows}
    decided |= {f"state_{rows[0].pk.hex}": "shown", f"words_{rows[0].pk.hex}": "Ring a colleague about supervision."}
    done = send(unit, comments, version=survey.version, **decided)
    assert done.url == survey.get_absolute_url()
    after = text(reader.get(survey.get_absolute_url()))
    assert "Ring a colleague about supervision." in after
    assert "Dana" not in after
    assert set(SurveyComment.objects.filter(state="withheld").values_list("words", flat=True)) == {""}

    told = {"learned": "Advice comes late. A line opens in June.", "told": "Update of May"}
    assert send(unit, move(survey, "share"), version=survey.version, **told).status_code == 302
    owed.refresh_from_db()
    assert not owed.is_open
    assert "A line opens in June." in text(reader.get(survey.get_absolute_url()))
    activity = Activity.objects.get(reference=survey.reference)
    assert (activity.kind, activity.stage) == (Kind.FRONTLINE_VOICE, Stage.CONCLUDED)


def test_an_answer_holds_nothing_of_who_gave_it(client):
    survey = SurveyFactory(state=SurveyState.OPEN)
    assert send(client, link(survey), **an_answer(**{WORDS: "More time."})).status_code == 302

    kept = SurveyAnswer.objects.get()
    assert {field.name for field in SurveyAnswer._meta.get_fields()} == {"id", "survey", "answers"}
    assert WORDS not in kept.answers
    assert "sessionid" not in client.cookies
    with pytest.raises(Exception, match="never changed"), transaction.atomic():
        kept.delete()


def test_what_must_be_answered_is_asked_for_and_what_was_typed_stays(client):
    survey = SurveyFactory(state=SurveyState.OPEN)
    refused = text(send(client, link(survey), **{WORDS: "Typed words"}))
    assert "There is a problem" in refused
    assert "Select an answer" in refused
    assert "Typed words" in refused
    assert not SurveyAnswer.objects.exists()


def test_one_machine_is_stopped_after_twenty_answers_in_an_hour(client):
    survey = SurveyFactory(state=SurveyState.OPEN)
    for _ in range(20):
        assert send(client, link(survey), **an_answer()).status_code == 302
    assert "Too many answers came from this connection" in text(send(client, link(survey), **an_answer()))
    assert survey.answers.count() == 20


def test_the_last_day_ends_answering_whether_or_not_the_unit_has_closed_it(client, client_for, manager):
    survey = answered(SurveyFactory(state=SurveyState.OPEN, closes_on=TODAY() - timedelta(days=1)))
    assert "is over" in text(client.get(link(survey)))
    assert "5 people answered" in text(client_for(manager).get(survey.get_absolute_url()))
    with pytest.raises(ValidationError, match="closed"):
        services.answer(survey=survey, answers=an_answer())


def test_fewer_than_five_answers_are_not_shown(client_for, manager):
    survey = answered(SurveyFactory(state=SurveyState.CLOSED), 4)
    SurveyCommentFactory(survey=survey, words="Alone", state=CommentState.SHOWN)
    page = text(client_for(manager).get(survey.get_absolute_url()))
    assert "Fewer than five people answered" in page
    assert "Alone" not in page


def test_small_groups_are_put_together_and_rounds_are_compared(client_for, manager):
    survey = SurveyFactory(state=SurveyState.CLOSED)
    answered(survey, 6, where="health")
    answered(survey, 3, where="police", how="disagree")
    answered(survey, 2, where="education")
    earlier = SurveyFactory(state=SurveyState.CLOSED, asks=survey.asks, closes_on=TODAY() - timedelta(days=90))
    answered(earlier, 5, how="disagree")
    SurveyFactory(state=SurveyState.CLOSED, asks=survey.asks, closes_on=TODAY() - timedelta(days=180))

    page = text(client_for(manager).get(survey.get_absolute_url()))
    assert "Police, School, college or early years" in page
    assert "Compared with earlier rounds" in page
    assert "How many agree, over all questions" in page
    assert "40%" in page
    assert "73%" in page


def test_an_early_closing_a_later_last_day_and_a_survey_that_is_not_carried_out(client_for, manager):
    survey = SurveyFactory(state=SurveyState.OPEN)
    later = TODAY() + timedelta(days=30)
    sent = send(client_for(manager), move(survey, "change_last_day"), version=survey.version, **on("closes_on", later))
    assert sent.status_code == 302
    survey.refresh_from_db()
    assert survey.closes_on == later
    for day, words in ((TODAY() - timedelta(days=1), "in the past"), (TODAY() + timedelta(days=200), "within 120")):
        with pytest.raises(ValidationError, match=words):
            SURVEY.apply("change_last_day", survey, by=manager, closes_on=day)

    draft = SurveyFactory(closes_on=TODAY() - timedelta(days=1))
    assert SURVEY.transitions["open_it"].reasons_against(draft, manager) == [
        "Its last day has passed. Change it first."
    ]
    dropped = SURVEY.apply("drop", draft, by=manager, dropped_because="Asked last month.")
    assert dropped.activity.stage == Stage.NOT_TAKEN_FORWARD
    assert "Asked last month." in text(client_for(manager).get(dropped.get_absolute_url()))


def test_a_draft_is_changed_and_an_opened_survey_stays_as_it_is(client_for, manager):
    survey, client = SurveyFactory(), client_for(manager)
    facts = {"title": "Autumn", "asks": survey.asks_id, "audience": "All", "why": "To learn."}
    day = on("closes_on", TODAY() + timedelta(days=7))
    change = reverse("intelligence:survey-change", args=[survey.reference])
    assert "Autumn" not in text(client.get(change))
    assert send(client, change, version=survey.version, **facts, **day).status_code == 302
    groups = reverse("intelligence:survey-groups", args=[survey.reference])
    survey.refresh_from_db()
    assert send(client, groups, version=survey.version, grouped_by="").status_code == 302
    survey.refresh_from_db()
    assert (survey.title, survey.grouped_by) == ("Autumn", "")
    with pytest.raises(ValidationError, match="one of its questions"):
        services.group_by(by=manager, survey=survey, question=WORDS)

    opened = SurveyFactory(state=SurveyState.OPEN)
    for refused in (
        lambda: services.group_by(by=manager, survey=opened, question=""),
        lambda: services.change_survey(by=manager, survey=opened),
    ):
        with pytest.raises(ValidationError, match="stay as they are"):
            refused()
    with pytest.raises(ValidationError, match="no agency"):
        services.start_survey(by=PersonFactory(role=None), survey=SurveyFactory.build())


def test_a_group_that_the_new_questions_do_not_make_is_forgotten(manager):
    survey = SurveyFactory()
    survey.asks = TemperatureVersionFactory(definition=only(Question(key="q-1", kind=QuestionKind.TEXT, label="Why?")))
    assert services.change_survey(by=manager, survey=survey).grouped_by == ""


def only(*questions):
    return Definition((Section(key="s-1", title="One", questions=questions),)).as_data()


def test_a_survey_offers_choices_and_asks_for_words_and_nothing_else(manager):
    asks = only(Question(key="q-1", kind=QuestionKind.NUMBER, label="How old are you?"))
    survey = SurveyFactory(asks=TemperatureVersionFactory(definition=asks))
    with pytest.raises(ValidationError, match="How old are you"):
        services.change_survey(by=manager, survey=survey)
    assert "asks for a number" in SURVEY.transitions["open_it"].reasons_against(survey, manager)[0]
    many = [Question(key=f"q-{n}", kind=QuestionKind.TEXT, label="Why?") for n in range(MOST_QUESTIONS + 1)]
    assert why_not(Definition((Section(key="s-1", title="One", questions=tuple(many)),))) == TOO_MUCH


def test_every_kind_of_question_is_kept_where_it_belongs(client, client_for, manager):
    options = (Option("a", "Apples"), Option("b", "Pears"))
    asks = only(
        Question(key="q-yes", kind=QuestionKind.YES_NO, label="Does it help?"),
        Question(key="q-many", kind=QuestionKind.CHOICES, label="Which?", options=options, required=False),
        Question(key="q-why", kind=QuestionKind.TEXT, label="Why?"),
    )
    survey = SurveyFactory(state=SurveyState.OPEN, grouped_by="", asks=TemperatureVersionFactory(definition=asks))
    refused = text(send(client, link(survey), **{"q-yes": "not_applicable"}))
    assert "if it does not apply, say why" in refused
    assert "Enter an answer" in refused
    assert send(client, link(survey), **{"q-yes": "yes", "q-why": "It does."}).status_code == 302
    for _ in range(5):
        given = {"q-yes": "not_applicable", "q-yes__reason": "New here.", "q-many": "a", "q-why": "It does."}
        assert send(client, link(survey), **given).status_code == 302
    assert set(survey.comments.values_list("question", "words")) == {("q-yes", "New here."), ("q-why", "It does.")}
    SURVEY.apply("close", survey, by=manager)
    page = text(client_for(manager).get(survey.get_absolute_url()))
    assert "Which?" in page
    assert "Not applicable" in page


def test_comments_are_decided_on_once_and_only_when_nobody_answers_any_more(client_for, manager):
    comment = SurveyCommentFactory()
    survey = comment.survey
    assert services.screen(by=manager, survey=survey, decided={comment.pk: (CommentState.SHOWN, "Said.")}) == 1
    assert services.screen(by=manager, survey=survey, decided={comment.pk: (CommentState.WITHHELD, "")}) == 0
    comment.refresh_from_db()
    assert (comment.state, comment.words, comment.screened_by) == (CommentState.SHOWN, "Said.", manager)

    still = SurveyCommentFactory(survey=SurveyFactory(state=SurveyState.OPEN))
    assert not comments_waiting(still.survey).exists()
    with pytest.raises(ValidationError, match="may still answer"):
        services.screen(by=manager, survey=still.survey, decided={})

    other = SurveyCommentFactory()
    url = reverse("intelligence:survey-comments", args=[other.survey.reference])
    client = client_for(manager)
    empty = send(client, url, version=other.survey.version, **{f"state_{other.pk.hex}": "shown"})
    assert "Enter the words that are shown" in text(empty)
    later = send(client, url, version=other.survey.version)
    assert later.url == other.survey.get_absolute_url()
    assert "No comment waits" in text(client.get(reverse("intelligence:survey-comments", args=[survey.reference])))


def test_comments_are_read_ten_at_a_time(client_for, manager):
    survey = SurveyFactory(state=SurveyState.CLOSED)
    rows = [SurveyCommentFactory(survey=survey) for _ in range(11)]
    url = reverse("intelligence:survey-comments", args=[survey.reference])
    decided = {f"state_{one.pk.hex}": "withheld" for one in rows}
    assert send(client_for(manager), url, version=survey.version, **decided).url == url
    assert comments_waiting(survey).count() == 1


def test_what_is_withheld_cannot_be_kept():
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyCommentFactory(state=CommentState.WITHHELD, words="Still here")


def test_those_who_read_see_no_way_to_change_a_survey(client_for):
    client = client_for(PersonFactory(role=RoleKey.REVIEWER))
    draft = SurveyFactory()
    assert "/change/" not in client.get(draft.get_absolute_url()).content.decode()
    assert "Prepare a survey" not in text(client.get(reverse("intelligence:surveys")))
    assert link(SurveyFactory(state=SurveyState.OPEN)) not in text(client.get(draft.get_absolute_url()))


def test_the_words_of_records_name_no_person():
    comment = SurveyCommentFactory()
    survey = answered(comment.survey, 1)
    assert str(survey) == f"{survey.reference} {survey.title}"
    assert str(comment) == f"A comment on {survey.pk}"
    assert str(survey.answers.get()) == f"An answer to {survey.pk}"
