"""The page on which young people write to the partnership, answered badly in every way that a form can be."""

from collections import Counter

import pytest
from django.urls import reverse

from intelligence.models import YoungVoice
from learning.sharing import pulse_views
from tests.actionplans.sending import send, text
from tests.factories.learning import ThemeFactory
from tests.factories.voice import YoungLinkFactory
from tests.sweeps.test_bad_input import shown, try_everything


def test_the_page_on_which_young_people_write_survives_whatever_is_sent(client, undone, monkeypatch):
    monkeypatch.setattr(pulse_views, "LIMITS", {"answered": "100000/1h/ip"})
    ThemeFactory(place=1)
    link = YoungLinkFactory()
    url, done = reverse("intelligence:ambassadors", args=[link.token]), Counter()
    try_everything(client, "intelligence:ambassadors", url, shown(client, url), done)
    assert done["refused"] >= 5
    assert done["sent twice"] >= 1


@pytest.mark.django_db
def test_a_script_in_a_comment_stays_words_for_the_unit_and_is_not_on_the_page(client):
    url = reverse("intelligence:ambassadors", args=[YoungLinkFactory().token])
    assert send(client, url, said="<script>alert(1)</script>").status_code == 302
    assert YoungVoice.objects.get().said == "<script>alert(1)</script>"
    assert "alert(1)" not in text(client.get(url))
    assert "Error:" in text(send(client, url, said="x" * 4001))
    assert "Error:" in text(send(client, url, said="  "))
