"""The month and the private address as people meet them: on a screen, a telephone, without scripts, on paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.barriers import barriers, is_too_wide, look_at
from tests.deadlines.records import a_person, a_record

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def manager(clock):
    person = a_person()
    for days in (3, 20, 20, 60):
        a_record(timezone.now() - timedelta(days=days))
    return person


@pytest.mark.parametrize("width", [1280, 320])
def test_the_month_suits_everyone(page_for, manager, width):
    page = page_for(manager, width=width)
    for query in ("", "?month=2025-12", "?month=2026-05", "?month=2027-02"):
        page.goto(f"/calendar/{query}")
        look_at(page)
    assert page.get_by_role("columnheader", name="Monday").is_visible() == (width == 1280)


def test_on_a_telephone_days_with_nothing_on_them_are_left_out(page_for, manager):
    page = page_for(manager, width=320, javascript=False)
    page.goto("/calendar/?month=2025-12")

    assert page.locator("td:visible time").all_text_contents() == ["Thursday 25 December", "Friday 26 December"]
    page.get_by_role("link", name="January 2026").click()
    assert page.locator("caption").inner_text() == "January 2026"


def test_the_month_fits_one_side_of_paper(page_for, manager):
    page = page_for(manager)
    page.goto("/calendar/")
    printed = page.pdf(prefer_css_page_size=True)

    assert printed.count(b"/Type /Page\n") == 1
    assert b"841.9" in printed


@pytest.mark.parametrize("width", [1280, 320])
def test_an_address_is_made_copied_replaced_and_stopped(page_for, manager, width):
    page = page_for(manager, width=width)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/accounts/")
    page.get_by_role("link", name="your calendar address").click()
    assert barriers(page) == []
    page.get_by_role("button", name="Make my address").click()
    address = page.get_by_label("Your calendar address").input_value()
    page.get_by_role("button", name="Copy the address").click()
    page.get_by_text("Copied.").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == address
    assert barriers(page) == []
    assert not is_too_wide(page)
    page.reload()
    assert page.get_by_label("Your calendar address").count() == 0
    assert barriers(page) == []
    page.get_by_role("link", name="Stop the address").click()
    assert barriers(page) == []
    page.get_by_role("button", name="Stop the address").click()
    assert page.get_by_text("Your calendar address has stopped.").is_visible()


def test_an_address_is_made_without_scripts(page_for, manager):
    page = page_for(manager, width=320, javascript=False)
    page.goto("/accounts/calendar/")
    page.get_by_role("button", name="Make my address").click()

    assert page.get_by_label("Your calendar address").input_value().endswith(".ics")
    assert not page.get_by_role("button", name="Copy the address").is_visible()
