"""The pages of signing in, in a real browser, wide and narrow: nothing for axe to find, nothing to scroll sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from escp.access.roles import RoleKey
from tests.access.doors import person_with_factor
from tests.factories.partnership import PASSWORD, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN = ["/accounts/login/", "/accounts/login/?why=idle", "/accounts/password/reset/", "/accounts/password/reset/done/"]
OWN = [
    "/accounts/",
    "/accounts/confirm/",
    "/accounts/recovery-codes/",
    "/accounts/authenticator/",
    "/accounts/password/change/",
    "/accounts/access-log/",
]


def is_sound(page) -> None:
    wider = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    found = Axe().run(page).response["violations"]
    assert not wider, f"{page.url} scrolls sideways"
    assert not [(problem["id"], [node["html"] for node in problem["nodes"]]) for problem in found], page.url
    assert page.locator("h1").count() == 1


@pytest.fixture
def quiet(monkeypatch):
    """Axe brings styles of its own, which our policy refuses: that is no trouble of ours."""
    monkeypatch.setattr("tests.conftest.is_trouble", lambda said: False)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.usefixtures("quiet")
def test_the_pages_before_signing_in_are_sound(page_for, width):
    page = page_for(width=width)
    for path in OPEN:
        page.goto(path)
        is_sound(page)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.usefixtures("quiet")
def test_the_pages_of_an_account_are_sound(page_for, width):
    person, _ = person_with_factor(role=RoleKey.INFORMATION_GOVERNANCE)
    page = page_for(person, width=width)
    for path in OWN:
        page.goto(path)
        is_sound(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_square_to_scan_is_drawn(page_for, javascript):
    person = PersonFactory()
    page = page_for(width=320, javascript=javascript)
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()

    square = page.get_by_alt_text("Square to scan")

    assert page.url.endswith("/accounts/login/set-up/")
    assert square.bounding_box()["width"] > 200
    if javascript:
        assert square.evaluate("image => image.naturalWidth") > 0


def test_nothing_is_seen_by_going_back_after_signing_out(page_for):
    person, _ = person_with_factor(full_name="Canary Copperfield")
    page = page_for(person)
    page.goto("/accounts/")
    assert "Canary Copperfield" in page.content()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out.").wait_for()

    page.go_back()

    assert "Canary Copperfield" not in page.content()
