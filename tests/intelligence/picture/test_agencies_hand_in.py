"""Agencies are asked for their lists once a picture is approved, and hand them in: as keys, in time, until counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.documents.models import Document
from escp.returns.choices import ReturnState
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import links
from intelligence.models import PictureEntry, PictureList
from intelligence.picture import services
from intelligence.picture.asking import list_due_on
from intelligence.picture.lifecycle import PICTURE
from tests.actionplans.sending import on, send
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.picture import PictureFactory, a_list, asked_for_list, children, list_of, sent_file
from tests.factories.reviews import publish_questionnaire
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
SIGNED = {"signed_off_name": "Rowan Reed", "signed_off_title": "Data protection officer"}
CONFIRMED = SIGNED | {"confirmed": "on"}


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


@pytest.fixture
def picture():
    return PictureFactory(state="approved")


@pytest.fixture
def asked(picture):
    return asked_for_list(picture, agency=AgencyFactory(name="Quay Trust", short_name="Quay"))


@pytest.fixture
def contributor(asked):
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=asked.agency)


def page_of(asked):
    return reverse("intelligence:picture-hand-in", args=[asked.reference])


def handed_in(client, asked, rows):
    return posted(client, page_of(asked), CONFIRMED | {"file": sent_file(a_list(rows))})


def sent_list(asked, by, rows=()):
    return services.hand_in(by=by, asked=asked, content=a_list(rows or children(0, 3)), signed=SIGNED)


def test_agencies_are_asked_once_it_is_approved_by_a_day_before_lists_are_deleted(client_for, manager, picture):
    client, agency = client_for(manager), AgencyFactory()
    address = f"/steps/picture/{picture.reference}/ask_for_lists/"
    assert "Publish the questionnaire" in PICTURE.transitions["ask_for_lists"].reasons_against(picture, manager)[0]
    publish_questionnaire()
    assert PICTURE.transitions["ask_for_lists"].sources == ("approved",)
    shown = text_of(client.get(address))
    assert picture.approval in shown

    letter = {"title": "Lists", "message": "Please.", "agencies": agency.pk}
    too_late = send(client, address, version=1, **letter, **on("due_on", picture.delete_on))
    assert "must be before the day on which lists are deleted" in text_of(too_late)
    assert send(client, address, version=1, **letter, **on("due_on", list_due_on(picture))).status_code == 302
    asked = Return.objects.get()
    assert (asked.agency, asked.request.about) == (agency, picture)
    assert f"{agency}: Not yet" in text_of(client.get(picture.get_absolute_url()))
    assert list_due_on(PictureFactory(delete_on=TODAY() + timedelta(days=2))) == TODAY() + timedelta(days=1)


def test_no_letter_goes_out_where_the_questions_were_withdrawn_meanwhile(manager, picture):
    facts = {"agencies": [AgencyFactory()], "due_on": TODAY(), "title": "Lists", "message": "Please."}
    with pytest.raises(ValidationError, match="Publish the questionnaire"):
        PICTURE.transitions["ask_for_lists"].effect(picture, by=manager, **facts)


def test_an_agency_hands_its_list_in_and_only_keys_are_kept(client_for, manager, picture, asked, contributor):
    client = client_for(contributor)
    door = text_of(client.get(asked.get_absolute_url()))
    assert "The list of children Not handed in" in door
    shown = text_of(client.get(page_of(asked)))
    assert picture.purpose in shown
    assert picture.lawful_basis in shown

    assert "There is a problem" in text_of(posted(client, page_of(asked), {"file": sent_file(b"x")}))
    led = handed_in(client, asked, children(0, 12))
    assert led.url == asked.get_absolute_url()
    asked.refresh_from_db()
    assert (asked.state, asked.sent_by, asked.signed_off_name) == (ReturnState.SENT, contributor, "Rowan Reed")
    one = PictureList.objects.get()
    assert (one.picture, one.agency, one.row_count, one.sent_by) == (picture, asked.agency, 12, contributor)
    assert not Document.objects.exists()
    assert "Wren" not in str(list(PictureEntry.objects.values("keys")))
    unit = text_of(client_for(manager).get(picture.get_absolute_url()))
    assert "1 of 1 have replied" in unit


def test_a_list_handed_in_anew_takes_the_place_of_the_first_until_it_is_counted(
    client_for, manager, picture, asked, contributor
):
    client = client_for(contributor)
    handed_in(client, asked, children(0, 12))
    assert "hand it in anew" in text_of(client.get(asked.get_absolute_url()))
    handed_in(client, asked, children(0, 20))
    assert PictureList.objects.get().row_count == 20

    list_of(picture, children(5, 25))
    PICTURE.apply("count", picture, by=manager)
    assert "hand it in anew" not in text_of(client.get(asked.get_absolute_url()))
    assert client.get(page_of(asked)).url == asked.get_absolute_url()
    asked.refresh_from_db()
    with pytest.raises(ValidationError, match="takes no more lists"):
        sent_list(asked, contributor)
    assert PictureList.objects.get(agency=asked.agency).row_count == 20


def test_nothing_is_handed_in_after_the_day_until_the_unit_gives_another(client_for, asked, contributor):
    Return.objects.filter(pk=asked.pk).update(due_on=TODAY() - timedelta(days=1))
    asked.refresh_from_db()
    client = client_for(contributor)
    assert "The day for handing it in has passed" in text_of(client.get(asked.get_absolute_url()))
    assert client.get(page_of(asked)).url == asked.get_absolute_url()
    with pytest.raises(ValidationError, match="has passed"):
        sent_list(asked, contributor)
    assert not PictureList.objects.exists()
    Return.objects.filter(pk=asked.pk).update(due_on=TODAY())
    assert handed_in(client, asked, children(0, 3)).status_code == 302


def test_what_was_accepted_is_not_handed_in_anew(manager, asked, contributor):
    sent_list(asked, contributor)
    asked.refresh_from_db()
    accepted = RETURN.apply("accept", asked, by=manager)
    with pytest.raises(ValidationError, match="was accepted"):
        sent_list(accepted, contributor)


def test_a_return_is_not_sent_without_its_list_but_an_agency_may_hold_none(client_for, asked, contributor):
    client = client_for(contributor)
    check = reverse("returns:check", args=[asked.reference])
    assert "Hand in first: The list of children." in text_of(client.get(check))
    posted(client, check, CONFIRMED)
    asked.refresh_from_db()
    assert asked.state == ReturnState.ASKED
    posted(
        client, reverse("returns:nothing", args=[asked.reference]), CONFIRMED | {"nil_reason": "We see no children."}
    )
    asked.refresh_from_db()
    assert (asked.state, asked.is_nil) == (ReturnState.SENT, True)


def test_a_list_that_is_wrong_keeps_the_return_open_and_who_signs_it(client_for, asked, contributor):
    refused = handed_in(client_for(contributor), asked, [("1", "A", "B", "31/03/2015", "X", "no")])
    assert "write date_of_birth as 2018-03-31" in text_of(refused)
    assert "Rowan Reed" in refused.content.decode()
    asked.refresh_from_db()
    assert asked.state == ReturnState.ASKED


def test_somebody_without_an_account_hands_it_in_by_the_link_of_the_return(asked):
    person = PersonFactory(role=None)
    Return.objects.filter(pk=asked.pk).update(person=person)
    link, token = links.link_for(asked=asked, person=person)
    client = Client()
    assert reverse("account_login") in client.get(page_of(asked)).url
    client.post(reverse("returns:send-code", args=[token]))
    link.refresh_from_db()
    send(client, reverse("returns:code", args=[token]), code=links.code_of(link))
    assert handed_in(client, asked, children(0, 7)).status_code == 302
    assert PictureList.objects.get().sent_by == person


def test_nobody_else_hands_it_in(client_for, manager, picture, asked):
    elsewhere = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=AgencyFactory())
    for person in (manager, elsewhere):
        assert client_for(person).get(page_of(asked)).status_code == 404


@pytest.mark.parametrize("move", ["count", "delete_lists"])
def test_who_has_not_handed_in_is_asked_no_longer_once_no_list_is_taken(manager, picture, asked, move):
    for first in (0, 5):
        list_of(picture, children(first, first + 20))
    PICTURE.apply(move, picture, by=manager)
    asked.refresh_from_db()
    assert asked.state == ReturnState.WAIVED


def test_who_has_not_handed_in_is_asked_no_longer_when_lists_are_deleted_on_their_day(asked, picture):
    services.delete_due(picture.delete_on)
    asked.refresh_from_db()
    assert asked.state == ReturnState.WAIVED
