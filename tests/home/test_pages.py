"""The pages that look over everything: My week, search, references, reports, help."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import ROLES, RoleKey
from escp.deadlines.models import Deadline
from escp.partnership.services import declare_conflict
from tests.factories.actionplans import ActionFactory
from tests.factories.learning import FindingLinkFactory, LearningPointFactory
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory

pytestmark = pytest.mark.django_db


def my_week(client) -> str:
    return client.get(reverse("home:my-week")).content.decode()


def test_my_week_says_what_is_owed_late_today_and_later(client_for):
    lead = PersonFactory(role=RoleKey.SIN_LEAD)
    late = IncidentFactory(aware_at=timezone.now() - timedelta(days=40))
    soon = IncidentFactory(aware_at=timezone.now() - timedelta(hours=2))

    page = my_week(client_for(lead))

    assert f"Notify the National Panel: {late.reference}" in page
    assert f"Notify the National Panel: {soon.reference}" in page
    assert "1 is late." in page
    assert late.case.pseudonym not in page


def test_my_week_of_somebody_with_nothing_to_do_says_so(client_for):
    page = my_week(client_for(PersonFactory(role=RoleKey.SCRUTINEER)))

    assert "Nothing is due this week." in page


def test_the_unit_sees_what_it_waits_for_and_nobody_else_does(client_for):
    incident = IncidentFactory()

    assert f"Notify the National Panel ({incident.reference})" in my_week(client_for(PersonFactory()))
    assert incident.reference not in my_week(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)))


def test_a_learning_point_waits_for_the_decision_of_those_who_agree(client_for):
    point = FindingLinkFactory().learning_point
    loose = LearningPointFactory()

    page = my_week(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)))

    assert f"{point.reference}: {point.statement}" in unescape(page)
    assert loose.reference not in page
    assert point.reference not in my_week(client_for(PersonFactory(role=RoleKey.SCRUTINEER)))


def test_a_reminder_that_reaches_nobody_is_an_alarm_for_the_unit(client_for):
    incident = IncidentFactory()
    Deadline.objects.filter(reference=incident.reference).update(unreachable_since=timezone.now())

    assert "Reminders that reach nobody" in my_week(client_for(PersonFactory()))
    assert "Reminders that reach nobody" not in my_week(client_for(PersonFactory(role=RoleKey.SIN_LEAD)))


def test_a_conflict_takes_the_case_out_of_my_week(client_for):
    manager, incident = PersonFactory(), IncidentFactory()
    declare_conflict(by=manager, case=incident.case, person=manager, reason="Knows the family.")

    assert incident.reference not in my_week(client_for(manager))


@pytest.mark.parametrize("rows", [1, 10, 100])
def test_my_week_costs_the_same_for_any_number_of_rows(client_for, django_assert_num_queries, rows):
    manager = PersonFactory()
    client = client_for(manager)
    for _ in range(rows):
        IncidentFactory(recorded_by=manager)
        ActionFactory(recorded_by=manager, owner=manager)
        FindingLinkFactory()
    my_week(client)

    with django_assert_num_queries(10):
        my_week(client)


def test_a_reference_leads_to_its_record_in_any_case_and_with_or_without_a_stroke(client_for):
    review, action = RapidReviewFactory(), ActionFactory()
    client = client_for(PersonFactory())

    for record in (review, action):
        for typed in (record.reference, record.reference.lower(), f"{record.reference}/"):
            assert client.get(f"/r/{typed}").url == record.get_absolute_url()
    assert client.get("/r/XX-23456").status_code == 404
    assert client.get("/r/%00").status_code == 404


def test_search_finds_by_reference_and_says_when_there_is_nothing(client_for):
    review = RapidReviewFactory()
    client = client_for(PersonFactory())

    assert review.get_absolute_url() in client.get("/search/", {"q": review.reference.lower()}).content.decode()
    assert "Nothing that you can see has these words" in client.get("/search/", {"q": "zebra"}).content.decode()
    assert client.get("/search/", {"q": "\0" * 50}).status_code == 200


@pytest.mark.parametrize(
    ("role", "seen", "unseen"),
    [
        (RoleKey.INFORMATION_GOVERNANCE, "Access log", "Activities</a>"),
        (RoleKey.ADMINISTRATOR, "Accounts and reference data", "Access log"),
        (RoleKey.AGENCY_CONTRIBUTOR, "Actions and impact", "The Three Themes"),
        (RoleKey.BUSINESS_MANAGER, "The Three Themes", "Access log"),
    ],
)
def test_reports_lists_what_the_role_may_open(client_for, role, seen, unseen):
    page = client_for(PersonFactory(role=role)).get(reverse("home:reports")).content.decode()
    main = page[page.index("<main") : page.index("</main>")]

    assert seen in main
    assert unseen not in main


def test_help_says_what_every_role_is_for(client_for):
    page = unescape(client_for(PersonFactory()).get(reverse("home:help")).content.decode())

    for role in ROLES.values():
        assert role.label in page
        assert role.description.split(":")[0] in page
