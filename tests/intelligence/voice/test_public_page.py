"""The page on which people answer without signing in, answered badly in every way that a form can be."""

from collections import Counter

from django.urls import reverse

from intelligence.choices import SurveyState
from learning.sharing import pulse_views
from tests.factories.voice import SurveyFactory
from tests.sweeps.test_bad_input import shown, try_everything


def test_the_page_on_which_people_answer_survives_whatever_is_sent(client, undone, monkeypatch):
    monkeypatch.setattr(pulse_views, "LIMITS", {"answered": "100000/1h/ip"})
    survey = SurveyFactory(state=SurveyState.OPEN)
    url, done = reverse("intelligence:survey-answer", args=[survey.token]), Counter()
    try_everything(client, "intelligence:survey-answer", url, shown(client, url), done)
    assert done["refused"] >= 5
    assert done["sent twice"] >= 2
