"""The gallery in a real browser: no barrier that axe finds, nothing wider than a phone, nothing that needs scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories.partnership import PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery(page_for):
    """Open the gallery as someone who is signed in."""

    def open_gallery(**kwargs):
        page = page_for(PersonFactory(), **kwargs)
        page.goto("/ui/gallery/")
        return page

    return open_gallery


@pytest.mark.parametrize("width", [1280, 320])
def test_the_gallery_has_no_barrier_and_fits(gallery, width):
    page = gallery(width=width)

    violations = Axe().run(page).response["violations"]

    assert page.locator(".gt-example").count() >= 15
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_error_summary_takes_the_focus_and_leads_to_its_field(gallery):
    page = gallery()
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"

    page.click(".govuk-error-summary a >> nth=1")

    assert page.evaluate("document.activeElement.id") == "refused_due_on_year"


def test_long_text_counts_its_characters(gallery):
    page = gallery()

    page.fill("#id_note", "x" * 290)

    page.wait_for_selector("text=You have 10 characters remaining")


def test_words_in_charts_are_at_least_12_pixels_high_on_a_phone(gallery):
    scale = gallery(width=320).evaluate("document.querySelector('.gt-chart__drawing--narrow').getScreenCTM().a")

    assert 14 * scale >= 12


def test_everything_is_there_without_scripts(gallery):
    page = gallery(width=320, javascript=False)

    assert page.locator(".gt-example").count() >= 15
    assert page.locator("text=You can enter up to 300 characters").first.is_visible()
    assert page.locator("button:text('Menu')").count() == 0 or not page.locator("button:text('Menu')").is_visible()


def test_the_page_prints_with_its_marking_and_without_what_cannot_be_used_on_paper(gallery):
    page = gallery()

    page.emulate_media(media="print")

    assert page.locator(".gt-marking--top").is_visible()
    assert page.locator(".gt-printed").is_visible()
    assert not page.locator(".gt-search").is_visible()
    assert not page.locator("#id_title").is_hidden()
