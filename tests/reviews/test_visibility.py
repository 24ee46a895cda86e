"""Who may know of a case: by role, by conflict, by access list, by membership in date."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.models import Membership
from escp.partnership.services import declare_conflict, grant_access, restrict
from home.search import search
from learning.queries import activities_for, findings_for
from reviews.choices import SIGNED_OFF_OR_LATER, ReviewState
from tests.factories.learning import FindingFactory
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory

pytestmark = pytest.mark.django_db

CASEWORK = {
    RoleKey.BUSINESS_MANAGER,
    RoleKey.BUSINESS_OFFICER,
    RoleKey.SIN_LEAD,
    RoleKey.STATUTORY_PARTNER,
    RoleKey.LEAD_PARTNER,
}
FINISHED = CASEWORK | {RoleKey.PIG_MEMBER, RoleKey.SCRUTINEER}


@pytest.mark.parametrize("role", RoleKey)
def test_an_incident_is_known_only_to_those_who_work_on_cases(client_for, role):
    incident = IncidentFactory()

    response = client_for(PersonFactory(role=role)).get(incident.get_absolute_url())

    assert response.status_code == (200 if role in CASEWORK else 404)


@pytest.mark.parametrize("role", RoleKey)
@pytest.mark.parametrize("state", ReviewState)
def test_a_rapid_review_reaches_readers_once_the_partners_have_signed_it_off(client_for, role, state):
    review = RapidReviewFactory(state=state)
    final = state in SIGNED_OFF_OR_LATER

    response = client_for(PersonFactory(role=role)).get(review.get_absolute_url())

    assert response.status_code == (200 if role in (FINISHED if final else CASEWORK) else 404)


def shown_to(person):
    """Return everything in which a case could show: the lists, the search, the numbers."""
    return {
        "activities": activities_for(person).count(),
        "findings": findings_for(person).count(),
        "hits": len(search(person, "supervision")),
    }


def test_a_conflict_of_interest_leaves_no_trace_of_the_case(client_for):
    person = PersonFactory()
    nothing = shown_to(PersonFactory(pk=None, role=RoleKey.BUSINESS_MANAGER))
    review = RapidReviewFactory(state=ReviewState.CONCLUDED)
    finding = FindingFactory(activity=review.activity, title="Supervision without reflection")
    assert shown_to(person) != nothing

    declare_conflict(by=person, case=review.case, person=person, reason="Their own practice is under review.")

    client = client_for(person)
    assert shown_to(person) == nothing
    for url in (
        review.get_absolute_url(),
        review.incident.get_absolute_url(),
        finding.get_absolute_url(),
        reverse("learning:thread", args=[review.reference]),
        reverse("home:reference", args=[review.reference]),
        reverse("lifecycle:move", args=["rapid-review", review.reference, "conclude"]),
    ):
        assert client.get(url).status_code == 404, url
    for url in (reverse("home:my-week"), reverse("reviews:reviews"), reverse("learning:findings")):
        page = client.get(url).content.decode()
        assert review.reference not in page
        assert finding.reference not in page


def test_a_restricted_case_is_open_only_to_its_access_list(client_for):
    manager, named, other = PersonFactory(), PersonFactory(), PersonFactory()
    incident = IncidentFactory()
    restrict(by=manager, case=incident.case, reason="A member of staff is concerned.")
    grant_access(by=manager, case=incident.case, person=named, reason="Signs for the council.")

    assert client_for(manager).get(incident.get_absolute_url()).status_code == 200
    assert client_for(named).get(incident.get_absolute_url()).status_code == 200
    assert client_for(other).get(incident.get_absolute_url()).status_code == 404


def test_a_conflict_beats_the_access_list(client_for):
    person = PersonFactory()
    incident = IncidentFactory()
    grant_access(by=person, case=incident.case, person=person, reason="Works on it.")
    declare_conflict(by=person, case=incident.case, person=person, reason="Knows the family.")

    assert client_for(person).get(incident.get_absolute_url()).status_code == 404


def test_a_reviewer_sees_the_cases_that_name_them_until_their_leave_ends(client_for):
    manager, reviewer = PersonFactory(), PersonFactory(role=RoleKey.REVIEWER)
    mine, other = RapidReviewFactory(), RapidReviewFactory()
    leave = grant_access(by=manager, case=mine.case, person=reviewer, reason="Reviewer.")
    client = client_for(reviewer)
    assert client.get(mine.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404

    leave.ends_at = timezone.now()
    leave.save()

    assert client.get(mine.get_absolute_url()).status_code == 404


def test_a_membership_that_ended_a_minute_ago_opens_nothing(client_for):
    person = PersonFactory()
    incident = IncidentFactory()
    client = client_for(person)
    assert client.get(incident.get_absolute_url()).status_code == 200

    membership = Membership.objects.get(person=person)
    membership.ends_at = timezone.now() - timedelta(minutes=1)
    membership.save()

    assert client.get(incident.get_absolute_url()).status_code in (403, 404)
