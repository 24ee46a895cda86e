"""The doors in a real browser: first sign-in to signing out, without barriers, on a phone, with and without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from escp.access import second_factor
from home.demo import people
from tests.factories.partnership import PASSWORD, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look(page, heading: str, width: int) -> None:
    """Hold a page to what every page promises."""
    # A click returns before the page it leads to has a body to look at.
    page.wait_for_load_state()
    assert page.locator("h1").all_inner_texts() == [heading]
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [1280, 320])
def test_a_first_sign_in_from_the_password_to_the_recovery_codes(page_for, width):
    person = PersonFactory()
    page = page_for(width=width)
    page.goto("/accounts/")
    look(page, "Sign in", width)
    page.click("text=Continue")
    look(page, "Sign in", width)
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("text=Continue")
    look(page, "Set up a second step for signing in", width)
    assert page.evaluate("document.querySelector('main img').naturalWidth") > 0, "the square is drawn"

    page.fill("#id_code", "000000")
    page.click("main button >> nth=0")
    look(page, "Set up a second step for signing in", width)
    secret = page.locator("main li strong").inner_text().replace(" ", "").replace("\u00a0", "")
    page.fill("#id_code", second_factor.code_at(secret, second_factor._step_now()))
    page.click("main button >> nth=0")
    look(page, "Your recovery codes", width)
    page.click("text=I have kept them: continue")
    look(page, "Your account", width)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_demo_is_entered_without_scripts_and_left(page_for, width):
    people.load()
    page = page_for(width=width, javascript=False)
    page.goto("/")
    page.click("text=Sign in as Garnet Glade")
    page.goto("/accounts/access-log/")
    assert page.locator("h1").inner_text() == "Access log"
    page.goto("/accounts/")
    page.click("text=Sign out >> nth=0")

    assert "You have signed out." in page.locator("main").inner_text()
    page.go_back()
    assert page.locator("h1").inner_text() == "Sign in", "Back shows nothing of what was open"


def test_someone_who_no_longer_belongs_reads_so_and_leaves(page_for):
    people.load()
    page = page_for(width=320)
    page.goto("/accounts/login/")
    look(page, "Sign in", 320)
    page.click("text=Sign in as Laurel Larch")
    look(page, "Your membership has ended", 320)
    page.click("text=Sign out now")
    assert "You have signed out." in page.locator("main").inner_text()
