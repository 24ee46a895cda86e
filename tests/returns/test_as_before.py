"""Answering as last time: the last answers stand beside, and come forward where nothing was typed."""

import pytest

from escp.access.roles import RoleKey
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part
from tests.factories.partnership import PersonFactory
from tests.factories.returns import FULL, RequestFactory, ReturnFactory, sent
from tests.returns.test_answering_pages import section_url, send
from tests.sweeps.forms import forms_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def again():
    first = RETURN.apply("accept", sent(ReturnFactory()), by=PersonFactory())
    return ReturnFactory(request=RequestFactory(asks=first.request.asks), agency=first.agency)


def contributor(asked):
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=asked.agency)


def test_no_change_since_brings_the_last_answers_forward_to_be_edited(client_for, again):
    client, url = client_for(contributor(again)), section_url(again)
    page = client.get(url).content.decode()
    assert "Last time, sent " in page
    assert "No change since " in page

    assert send(client, url, as_before="yes").url == url
    assert Part.objects.get(of=again, section="s1").answers == FULL["s1"]
    assert "No change since " not in client.get(url).content.decode()
    send(client, url, q1="outstanding")
    assert Part.objects.get(of=again, section="s1").answers["q1"] == "outstanding"


def test_what_was_typed_is_kept_and_nothing_comes_over_it(client_for, again):
    page = send(client_for(contributor(again)), section_url(again), q1="inadequate", as_before="yes").content.decode()

    assert "This section has answers already." in page
    assert forms_in(page)[0].as_shown()["q1"] == "inadequate"
    assert not Part.objects.filter(of=again, section="s1").exclude(answers={}).exists()


def test_sent_twice_it_comes_forward_once(client_for, again):
    client, url = client_for(contributor(again)), section_url(again)
    answers = forms_in(client.get(url).content.decode())[0].as_shown() | {"as_before": "yes"}

    assert client.post(url, answers).url == url
    once = Part.objects.get(of=again, section="s1").version
    assert client.post(url, answers).url == url
    assert Part.objects.get(of=again, section="s1").version == once


def test_neither_another_agency_nor_somebody_new_by_name_sees_last_times_answers(client_for, again):
    assert client_for(contributor(ReturnFactory())).get(section_url(again)).status_code == 404
    again.person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    again.save()

    assert "Last time" not in client_for(again.person).get(section_url(again)).content.decode()
