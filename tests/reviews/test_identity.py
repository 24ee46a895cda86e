"""Two rooms: who a child is stands apart, opened with a role and a reason that is logged first."""

import pytest
from django.urls import reverse

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.partnership.models import ChildIdentity
from escp.partnership.services import hold_identity
from tests.factories.partnership import ChildFactory, PersonFactory
from tests.factories.reviews import IncidentFactory
from tests.pages import posted

pytestmark = pytest.mark.django_db

NAME = "Canary Testername"


@pytest.fixture
def incident():
    return IncidentFactory()


@pytest.fixture
def child(incident):
    child = ChildFactory(case=incident.case)
    hold_identity(by=PersonFactory(), child=child, full_name=NAME, address="1 Canary Road", school="Canary School")
    return child


def identity_url(incident, child):
    return reverse("reviews:identity", args=[incident.reference, child.pk])


def test_an_identity_is_shown_only_in_answer_to_a_reason_which_the_log_keeps(client_for, incident, child):
    person = PersonFactory()
    client = client_for(person)
    url = identity_url(incident, child)

    asked = client.get(url).content.decode()
    answered = client.post(url, {"purpose": "The coroner's officer asks who the child is."}).content.decode()

    assert NAME not in asked
    assert NAME in answered
    entry = AccessLog.objects.get(action="identity opened")
    assert (entry.person_id, entry.reference) == (person.pk, incident.reference)
    assert entry.purpose == "The coroner's officer asks who the child is."
    assert NAME not in str(entry.fields)


@pytest.mark.parametrize("purpose", ["", "short", "x" * 301, "\0" * 20])
def test_without_a_proper_reason_nothing_is_shown_or_logged(client_for, incident, child, purpose):
    response = client_for(PersonFactory()).post(identity_url(incident, child), {"purpose": purpose})

    assert response.status_code == 200
    assert NAME not in response.content.decode()
    assert not AccessLog.objects.filter(action="identity opened").exists()


def test_when_the_log_cannot_be_written_the_identity_stays_shut(client_for, incident, child, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("The log cannot be written.")

    monkeypatch.setattr(AccessLog.objects, "create", broken)
    client = client_for(PersonFactory())
    client.raise_request_exception = False

    response = client.post(identity_url(incident, child), {"purpose": "The coroner's officer asks who."})

    assert response.status_code == 500
    assert NAME not in response.content.decode()


@pytest.mark.parametrize("role", [role for role in RoleKey if role not in ("business_manager", "sin_lead")])
def test_other_roles_open_no_identity(client_for, incident, child, role):
    response = client_for(PersonFactory(role=role)).post(
        identity_url(incident, child), {"purpose": "The coroner's officer asks who."}
    )

    assert response.status_code in (403, 404)
    assert NAME not in response.content.decode()


def test_a_child_of_another_case_cannot_be_reached_through_this_incident(client_for, incident, child):
    other = IncidentFactory()

    response = client_for(PersonFactory()).post(identity_url(other, child), {"purpose": "The coroner's officer asks."})

    assert response.status_code == 404


def test_an_identity_can_be_recorded_and_leaves_no_history_behind(client_for, incident):
    child = ChildFactory(case=incident.case)
    url = reverse("reviews:identity-change", args=[incident.reference, child.pk])
    facts = {"full_name": NAME, "address": "", "school": "", "date_of_birth_day": ""}

    posted(client_for(PersonFactory()), url, facts)

    assert ChildIdentity.objects.get(child=child).full_name == NAME
    assert not hasattr(ChildIdentity, "history")
