"""A long survey is answered section by section, checked, and only then sent; nothing is kept before."""

import re

import pytest
from django.urls import reverse

from escp.access.roles import RoleKey
from intelligence.choices import SurveyState
from intelligence.models import SurveyAnswer, SurveyComment
from intelligence.voice.policies import steps_of
from learning.sharing import pulse_views
from tests.actionplans.sending import text
from tests.factories.partnership import PersonFactory
from tests.factories.voice import TEMPERATURE, SurveyFactory, TemperatureVersionFactory
from tests.sweeps.forms import bad_answers
from tests.sweeps.test_bad_input import shown

pytestmark = pytest.mark.django_db

GRADES = [{"key": f"long-{n}", "kind": "grade", "scale": "agreement", "label": f"Statement {n}"} for n in range(8)]
LONG = {
    "sections": [
        {
            "key": "s1",
            "title": "Your work",
            "questions": [
                {
                    "key": "long-where",
                    "kind": "choice",
                    "label": "Where do you work?",
                    "options": [{"value": "school", "label": "School"}, {"value": "ward", "label": "Ward"}],
                },
                {"key": "long-alone", "kind": "yes_no", "label": "Do you work alone?", "required": False},
            ],
        },
        {
            "key": "s2",
            "title": "On the ward",
            "questions": [
                {
                    "key": "long-ward",
                    "kind": "text",
                    "label": "Which ward?",
                    "show_when": {"question": "long-where", "answers": ["ward"]},
                }
            ],
        },
        {"key": "s3", "title": "How it is now", "guidance": "Think of the last month.", "questions": GRADES},
        {
            "key": "s4",
            "title": "In your own words",
            "questions": [{"key": "long-words", "kind": "long_text", "label": "What would help?", "required": False}],
        },
    ]
}
AGREE = dict.fromkeys((one["key"] for one in GRADES), "agree")
SCHOOL = {"long-where": "school"}


@pytest.fixture
def survey():
    return SurveyFactory(
        state=SurveyState.OPEN, asks=TemperatureVersionFactory(definition=LONG), grouped_by="long-where"
    )


class Answering:
    """Somebody at the pages of a survey: sends what stands in the page with what is typed over it."""

    def __init__(self, client, survey):
        self.client, self.url = client, reverse("intelligence:survey-answer", args=[survey.token])
        self.page = text(client.get(self.url))

    def press(self, go, **typed):
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', self.page))
        self.answer = self.client.post(self.url, hidden | typed | {"go": go})
        self.page = text(self.answer)
        return self.page


def test_sections_come_one_after_the_other_and_only_what_is_sent_is_kept(client, survey):
    them = Answering(client, survey)
    assert "Part 1 of 4".lower() in them.page.lower()
    assert "Nothing about who you are is kept" in them.page
    # The section about wards is passed over: it asks nothing of a school.
    assert "Think of the last month." in them.press("next", **SCHOOL)
    assert "What would help?" in them.press("next", **AGREE)
    assert "How it is now" in them.press("back", **{"long-words": "Time"})
    assert them.page.count("checked") == 8
    assert "Time</textarea>" in them.press("next", **AGREE)
    page = them.press("next", **{"long-words": "Time, ring 07700 900123"})
    assert "Check your answers" in page
    assert "Time, ring" in page
    assert "Not answered" in page
    assert "Where do you work?" in them.press("to-0")
    them.press("next", **SCHOOL)
    them.press("next", **AGREE)
    them.press("next", **{"long-words": "More time"})
    assert not SurveyAnswer.objects.exists()
    once = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', them.page)) | {"go": "send"}
    them.press("send")
    assert them.answer.status_code == 302
    assert SurveyAnswer.objects.get().answers == SCHOOL | AGREE
    assert SurveyComment.objects.get().words == "More time"
    assert client.post(them.url, once).url == them.answer.url
    assert SurveyAnswer.objects.count() == 1


def test_a_section_says_what_is_missing_or_wrong_before_the_next(client, survey):
    them = Answering(client, survey)
    assert "Select an answer" in them.press("next")
    assert "Your work" in them.page
    assert "govuk-error-summary" in them.press("next", **{"long-where": "moon"})
    assert "Which ward?" in them.press("next", **{"long-where": "ward"})
    assert "Enter an answer" in them.press("next")
    assert "govuk-error-summary" in them.press("next", **{"long-ward": "x" * 301})
    # What is not right yet stays when somebody goes back and comes again.
    assert "Where do you work?" in them.press("back", **{"long-ward": "x" * 301})
    assert "x" * 301 in them.press("next", **{"long-where": "ward"})
    assert "govuk-error-summary" in them.page


def test_back_from_the_first_that_is_asked_leads_to_the_beginning(client, survey):
    them = Answering(client, survey)
    them.press("next", **SCHOOL)
    assert "Where do you work?" in them.press("back")
    assert "Where do you work?" in them.press("back")


@pytest.mark.parametrize("sent", [{"at": "check"}, {"at": "check", "go": "to-99"}, {"at": "moon"}, {"at": "3"}])
def test_a_page_that_nobody_came_to_in_order_leads_to_what_is_missing(client, survey, sent):
    url = reverse("intelligence:survey-answer", args=[survey.token])
    assert "Where do you work?" in text(client.post(url, sent))


def test_what_is_sent_past_the_pages_is_judged_as_a_whole(client, survey):
    url = reverse("intelligence:survey-answer", args=[survey.token])
    page = text(client.post(url, {"at": "check", "go": "send"}))
    assert "govuk-error-summary" in page
    assert not SurveyAnswer.objects.exists()


def test_every_step_survives_whatever_is_sent(client, survey, monkeypatch):
    monkeypatch.setattr(pulse_views, "LIMITS", {"answered": "100000/1h/ip"})
    url = reverse("intelligence:survey-answer", args=[survey.token])
    form = shown(client, url)
    for at in ("0", "1", "2", "3", "check"):
        for go in ("next", "back", "to-2", "moon"):
            for _how, answers in bad_answers(form):
                sent = [(name, value.encode("utf-8", "replace").decode()) for name, value in answers if name != "at"]
                data = {name: [each for one, each in sent if one == name] for name, _value in sent}
                assert client.post(url, data | {"at": at, "go": go}).status_code == 200, (at, go)
    assert not SurveyAnswer.objects.exists()


def test_a_closed_survey_takes_no_step_and_a_short_one_has_one_page(client, client_for, survey):
    assert not steps_of(TEMPERATURE)
    short = SurveyFactory(state=SurveyState.OPEN)
    assert "Send without a name" in text(client.get(reverse("intelligence:survey-answer", args=[short.token])))
    survey.state = SurveyState.CLOSED
    survey.closed_on = survey.closes_on
    survey.save()
    url = reverse("intelligence:survey-answer", args=[survey.token])
    assert "closed" in text(client.post(url, {"at": "0"}))
    assert client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER)).get(survey.get_absolute_url()).status_code == 200
