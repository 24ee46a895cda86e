"""Answering as last time: the last answers stand beside, and come forward where nothing was typed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from escp.access.roles import RoleKey
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part
from escp.returns.services import handing
from escp.returns.services.answering import carry_all_forward
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


def whole_url(asked):
    return reverse("returns:as-before", args=[asked.reference])


def test_nothing_has_changed_brings_every_empty_section_forward_and_says_which(client_for, again):
    client = client_for(contributor(again))
    assert whole_url(again) in client.get(again.get_absolute_url()).content.decode()

    shown = client.get(whole_url(again)).content.decode()
    assert "These stay as they are" not in shown
    response = send(client, whole_url(again))
    page = client.get(response.url).content.decode()

    assert response.url == again.get_absolute_url()
    assert "Brought forward from last time: Recognition; What happened. Not yet sent." in page
    assert dict(Part.objects.filter(of=again).values_list("section", "answers")) == FULL
    assert set(Part.objects.filter(of=again).values_list("carried_forward", flat=True)) == {True}
    assert whole_url(again) not in page
    assert client.get(whole_url(again)).status_code == 404


def test_nothing_has_changed_never_comes_over_what_was_typed_even_meanwhile(client_for, again):
    client = client_for(contributor(again))
    form = forms_in(client.get(whole_url(again)).content.decode())[0].as_shown()
    send(client_for(contributor(again)), section_url(again), q1="inadequate")

    page = client.get(client.post(whole_url(again), form).url).content.decode()

    assert "Brought forward from last time: What happened. Not yet sent." in page
    assert Part.objects.get(of=again, section="s1").answers["q1"] == "inadequate"
    Part.objects.filter(of=again, section="s2").update(answers={})
    assert "These stay as they are" in client.get(whole_url(again)).content.decode()


def test_nothing_has_changed_sent_twice_leads_to_the_same_place(client_for, again):
    client = client_for(contributor(again))
    form = forms_in(client.get(whole_url(again)).content.decode())[0].as_shown()

    assert client.post(whole_url(again), form).url == client.post(whole_url(again), form).url


def test_nothing_has_changed_is_offered_to_nobody_else_and_only_where_something_was_answered(client_for, again):
    helper = PersonFactory(role=RoleKey.REVIEWER, agency=again.agency)
    handing.hand_section(by=contributor(again), asked=again, section="s1", person=helper)
    new = ReturnFactory()

    assert client_for(helper).get(whole_url(again)).status_code == 404
    assert client_for(contributor(new)).get(whole_url(again)).status_code == 404
    assert client_for(contributor(new)).get(whole_url(new)).status_code == 404
    assert whole_url(new) not in client_for(contributor(new)).get(new.get_absolute_url()).content.decode()
    with pytest.raises(PermissionDenied):
        carry_all_forward(by=helper, asked=again)
    with pytest.raises(ValidationError, match="Nothing is left"):
        carry_all_forward(by=contributor(new), asked=new)
