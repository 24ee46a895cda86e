"""The pages of actions in a real browser: a table pasted, checked and drawn, on a desk and on a telephone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from actionplans.choices import ActionState
from actionplans.models import ProgressNote
from escp.access.roles import RoleKey
from tests.actionplans.test_pasting_pages import enfield
from tests.factories.actionplans import EvidenceFactory, ProgressNoteFactory, ready_to_agree
from tests.factories.partnership import PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def refused_by_axe(page):
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found]


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.fixture
def action():
    action = ready_to_agree(state=ActionState.IN_PROGRESS)
    EvidenceFactory(measure=action.measure)
    ProgressNoteFactory(action=action)
    return action


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_a_table_is_pasted_checked_saved_and_drawn(page_for, action, width, javascript):
    page = page_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER), width=width, javascript=javascript)
    table = "\n".join(f"{year}\t{value}" for year, value in enfield())

    page.goto(action.get_absolute_url())
    page.get_by_role("button", name="Paste readings from a spreadsheet").click()
    page.get_by_label("Periods and readings").fill(table)
    page.get_by_role("button", name="Check the table").click()
    page.get_by_role("button", name="Save 12 readings").wait_for()
    assert page.get_by_role("row").count() == len(enfield()) + 1
    page.get_by_role("button", name="Save 12 readings").click()

    page.get_by_text("12 readings are saved.").wait_for()
    page.wait_for_load_state()
    rows = page.locator(".gt-chart__table tbody tr")
    shown = [tuple(rows.nth(place).inner_text().split("\t")) for place in range(rows.count())]
    assert [(year.strip(), value.strip()) for year, value in shown] == enfield()
    assert not is_too_wide(page)


def test_a_progress_note_takes_two_presses_on_a_telephone(page_for, action):
    page = page_for(action.owner, width=320, javascript=False)

    page.goto(action.get_absolute_url())
    page.get_by_role("button", name="Write a progress note").click()
    page.get_by_label("What has happened since the last note?").fill("Eleven came.")
    page.get_by_role("button", name="Save the note").click()

    page.get_by_text("Eleven came.").wait_for()
    assert ProgressNote.objects.filter(by=action.owner).count() == 1


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_of_an_action_suits_everyone(page_for, action, width):
    page = page_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER), width=width)
    here = action.get_absolute_url()
    parts = [
        "",
        "edit/",
        "learning-point/",
        "progress/",
        "measure/",
        "readings/new/",
        "readings/paste/",
        "evidence/new/",
    ]
    addresses = ["/actions/", "/actions/?q=nothing+like+this", "/actions/new/", *(f"{here}{part}" for part in parts)]

    for address in addresses:
        page.goto(address)
        assert refused_by_axe(page) == [], address
        assert not is_too_wide(page), address
        assert page.locator("h1").count() == 1, address
