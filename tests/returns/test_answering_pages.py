"""An agency answers: through its door, section by section, by account or by link."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.returns.choices import ReturnState
from escp.returns.kinds import GENERAL
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part, Return
from escp.returns.services import asking, links
from escp.returns.services.asking import Asked
from tests.factories.partnership import CaseFactory, PersonFactory
from tests.factories.returns import VersionFactory, filled_in, sent
from tests.sweeps.forms import forms_in

pytestmark = pytest.mark.django_db


def contributor(**kwargs):
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, **kwargs)


def asked_of(person, **changes):
    agency = person.agency or changes.pop("agency")
    facts = {
        "by": PersonFactory(),
        "kind": GENERAL,
        "version": VersionFactory(),
        "title": "Supervision across the partnership",
        "due_on": timezone.localdate() + timedelta(days=14),
        "whom": [Asked(agency, person)],
    }
    return asking.ask(**facts | changes).returns.get()


def section_url(asked, key="s1"):
    return reverse("returns:section", args=[asked.reference, key])


def send(client, url, **answers):
    """Answer the form of a page as a browser would."""
    form = forms_in(client.get(url).content.decode())[0]
    return client.post(url, form.as_shown() | answers)


def test_the_door_shows_all_that_is_asked_and_what_was_sent(client_for):
    person = contributor()
    late, done = asked_of(person), asked_of(person)
    Return.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    Part.objects.filter(of=done).delete()
    sent(done)
    asked_of(contributor())

    page = client_for(person).get(reverse("returns:door")).content.decode()

    assert page.count("gt-asks__item ") + page.count('gt-asks__item"') == 2
    assert "Late:" in page
    assert "Sent" in page


def test_start_leads_to_the_first_section_and_is_noted(client_for):
    person = contributor()
    asked = asked_of(person)

    response = client_for(person).post(reverse("returns:open", args=[asked.reference]))
    asked.refresh_from_db()

    assert response.url == section_url(asked)
    assert asked.state == ReturnState.SEEN


def test_saving_keeps_unfinished_answers_and_says_that_nothing_was_sent(client_for):
    person = contributor()
    asked, client = asked_of(person), client_for(person)

    response = send(client, section_url(asked), q3="not_applicable", stay="yes")
    page = client.get(response.url).content.decode()
    asked.refresh_from_db()

    assert response.url == section_url(asked)
    assert "Saved at " in page
    assert "Not yet sent." in page
    assert asked.state == ReturnState.STARTED
    assert Part.objects.get(of=asked, section="s1").answers == {"q3": {"answer": "not_applicable", "reason": ""}}
    assert "2 questions left" in client.get(asked.get_absolute_url()).content.decode()


def test_save_and_continue_leads_on_and_from_the_last_section_back(client_for):
    person = contributor()
    asked, client = asked_of(person), client_for(person)

    assert send(client, section_url(asked), q1="good").url == section_url(asked, "s2")
    answers = {"q4_0_on": "6 March 2026", "q4_0_what": "Seen at school", "q5": "4"}
    assert send(client, section_url(asked, "s2"), **answers).url == asked.get_absolute_url()
    assert Part.objects.get(of=asked, section="s2").answers == {
        "q4": [{"on": "2026-03-06", "what": "Seen at school"}],
        "q5": "4",
    }


def test_an_answer_that_cannot_be_read_is_said_by_row_and_column_and_kept(client_for):
    person = contributor()
    asked, client = asked_of(person), client_for(person)

    page = send(client, section_url(asked, "s2"), q4_0_on="31 June 2026", q4_0_what="Seen", q5="many").content.decode()

    assert "Row 1, date: the date must be a real date." in page
    assert 'href="#id_q4_0_on"' in page
    assert "31 June 2026" in page
    assert Part.objects.get(of=asked, section="s2").answers == {}


def test_two_people_in_one_section_see_both_texts_and_in_different_ones_nothing_clashes(client_for):
    first = contributor()
    second, asked = contributor(agency=first.agency), asked_of(first)
    here, there = client_for(first), client_for(second)
    form = forms_in(there.get(section_url(asked)).content.decode())[0]
    send(here, section_url(asked), q1="good")

    assert send(there, section_url(asked, "s2"), q5="3").status_code == 302
    response = there.post(section_url(asked), form.as_shown() | {"q1": "inadequate"})
    page = response.content.decode()

    assert response.status_code == 409
    assert "Inadequate" in page
    assert "Good" in page
    assert Part.objects.get(of=asked, section="s1").answers == {"q1": "good"}


def test_a_page_that_stays_open_saves_itself_until_somebody_else_did(client_for):
    person = contributor()
    asked, client = asked_of(person), client_for(person)
    url = reverse("returns:autosave", args=[asked.reference, "s1"])

    first = client.post(url, {"q1": "good", "version": "1"}).json()
    second = client.post(url, {"q1": "outstanding", "version": str(first["version"])})
    third = client.post(url, {"q1": "inadequate", "version": str(first["version"])})
    unreadable = client.post(url, {"q1": "x" * 100_000, "version": "9"})

    assert first["saved"]
    assert first["says"].endswith("Not yet sent.")
    assert second.json()["saved"]
    assert (third.status_code, third.json()["saved"]) == (409, False)
    assert unreadable.status_code == 422
    assert Part.objects.get(of=asked, section="s1").answers == {"q1": "outstanding"}


def test_checking_says_what_is_missing_and_sending_gives_a_receipt(client_for):
    person = contributor()
    asked, client = asked_of(person), client_for(person)
    url = reverse("returns:check", args=[asked.reference])
    assert "Answer 2 questions first" in send(client, url).content.decode()

    filled_in_through(client, asked)
    response = send(client, url)
    page = client.get(response.url).content.decode()

    assert response.url == asked.get_absolute_url()
    assert f"Your receipt is {asked.reference}" in page
    assert "Good" in page
    assert client.get(url).status_code == client.get(section_url(asked)).status_code == 404


def filled_in_through(client, asked):
    send(client, section_url(asked), q1="good", q3="yes")
    send(client, section_url(asked, "s2"), q5="4")


def test_somebody_senior_signs_where_the_request_wants_it(client_for):
    person = contributor()
    asked, client = asked_of(person, senior_sign_off=True), client_for(person)
    filled_in_through(client, asked)
    url = reverse("returns:check", args=[asked.reference])

    assert "Enter an answer for “Who signs this off for your agency?”" in send(client, url).content.decode()
    signed = {"signed_off_name": "Ash Alder", "signed_off_title": "Director", "confirmed": "on"}
    page = client.get(send(client, url, **signed).url).content.decode()

    assert "Signed off by Ash Alder, Director." in page


def test_nothing_to_tell_is_an_answer_too(client_for):
    person = contributor()
    asked, client = asked_of(person), client_for(person)
    url = reverse("returns:nothing", args=[asked.reference])
    signed = {"signed_off_name": "Ash Alder", "signed_off_title": "Director", "confirmed": "on"}

    page = client.get(send(client, url, nil_reason="We never knew the child.", **signed).url).content.decode()

    assert "Nothing to tell: We never knew the child." in page


def test_the_unit_reads_nothing_before_it_is_sent_and_everything_after(client_for):
    asked, manager = asked_of(contributor()), client_for(PersonFactory())
    Part.objects.filter(of=asked).delete()
    filled_in(asked)

    before = manager.get(asked.get_absolute_url()).content.decode()
    assert "Was the child seen alone?" not in before
    RETURN.apply("send", asked, by=asked.person)
    assert "Was the child seen alone?" in manager.get(asked.get_absolute_url()).content.decode()
    assert manager.get(section_url(asked)).status_code == 404


def test_a_look_at_a_return_about_a_case_is_logged(client_for):
    person = contributor()
    asked = asked_of(person)
    asked.request.case = CaseFactory()
    asked.request.save()

    client_for(person).get(asked.get_absolute_url())

    assert AccessLog.objects.get().reference == asked.reference


def test_another_agency_finds_nothing(client_for):
    asked = asked_of(contributor())
    client = client_for(contributor())

    for name, arguments in (("return", []), ("section", ["s1"]), ("check", []), ("nothing", [])):
        assert client.get(reverse(f"returns:{name}", args=[asked.reference, *arguments])).status_code == 404
    assert client.post(reverse("returns:autosave", args=[asked.reference, "s1"])).status_code == 404
    assert client.get(section_url(asked, "s9")).status_code == 404


# By link ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_link():
    agency = contributor().agency
    person = PersonFactory(role=None)
    asked = asked_of(person, agency=agency)
    link, token = links.link_for(asked=asked, person=person)
    return asked, link, token


def let_in(by_link):
    asked, link, token = by_link
    client = Client()
    client.post(reverse("returns:send-code", args=[token]))
    link.refresh_from_db()
    response = send(client, reverse("returns:code", args=[token]), code=links.code_of(link))
    assert response.url == asked.get_absolute_url()
    return client


def test_a_link_shows_nothing_about_what_is_asked_until_the_code_is_given(by_link):
    asked, link, token = by_link
    client = Client()
    for _ in range(20):
        page = client.get(reverse("returns:link", args=[token]))
    link.refresh_from_db()

    assert page.status_code == 200
    assert asked.request.title not in page.content.decode()
    assert asked.reference not in page.content.decode()
    assert link.codes_sent == 0
    assert page["Referrer-Policy"] == "strict-origin"
    assert client.get(asked.get_absolute_url()).url.startswith(reverse("account_login"))


def test_the_code_opens_one_return_to_be_answered_and_sent(by_link):
    asked, _, _ = by_link
    other = asked_of(asked.person, agency=asked.agency)
    client = let_in(by_link)

    assert client.get(other.get_absolute_url()).status_code == 404
    filled_in_through(client, asked)
    send(client, reverse("returns:check", args=[asked.reference]))
    asked.refresh_from_db()

    assert (asked.state, asked.sent_by) == (ReturnState.SENT, asked.person)
    assert {record.history_user for part in asked.parts.all() for record in part.history.filter(version=2)} == {
        asked.person
    }
    assert client.get("/").status_code == 302


def test_a_wrong_code_is_said_and_a_link_that_is_over_leads_nowhere(by_link):
    asked, _, token = by_link
    client = Client()
    client.post(reverse("returns:send-code", args=[token]))
    assert "That code is not right" in send(client, reverse("returns:code", args=[token]), code="000").content.decode()

    inside = let_in(by_link)
    links.revoke(by=PersonFactory(), asked=asked)
    assert inside.get(asked.get_absolute_url()).status_code == 302
    for name in ("link", "code"):
        assert client.get(reverse(f"returns:{name}", args=[token])).status_code == 404
        assert client.get(reverse(f"returns:{name}", args=["x" * 3000])).status_code == 404
    assert client.post(reverse("returns:send-code", args=[token])).status_code == 404


def test_a_link_left_alone_for_half_an_hour_asks_again(by_link):
    asked, _, _ = by_link
    client = let_in(by_link)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get(asked.get_absolute_url()).status_code == 302
