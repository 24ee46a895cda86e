"""Whoever was asked by a link names a colleague; the unit says yes, and the old link closes, or no, and says so."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines import sending
from escp.partnership.models import Person
from escp.partnership.services import declare_conflict, restrict
from escp.returns import post
from escp.returns.models import Letter, LetterKind, PassingOn
from escp.returns.services import links, passing
from tests.factories.partnership import CaseFactory, PersonFactory
from tests.factories.returns import PassingOnFactory, ReturnFactory, sent
from tests.returns.test_answering_pages import section_url, send

pytestmark = pytest.mark.django_db
COLLEAGUE = {"name": "Rowan Rush", "email": "Rowan.Rush@agency.example"}


@pytest.fixture(autouse=True)
def _in_office_hours():
    with time_machine.travel(datetime(2026, 3, 10, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def asked():
    return ReturnFactory(person=PersonFactory(role=None))


def came_by_link(asked):
    """Return a browser in which the code of the link was given, and the link’s token."""
    link, token = links.link_for(asked=asked, person=asked.person)
    link, client = links.new_code(link=link), Client()
    assert send(client, reverse("returns:code", args=[token]), code=links.code_of(link)).url == asked.get_absolute_url()
    return client, token


def pass_url(asked):
    return reverse("returns:pass-on", args=[asked.reference])


def answer_url(asked):
    return reverse("returns:passing", args=[asked.reference])


def posted(kind):
    Letter.objects.exclude(kind=kind).delete()
    sending.send_due([post.LETTERS])
    return list(mail.outbox)


def test_the_unit_is_asked_and_sees_it_on_the_request_on_the_return_and_in_its_week(asked, client_for):
    client, _ = came_by_link(asked)
    assert "This is for somebody else in my agency" in client.get(asked.get_absolute_url()).content.decode()

    response = send(client, pass_url(asked), **COLLEAGUE)
    page = client.get(response.url).content.decode()

    assert response.url == asked.get_absolute_url()
    assert "The business unit is asked. Until it answers, this stays with you." in page
    assert "You have asked that Rowan Rush answers instead." in page
    assert client.get(section_url(asked)).status_code == 200
    assert not Person.objects.filter(full_name="Rowan Rush").exists()
    unit = client_for(PersonFactory())
    for url in (asked.request.get_absolute_url(), asked.get_absolute_url(), reverse("home:my-week")):
        shown = unit.get(url).content.decode()
        assert answer_url(asked) in shown, url
        assert "Rowan Rush" in shown


def test_yes_asks_the_colleague_by_a_link_of_their_own_and_closes_the_old_one(asked, client_for):
    client, token = came_by_link(asked)
    send(client, section_url(asked), q1="good")
    send(client, pass_url(asked), **COLLEAGUE)
    unit, was = client_for(PersonFactory()), asked.person

    page = unit.get(answer_url(asked)).content.decode()
    assert "rowan.rush@agency.example" in page
    response = send(unit, answer_url(asked), answer="yes")
    page = unit.get(response.url).content.decode()
    asked.refresh_from_db()

    assert "Rowan Rush is asked now." in page
    assert asked.person.email == "rowan.rush@agency.example"
    assert asked.person != was
    assert Client().get(reverse("returns:link", args=[token])).status_code == 404
    assert client.get(asked.get_absolute_url()).status_code == 302
    (message,) = posted(LetterKind.ASK)
    assert message.to == ["rowan.rush@agency.example"]
    theirs = re.search(r"(/returns/by-link/\S+)", message.body)[1]
    assert Client().get(theirs).status_code == 200
    assert token not in theirs
    assert "Good" in str(came_by_link(asked)[0].get(reverse("returns:check", args=[asked.reference])).content.decode())
    assert unit.get(answer_url(asked)).status_code == 404
    assert PassingOn.objects.get().agreed


def test_no_leaves_it_and_tells_whoever_asked(asked, client_for):
    client, token = came_by_link(asked)
    send(client, pass_url(asked), **COLLEAGUE)
    unit = client_for(PersonFactory())

    page = unit.get(send(unit, answer_url(asked), answer="no").url).content.decode()

    assert f"It stays with {asked.person}." in page
    (message,) = posted(LetterKind.PASSED_ON)
    assert message.to == [asked.person.email]
    assert "Please answer this yourself" in message.body
    assert "Rowan" not in message.body
    assert token in message.body
    assert "This is for somebody else in my agency" in client.get(asked.get_absolute_url()).content.decode()
    assert not Person.objects.filter(full_name="Rowan Rush").exists()


def test_sent_twice_each_answer_counts_once(asked, client_for):
    from tests.sweeps.forms import forms_in

    client, _ = came_by_link(asked)
    form = forms_in(client.get(pass_url(asked)).content.decode())[0].as_shown() | COLLEAGUE
    assert client.post(pass_url(asked), form).url == client.post(pass_url(asked), form).url
    assert PassingOn.objects.count() == 1

    unit = client_for(PersonFactory())
    form = forms_in(unit.get(answer_url(asked)).content.decode())[0].as_shown() | {"answer": "no"}
    assert unit.post(answer_url(asked), form).url == unit.post(answer_url(asked), form).url
    assert Letter.objects.filter(kind=LetterKind.PASSED_ON).count() == 1


def test_named_again_before_the_unit_answered_it_is_somebody_else(asked):
    client, _ = came_by_link(asked)
    send(client, pass_url(asked), **COLLEAGUE)
    send(client, pass_url(asked), name="Sorrel Stile", email="sorrel@agency.example")

    waiting = PassingOn.objects.get()
    assert str(waiting) == f"{asked.reference}: to Sorrel Stile"
    assert waiting.email == "sorrel@agency.example"
    with pytest.raises(IntegrityError, match="passing_on_one_waits"), transaction.atomic():
        PassingOnFactory(of=asked)


def test_nobody_names_anybody_without_the_code_nor_with_an_account(asked, client_for):
    _, token = links.link_for(asked=asked, person=asked.person)
    stranger = Client()
    arrived = stranger.get(reverse("returns:link", args=[token])).content.decode()
    assert asked.reference not in arrived
    assert stranger.get(pass_url(asked)).status_code == stranger.post(pass_url(asked), COLLEAGUE).status_code == 302

    member = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=asked.agency)
    assert client_for(member).get(pass_url(asked)).status_code == 404
    assert client_for(member).get(answer_url(asked)).status_code in (403, 404)
    other = came_by_link(ReturnFactory(person=PersonFactory(role=None)))[0]
    assert other.get(pass_url(asked)).status_code == 404
    with pytest.raises(PermissionDenied):
        passing.ask_to_pass_on(by=member, asked=asked, **COLLEAGUE)
    assert not PassingOn.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"name": "Row\x00an"},
        {"email": ""},
        {"email": "rowan"},
        {"email": "a@b.example\nbcc: c@d.example"},
        {"email": "x" * 300 + "@agency.example"},
    ],
)
def test_what_cannot_be_read_is_said_in_words(asked, bad):
    client, _ = came_by_link(asked)
    response = send(client, pass_url(asked), **COLLEAGUE | bad)

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert not PassingOn.objects.exists()


def test_neither_their_own_address_nor_asking_without_end(asked, client_for):
    client, _ = came_by_link(asked)
    page = send(client, pass_url(asked), **COLLEAGUE | {"email": asked.person.email.upper()}).content.decode()
    assert "This is your own address." in page

    for _ in range(passing.MOST):
        passing.ask_to_pass_on(by=asked.person, asked=asked, **COLLEAGUE)
        passing.refuse(by=PersonFactory(), asked=asked)
    assert "This has been asked several times." in send(client, pass_url(asked), **COLLEAGUE).content.decode()


def test_the_unit_is_told_in_words_where_the_colleague_cannot_be_asked(asked, client_for):
    elsewhere = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    there, involved = PersonFactory(role=None), PersonFactory(role=None)
    asked.request.case = CaseFactory()
    asked.request.save()
    ReturnFactory(request=asked.request, agency=asked.agency, person=there)
    declare_conflict(by=involved, case=asked.request.case, person=involved, reason="Knows the family.")
    unit = client_for(PersonFactory())

    for person, words in (
        (elsewhere, f"belongs to {elsewhere.agency}"),
        (there, "is asked already"),
        (involved, "may not know of this case"),
    ):
        passing.ask_to_pass_on(by=asked.person, asked=asked, name="Rowan", email=person.email)
        assert words in send(unit, answer_url(asked), answer="yes").content.decode()
        assert PassingOn.objects.get().answered_at is None
    assert "Say yes or no" in send(unit, answer_url(asked)).content.decode()


def test_what_was_sent_or_asked_of_somebody_else_meanwhile_waits_no_more(asked, client_for):
    PassingOnFactory(of=asked)
    other = PassingOnFactory(of=ReturnFactory(person=PersonFactory(role=None))).of
    other.person = PersonFactory(role=None)
    other.save()
    sent(asked)
    unit = client_for(PersonFactory())

    assert unit.get(answer_url(asked)).status_code == unit.get(answer_url(other)).status_code == 404
    assert "Say yes or no" not in unit.get(reverse("home:my-week")).content.decode()
    with pytest.raises(ValidationError, match="nothing to answer"):
        passing.agree(by=PersonFactory(), asked=other)
    # Whoever is asked now names somebody of their own.
    renamed = passing.ask_to_pass_on(by=other.person, asked=other, **COLLEAGUE)
    assert renamed.by == other.person


def test_of_a_restricted_case_only_those_on_its_list_see_it_and_every_look_is_logged(client_for):
    case, manager = CaseFactory(), PersonFactory()
    asked = ReturnFactory(person=PersonFactory(role=None), request__case=case)
    PassingOnFactory(of=asked)
    restrict(by=manager, case=case, reason="A colleague knows the family.")
    other = client_for(PersonFactory())

    assert other.get(answer_url(asked)).status_code == 404
    assert answer_url(asked) not in other.get(reverse("home:my-week")).content.decode()
    before = AccessLog.objects.count()
    assert client_for(manager).get(answer_url(asked)).status_code == 200
    assert AccessLog.objects.count() == before + 1
    assert answer_url(asked) in client_for(manager).get(reverse("home:my-week")).content.decode()
