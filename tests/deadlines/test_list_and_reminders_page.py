"""The list of deadlines, and the page on which people choose what they are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.choices import DeadlineState, MailState
from escp.deadlines.models import Deadline, Digest, DigestChoice
from escp.partnership.services import declare_conflict
from tests.factories.actionplans import ActionFactory
from tests.factories.partnership import DeputyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory

pytestmark = pytest.mark.django_db


def listed(client, query: str = "") -> str:
    return client.get(f"/deadlines/{query}").content.decode()


def test_the_list_holds_what_is_owed_and_what_may_be_seen_and_nothing_else(client_for):
    lead, incident, review = PersonFactory(role=RoleKey.SIN_LEAD), IncidentFactory(), RapidReviewFactory()
    hidden = IncidentFactory()
    declare_conflict(by=lead, case=hidden.case, person=lead, reason="Knows the family.")
    page = listed(client_for(lead))

    assert incident.reference in page
    assert review.reference in page
    assert hidden.reference not in page
    assert incident.case.pseudonym not in page
    assert incident.reference not in listed(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)))


def test_the_list_is_filtered_by_whose_and_how_it_stands(client_for):
    lead = PersonFactory(role=RoleKey.SIN_LEAD)
    late = IncidentFactory(lead=lead.agency, aware_at=timezone.now() - timedelta(days=40))
    soon, review = IncidentFactory(lead=lead.agency, state="notify_agreed"), RapidReviewFactory()
    client = client_for(lead)

    assert late.reference in listed(client, "?state=late")
    assert soon.reference not in listed(client, "?state=late")
    assert review.reference not in listed(client, "?whose=mine")
    assert review.reference in listed(client, "?whose=others")
    assert soon.reference not in listed(client, "?whose=others")
    assert late.reference not in listed(client, "?state=done")
    assert soon.reference in listed(client, "?state=any")


def test_what_is_paused_is_shown_as_paused_and_never_as_late(client_for):
    lead = PersonFactory(role=RoleKey.SIN_LEAD)
    incident = IncidentFactory(aware_at=timezone.now() - timedelta(days=40))
    Deadline.objects.update(state=DeadlineState.PAUSED, next_reminder_at=None)
    client = client_for(lead)

    assert incident.reference in listed(client, "?state=paused")
    assert "Paused" in listed(client)
    assert incident.reference not in listed(client, "?state=late")


def test_a_deputys_list_shows_those_they_stand_in_for(client_for):
    principal, deputy = PersonFactory(role=RoleKey.SIN_LEAD), PersonFactory(role=RoleKey.BUSINESS_OFFICER)
    DeputyFactory(person=principal, deputy=deputy)
    incident = IncidentFactory(lead=principal.agency)

    assert incident.reference in listed(client_for(deputy), "?whose=stood_in_for")
    assert incident.reference not in listed(client_for(PersonFactory()), "?whose=stood_in_for")


def test_the_list_is_exported_by_those_who_may(client_for):
    IncidentFactory()
    response = client_for(PersonFactory()).get("/deadlines/?format=xlsx")

    assert response["Content-Type"].startswith("application/vnd.openxmlformats")
    refused = client_for(PersonFactory(role=RoleKey.SIN_LEAD)).get("/deadlines/?format=xlsx")
    assert refused["Content-Type"].startswith("text/html")


def test_who_owes_it_is_said_as_person_agency_or_role(client_for):
    manager = PersonFactory()
    action = ActionFactory(state="in_progress")
    incident = IncidentFactory()
    page = listed(client_for(manager))

    assert str(action.owner) in page
    assert str(incident.lead) in page
    assert RoleKey.STATUTORY_PARTNER.label in page


def send(client, *days: int):
    once = client.get("/accounts/reminders/").context["once"]
    return client.post("/accounts/reminders/", {"once": once, "weekdays": days}, follow=True).content.decode()


def test_people_choose_their_days_and_none_is_a_choice(client_for):
    me = PersonFactory()
    client = client_for(me)

    assert "No digest has been sent to you yet." in client.get("/accounts/reminders/").content.decode()
    assert "on the days you chose" in send(client, 1, 3)
    assert DigestChoice.objects.get(person=me).weekdays == [1, 3]
    assert "You will get no digest." in send(client)
    assert DigestChoice.objects.get(person=me).weekdays == []
    assert "govuk-error-summary" in send(client, 6)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (MailState.SENT, "Your last digest was sent on"),
        (MailState.FAILED, "could not be delivered. The reason"),
        (MailState.SUPPRESSED, "No digest was sent on"),
        (MailState.PENDING, "is on its way."),
    ],
)
def test_the_page_says_what_became_of_the_last_digest(client_for, state, said):
    me, now = PersonFactory(), timezone.now()
    sent_at = now if state == MailState.SENT else None
    Digest.objects.create(
        person=me, day=now.date(), message_id="<x@y>", try_at=now, state=state, sent_at=sent_at, reason="The reason."
    )

    assert said in client_for(me).get("/accounts/reminders/").content.decode()


def test_the_page_names_the_deputy_and_those_one_stands_in_for(client_for):
    me = PersonFactory()
    mine, theirs = DeputyFactory(person=me).deputy, DeputyFactory(deputy=me).person
    page = client_for(me).get("/accounts/reminders/").content.decode()

    assert str(mine) in page
    assert str(theirs) in page
