"""The browser that other tests drive starts, reads a page of ours, and notices what the content policy refuses."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_chromium_reads_the_health_check(page_for):
    page = page_for()

    page.goto("/healthz")

    assert '"status"' in page.content()
