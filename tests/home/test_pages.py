"""The pages that look over everything: My week, search, references, reports, help."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import ROLES, RoleKey
from escp.deadlines.clocks import Guidance
from escp.deadlines.models import Deadline, Edition, Pause
from escp.partnership.services import declare_conflict
from tests.factories.actionplans import ActionFactory
from tests.factories.learning import FindingLinkFactory, LearningPointFactory
from tests.factories.partnership import DeputyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory

pytestmark = pytest.mark.django_db


def my_week(client) -> str:
    return client.get(reverse("home:my-week")).content.decode()


def notify(incident) -> str:
    """Return the link by which a line of My week leads to the duty to notify."""
    return f'Notify the National Panel: <span class="gt-due__reference">{incident.reference}</span>'


def test_my_week_says_what_is_owed_late_today_and_later(client_for):
    lead = PersonFactory(role=RoleKey.SIN_LEAD)
    late = IncidentFactory(lead=lead.agency, aware_at=timezone.now() - timedelta(days=40))
    soon = IncidentFactory(lead=lead.agency, aware_at=timezone.now() - timedelta(hours=2))

    page = my_week(client_for(lead))

    assert notify(late) in page
    assert notify(soon) in page
    # The Panel and the local partners are owed the same five days.
    assert "Tell the local safeguarding partners" in page
    assert "2 are late." in page
    assert late.case.pseudonym not in page


def test_my_week_of_somebody_with_nothing_to_do_says_so(client_for):
    page = my_week(client_for(PersonFactory(role=RoleKey.SCRUTINEER)))

    assert "Nothing is due this week." in page


def test_the_unit_sees_what_it_waits_for_and_nobody_else_does(client_for):
    incident = IncidentFactory()

    assert incident.reference in my_week(client_for(PersonFactory()))
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


def test_a_person_with_many_deadlines_sees_the_first_by_date_and_how_many_there_are(client_for):
    lead = PersonFactory(role=RoleKey.SIN_LEAD)
    early = IncidentFactory(lead=lead.agency, aware_at=timezone.now() - timedelta(days=90))
    for _ in range(11):
        last = IncidentFactory(lead=lead.agency, aware_at=timezone.now() - timedelta(days=40))

    page = my_week(client_for(lead))

    assert "24 things to do this week" in page
    assert "24 are late." in page
    assert early.reference in page
    assert last.reference not in page
    assert "And 16 more" in page
    assert "All 24 deadlines that you owe" in page
    assert "/deadlines/?whose=mine" in page


def test_what_is_paused_stands_apart_and_is_not_late(client_for):
    lead, manager = PersonFactory(role=RoleKey.SIN_LEAD), PersonFactory()
    incident = IncidentFactory(lead=lead.agency, aware_at=timezone.now() - timedelta(days=40))
    deadline = Deadline.objects.get(reference=incident.reference, clock="reviews.notify-panel")
    Deadline.objects.update(state="paused", next_reminder_at=None)
    Pause.objects.create(
        deadline=deadline, starts_on=timezone.localdate(), ground="court", reason="x", authority="y", paused_by=manager
    )

    page = my_week(client_for(lead))

    assert "Nothing is due this week." in page
    assert "stands still; it was due" in page.split(">Paused<")[1]
    assert ">Late</strong>" not in page


def test_what_is_late_without_a_reason_and_rules_that_wait_for_a_second_person_need_a_decision(client_for):
    lead, manager, proposer = PersonFactory(role=RoleKey.SIN_LEAD), PersonFactory(), PersonFactory()
    late = IncidentFactory(lead=lead.agency, aware_at=timezone.now() - timedelta(days=40))
    Edition.objects.create(
        code="test-2030", guidance=Guidance.WORKING_TOGETHER, name="Working Together 2030", source="A page",
        effective_from=timezone.localdate() + timedelta(days=90), needs_second=True, proposed_by=proposer,
        proposed_at=timezone.now(),
    )  # fmt: skip

    page, managers = my_week(client_for(lead)), my_week(client_for(manager))

    assert "Say why it is late" in page
    assert (
        f"/deadlines/{Deadline.objects.get(reference=late.reference, clock='reviews.notify-panel').pk}/lateness/"
        in page
    )
    assert "Agree this change" not in page
    assert "Rules: Working Together 2030" in managers
    assert "Agree this change" not in my_week(client_for(proposer))


def test_what_a_principal_owes_is_not_waited_for_as_well(client_for):
    principal, manager = PersonFactory(role=RoleKey.SIN_LEAD), PersonFactory()
    incident = IncidentFactory(lead=principal.agency)
    assert notify(incident) in my_week(client_for(manager)).split("Waiting for others")[1]
    DeputyFactory(person=principal, deputy=manager)

    assert notify(incident) not in my_week(client_for(manager)).split("Waiting for others")[1]


def test_a_deputy_sees_apart_what_their_principal_owes(client_for):
    principal, deputy = PersonFactory(role=RoleKey.SIN_LEAD), PersonFactory(role=RoleKey.BUSINESS_OFFICER)
    DeputyFactory(person=principal, deputy=deputy)
    seen, kept = (IncidentFactory(lead=principal.agency) for _ in range(2))
    declare_conflict(by=deputy, case=kept.case, person=deputy, reason="Knows the family.")

    page = my_week(client_for(deputy))

    assert notify(seen) in page.split(f"For {principal}, whose deputy you are")[1]
    assert notify(seen) not in page.split("Waiting for others")[1]
    assert kept.reference not in page
    assert "Nothing is due this week." in page


@pytest.mark.parametrize("rows", [1, 10, 100])
def test_my_week_costs_the_same_for_any_number_of_rows(client_for, django_assert_num_queries, rows):
    manager = PersonFactory()
    client = client_for(manager)
    for _ in range(rows):
        IncidentFactory(recorded_by=manager)
        ActionFactory(recorded_by=manager, owner=manager)
        FindingLinkFactory()
    my_week(client)

    with django_assert_num_queries(12):
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
