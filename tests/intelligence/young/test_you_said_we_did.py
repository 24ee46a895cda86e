"""You said, we did: what young people say is read by the unit, promised something by a day, and told back."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from intelligence.choices import YoungState
from intelligence.models import YoungLink, YoungVoice
from intelligence.young import services
from intelligence.young.lifecycle import YOUNG
from intelligence.young.queries import young_voices_for
from learning.choices import ThemeState, Window
from tests.actionplans.sending import on, send, text
from tests.factories.learning import ThemeFactory
from tests.factories.partnership import PersonFactory
from tests.factories.voice import YoungLinkFactory, YoungVoiceFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def move(voice, name):
    return f"/steps/young-voice/{voice.reference}/{name}/"


def test_a_comment_is_read_promised_something_and_told_back(client_for, client, manager):
    theme = ThemeFactory(state=ThemeState.ACTIVE, place=1, title="Being listened to")
    unit = client_for(manager)
    assert unit.post(reverse("intelligence:ambassadors-new-link")).status_code == 302
    page = reverse("intelligence:ambassadors", args=[YoungLink.objects.get().token])
    assert page in text(unit.get(reverse("intelligence:young-voices")))

    first = text(client.get(page))
    assert "Being listened to" in first
    assert "worried about a child now" in first
    assert "Enter" in text(send(client, page, said=""))
    thanks = send(client, page, said="Nobody tells us. Ring me on 020 7946 0018", theme=theme.pk)
    assert "worried about a child now" in text(client.get(thanks.url))
    voice = YoungVoice.objects.get()
    assert "7946" not in voice.said
    assert "Nobody tells us" not in text(client.get(page))
    reader = PersonFactory(role=RoleKey.PIG_MEMBER)
    assert not young_voices_for(reader).exists()
    assert not young_voices_for(PersonFactory(role=RoleKey.ADMINISTRATOR)).exists()

    owed = on("owed_on", TODAY() + timedelta(days=30))
    assert "Nobody tells us" in text(unit.get(move(voice, "promise")))
    said = {"said": "Nobody tells us what happens next.", "promised": "A letter after each meeting."}
    assert send(unit, move(voice, "promise"), version=voice.version, **said, **owed).status_code == 302
    voice.refresh_from_db()
    assert deadlines_of(voice).get().is_open
    assert "We will tell you by" in text(client.get(page))
    assert "A letter after each meeting." in text(client_for(reader).get(voice.get_absolute_url()))

    told = {"did": "You now get a letter.", "told_how": "Meeting of the ambassadors"}
    assert send(unit, move(voice, "tell_back"), version=voice.version, **told).status_code == 302
    assert "You now get a letter." in text(client.get(page))
    assert not deadlines_of(voice).get().is_open
    evidence = theme.evidence.get()
    assert evidence.window == Window.VOICE
    assert "what happens next" in evidence.shows
    assert "You now get a letter." in text(unit.get(voice.get_absolute_url()))


def test_whoever_said_it_may_take_it_back(client_for, client, manager):
    link = YoungLinkFactory()
    voice = YoungVoiceFactory(state=YoungState.PROMISED, said="We are not asked.")
    page = reverse("intelligence:ambassadors", args=[link.token])
    assert "We are not asked." in text(client.get(page))
    voice = YOUNG.apply("withdraw", voice, by=manager)
    assert voice.said == ""
    assert "We are not asked." not in text(client.get(page))
    assert "erased" in text(client_for(manager).get(voice.get_absolute_url()))
    assert not [one for one in YoungVoice.history.all() if "said" in one.__dict__]
    assert YOUNG.apply("withhold", YoungVoiceFactory(), by=manager).said == ""


def test_a_theme_that_is_closed_or_none_gets_no_evidence(manager):
    for theme in (None, ThemeFactory(state=ThemeState.CLOSED)):
        voice = YoungVoiceFactory(state=YoungState.PROMISED, theme=theme)
        assert YOUNG.apply("tell_back", voice, by=manager, did="A letter.", told_how="By post").state == "done"
        assert theme is None or not theme.evidence.exists()


def test_what_is_said_in_a_meeting_is_written_down_and_put_right(client_for, manager):
    client, new = client_for(manager), reverse("intelligence:young-voice-new")
    assert "There is a problem" in text(send(client, new, said="", **on("heard_on", TODAY())))
    assert "There is a problem" in text(send(client, new, said="Hm", **on("heard_on", TODAY() + timedelta(days=1))))
    made = send(client, new, said="Meetings are in school hours.", **on("heard_on", TODAY()))
    voice = YoungVoice.objects.get()
    assert made.url == voice.get_absolute_url()
    change = reverse("intelligence:young-voice-change", args=[voice.reference])
    facts = {"said": "Meetings are always in school hours.", "heard_how": "Meeting"}
    assert send(client, change, version=voice.version, **facts, **on("heard_on", TODAY())).status_code == 302
    voice.refresh_from_db()
    assert (voice.heard_how, str(voice)) == ("Meeting", voice.reference)

    for refused, words in (
        (YoungVoiceFactory(state=YoungState.PROMISED), "stays as it is"),
        (YoungVoiceFactory.build(heard_on=TODAY() + timedelta(days=1)), "in the future"),
        (YoungVoiceFactory.build(said=" "), "what was said"),
    ):
        with pytest.raises(ValidationError, match=words):
            services.record(by=manager, voice=refused)
    with pytest.raises(ValidationError, match="in the past"):
        YOUNG.apply("promise", voice, by=manager, said="So", promised="This", owed_on=TODAY() - timedelta(days=1))


def test_a_new_address_ends_the_one_before(client, manager):
    old = services.new_link(by=manager)
    services.new_link(by=manager)
    assert client.get(reverse("intelligence:ambassadors", args=[old.token])).status_code == 404
    assert str(old) == f"Ambassadors’ page since {TODAY()}"
