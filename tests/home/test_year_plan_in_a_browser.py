"""The year plan in a real browser: on a desk, on a telephone, and on one side of paper."""

import io

import pikepdf
import pytest
from django.utils import timezone

from escp.partnership.models.plan import year_of
from home.choices import PlanState
from home.year_plan.catalogue import CATALOGUE
from tests.browser.barriers import look_at
from tests.factories.home import FixedPointFactory
from tests.factories.partnership import PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

YEAR = year_of(timezone.localdate())


@pytest.fixture
def plan():
    """A whole year, with a fifth audit and a state of each kind."""
    states = list(PlanState)
    points = [
        FixedPointFactory(year=YEAR, key=entry.key, number=number, state=states[(place + number) % len(states)])
        for place, entry in enumerate(CATALOGUE.values())
        for number in range(1, len(entry.days) + (3 if entry.further else 1))
    ]
    assert {point.state for point in points} == set(PlanState)
    assert year_of(points[0].due_on) == YEAR
    return points


@pytest.mark.parametrize("width", [1280, 320])
def test_the_plan_and_its_points_open_to_everyone(page_for, plan, width):
    page = page_for(PersonFactory(), width=width)

    for url in (
        f"/reports/year-plan/?year={YEAR}",
        f"/reports/year-plan/make/?year={YEAR}",
        *[point.get_absolute_url() for point in plan[:4]],
    ):
        page.goto(url)
        look_at(page)
    page.goto(f"/reports/year-plan/?year={YEAR}")
    assert page.locator("table.year-plan").is_visible() == (width > 1000)
    assert page.locator(".year-plan__list").is_visible() == (width < 1000)


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_year_is_printed_on_one_side(page_for, plan, paper):
    page = page_for(PersonFactory())
    page.goto(f"/reports/year-plan/?year={YEAR}")

    printed = pikepdf.open(io.BytesIO(page.pdf(format=paper, landscape=True)))

    assert len(printed.pages) == 1
