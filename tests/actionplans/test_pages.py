"""The pages of actions: who may open them, what they show, and that they cost the same however many there are."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from actionplans.lifecycle import ACTION
from escp.access.roles import RoleKey
from escp.deadlines.services import sync
from tests.actionplans.sending import address, text
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    EvidenceFactory,
    ImpactMeasureFactory,
    ProgressNoteFactory,
    ReadingFactory,
    ready_to_agree,
    ready_to_close,
)
from tests.factories.learning import LearningPointFactory, ThemeFactory
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db

LIST = "/actions/"


@pytest.fixture
def contributor():
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)


FORMS = ["edit", "link", "progress", "measure", "reading-new", "paste", "evidence-new"]


def test_every_page_opens_for_the_business_manager(client_for, manager):
    action = ready_to_close()
    client = client_for(manager)
    reading, evidence = action.measure.readings.first(), action.measure.evidence.first()

    pages = [
        LIST,
        reverse("actionplans:new"),
        address(action),
        *(address(action, name) for name in FORMS),
        address(action, "reading", reading.pk),
        address(action, "evidence", evidence.pk),
    ]
    for page in pages:
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("state", list(ActionState))
def test_the_page_of_an_action_in_each_state_says_its_brag_and_whose_turn_it_is(client_for, manager, state):
    action = ready_to_agree(state=state)
    ProgressNoteFactory(action=action)

    for person in (manager, PersonFactory(role=RoleKey.SCRUTINEER)):
        page = text(client_for(person).get(address(action)))
        assert action.rating.words in page
        assert page.count("<h1") == 1
    if state not in (ActionState.CLOSED, ActionState.WITHDRAWN):
        assert "Waiting for" in page


def test_another_agencys_action_is_not_there_for_a_contributor(client_for, contributor):
    client, other = client_for(contributor), ready_to_close()

    for page in [address(other), *(address(other, name) for name in FORMS)]:
        assert client.get(page).status_code == 404
        assert client.post(page, {}).status_code in (404, 405)
    for asked in ({}, {"q": other.reference}):
        found = client.get(LIST, asked)
        assert len(found.context["table"].rows) == 0
        assert address(other) not in text(found)


def test_a_contributor_moves_their_own_agencys_action_but_does_not_change_it(client_for, contributor):
    action = ready_to_agree(lead_agency=contributor.agency, state=ActionState.IN_PROGRESS)
    client = client_for(contributor)

    for name in ("progress", "reading-new", "paste", "evidence-new"):
        assert client.get(address(action, name)).status_code == 200
    for name in ("edit", "link", "measure"):
        assert client.get(address(action, name)).status_code == 403
    assert client.get(reverse("actionplans:new")).status_code == 403
    page = text(client.get(address(action)))
    assert "Mark as delivered" in page
    assert address(action, "edit") not in page
    assert "Where it came from" not in page


@pytest.mark.parametrize("role", [RoleKey.REVIEWER, RoleKey.ADMINISTRATOR, RoleKey.INFORMATION_GOVERNANCE])
def test_roles_without_actions_have_no_list(client_for, role):
    assert client_for(PersonFactory(role=role)).get(LIST).status_code == 403


def test_a_scrutineer_reads_an_action_and_is_offered_nothing(client_for):
    action = ready_to_agree(state=ActionState.IN_PROGRESS)
    client = client_for(PersonFactory(role=RoleKey.SCRUTINEER))

    page = text(client.get(address(action)))

    assert f"Waiting for {action.owner} ({action.lead_agency}) to deliver it" in page
    assert not any(address(action, name) in page for name in FORMS)
    assert client.get(address(action, "progress")).status_code == 403


def test_reading_and_evidence_of_another_action_are_not_found_under_this_one(client_for, manager):
    action, other = ready_to_close(), ready_to_close()
    client = client_for(manager)

    assert client.get(address(action, "reading", other.measure.readings.first().pk)).status_code == 404
    assert client.get(address(action, "evidence", other.measure.evidence.first().pk)).status_code == 404
    assert client.get(address(action, "reading", 10**30)).status_code == 404


def test_an_unknown_reference_is_not_found(client_for, manager):
    assert client_for(manager).get("/actions/ACT-1999-001/").status_code == 404


# The list


def test_the_list_puts_first_what_needs_attention(client_for, manager):
    for state in (ActionState.CLOSED, ActionState.IN_PROGRESS, ActionState.BLOCKED, ActionState.DRAFT):
        ActionFactory(state=state)

    page = client_for(manager).get(LIST)

    assert [row.record.state for row in page.context["table"].rows] == [
        ActionState.BLOCKED,
        ActionState.IN_PROGRESS,
        ActionState.DRAFT,
        ActionState.CLOSED,
    ]


def test_the_list_is_filtered_by_everything_that_a_group_asks_for(client_for, manager):
    theme = ThemeFactory()
    wanted = ActionFactory(
        title="Quarterly supervision", state=ActionState.IN_PROGRESS, due_on=timezone.localdate() - timedelta(days=5)
    )
    ActionLinkFactory(action=wanted, learning_point=LearningPointFactory(theme=theme))
    ActionFactory(title="Something else")
    client = client_for(manager)

    for asked in (
        {"q": "supervision quarterly"},
        {"q": wanted.reference},
        {"brag": "amber"},
        {"state": "in_progress"},
        {"lead_agency": wanted.lead_agency.pk},
        {"owner": wanted.owner.pk},
        {"theme": theme.pk},
        {"overdue": "yes"},
    ):
        page = client.get(LIST, asked)
        assert [row.record for row in page.context["table"].rows] == [wanted], asked
        assert "1 action" in text(page)


@pytest.mark.parametrize(
    "query",
    ["?page=999", "?page=abc", "?sort=nothing", "?sort=-brag,owner", "?brag=pink", "?owner=abc",
     "?owner=99999999999999999999",
     "?theme=-1", "?q=%00", "?q=" + "x" * 500, "?state=closed&state=draft", "?overdue=maybe", "?lead_agency=%ED%A0%80"],
)  # fmt: skip
def test_a_bad_address_of_the_list_is_answered_with_the_list(client_for, manager, query):
    ActionFactory()

    assert client_for(manager).get(LIST + query).status_code == 200


@pytest.mark.parametrize("column", ["reference", "title", "brag", "lead_agency", "owner", "due_on"])
def test_every_column_sorts_both_ways(client_for, manager, column):
    ActionFactory(), ActionFactory(due_on=None), ActionFactory(owner=None, lead_agency=None)
    client = client_for(manager)

    there, back = (client.get(LIST, {"sort": sign + column}) for sign in ("", "-"))

    assert len(there.context["table"].rows) == len(back.context["table"].rows) == 3


def test_an_empty_list_says_what_would_be_here(client_for, manager):
    assert "Actions stand here once someone has said what will change" in text(client_for(manager).get(LIST))


def test_the_list_is_exported_as_filtered_and_runs_no_formula(client_for, manager):
    ActionFactory(title="=HYPERLINK(1)", state=ActionState.BLOCKED)
    ImpactMeasureFactory(action=ActionFactory(title="Left out"))

    response = client_for(manager).get(LIST, {"brag": "red", "format": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert cells[0][:6] == [
        "Reference", "Source", "Recommendation", "Learning theme", "Desired outcome for children", "Action",
    ]  # fmt: skip
    assert [row[5] for row in cells[1:] if row[0]] == ["'=HYPERLINK(1)"]
    assert "Baseline" in cells[0]


def test_a_contributor_exports_nothing(client_for, contributor):
    ActionFactory(lead_agency=contributor.agency)

    response = client_for(contributor).get(LIST, {"format": "xlsx"})

    assert response["Content-Type"].startswith("text/html")


# What it costs


def cost(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def fill(number):
    for _ in range(number):
        action = ready_to_agree(state=ActionState.IN_PROGRESS)
        ReadingFactory(measure=action.measure)


def test_the_list_asks_the_same_few_questions_at_1_10_and_100_rows(client_for, manager):
    client = client_for(manager)
    costs = []
    for more in (1, 9, 90):
        fill(more)
        costs.append(cost(client, LIST))

    assert costs == [LIST_QUERIES] * 3


def test_the_page_of_an_action_asks_the_same_questions_however_much_hangs_on_it(client_for, manager):
    client, action = client_for(manager), ready_to_close()
    ProgressNoteFactory(action=action)
    ACTION.apply("reopen", action, by=manager, due_on=timezone.localdate() + timedelta(days=30))
    action.refresh_from_db()
    sync(action)
    few = cost(client, address(action))

    for year in range(2000, 2020):
        ProgressNoteFactory(action=action)
        EvidenceFactory(measure=action.measure)
        ActionLinkFactory(action=action)
        ReadingFactory(measure=action.measure, period=str(year), period_start=f"{year}-01-01")

    assert cost(client, address(action)) == few == RECORD_QUERIES


LIST_QUERIES = 8
RECORD_QUERIES = 22
