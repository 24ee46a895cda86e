"""Our own figures for those inside and outside: exact and logged, or joined."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from intelligence.choices import Direction, Frequency, Level, Unit
from intelligence.indicators.services import record_own
from intelligence.models import Figure
from intelligence.scorecards.shown import HIDDEN, NOT_COUNTED, OVERLAPS, seen_by
from tests.factories.indicators import IndicatorFactory, own_figures
from tests.factories.partnership import PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def as_seen_outside(indicator):
    person = PersonFactory(role=RoleKey.SCRUTINEER)
    figures = indicator.figures.filter(stands=True, level=Level.AUTHORITY).order_by("starts_on", "pk")
    return [one.words for one in seen_by(person, indicator, list(figures))]


def a_share(indicator, quarter, part, whole):
    """Give an indicator the figure of a quarter of 2024/25."""
    first = date(2024, 4 + 3 * quarter, 1)
    last = (date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31))[quarter]
    return record_own(
        by=indicator.recorded_by,
        figure=Figure(
            indicator=indicator, area_code="E09000010", area_name="Enfield", level=Level.AUTHORITY,
            period=f"Q{quarter + 1}", starts_on=first, ends_on=last, numerator=part, denominator=whole,
            value=Decimal(part * 100) / whole, text=f"{part * 100 / whole:.1f}",
        ),
    )  # fmt: skip


def test_small_counts_are_joined_with_their_neighbours():
    indicator = IndicatorFactory(unit=Unit.COUNT)
    own_figures(indicator, [17, 3, 4, 2])
    joined = "Q2 2019/20 to Q3 2019/20 together: 7"
    assert as_seen_outside(indicator) == ["17", joined, joined, HIDDEN]


def test_small_shares_are_joined_and_pooled():
    indicator = IndicatorFactory()
    for quarter, (part, whole) in enumerate([(2, 40), (38, 40), (10, 40)]):
        a_share(indicator, quarter, part, whole)
    joined = "Q1 to Q2 together: 50.0%"
    assert as_seen_outside(indicator) == [joined, joined, "25.0%"]


def test_a_share_of_which_nobody_knows_what_was_counted_is_not_shown():
    indicator = IndicatorFactory()
    own_figures(indicator, [50])
    assert as_seen_outside(indicator) == [NOT_COUNTED]


@pytest.mark.parametrize(("whole", "words"), [(12, "40 days"), (9, HIDDEN), (None, NOT_COUNTED)])
def test_an_average_is_shown_of_ten_or_more(whole, words):
    indicator = IndicatorFactory(unit=Unit.DAYS)
    own_figures(indicator, [40], denominator=whole)
    assert as_seen_outside(indicator) == [words]


def test_a_year_beside_its_quarters_is_not_shown_nor_a_quarter_beside_a_published_year():
    indicator = IndicatorFactory(unit=Unit.COUNT)
    own_figures(indicator, [9, 9, 9, 9, 9])
    year = Figure(
        indicator=indicator, area_code="E09000010", area_name="Enfield", level=Level.AUTHORITY, period="2019/20",
        starts_on=date(2019, 4, 1), ends_on=date(2020, 3, 31), value=Decimal(36), text="36",
    )  # fmt: skip
    record_own(by=indicator.recorded_by, figure=year)
    assert as_seen_outside(indicator) == ["9", OVERLAPS, "9", "9", "9", "9"]
    Figure.objects.filter(pk=year.pk).update(is_published=True)
    assert as_seen_outside(indicator) == [OVERLAPS, "36", OVERLAPS, OVERLAPS, OVERLAPS, "9"]


def test_years_that_overlap_are_not_shown_beside_each_other():
    indicator = IndicatorFactory(unit=Unit.COUNT, frequency=Frequency.YEARLY)
    for month, value in ((4, 20), (7, 22)):
        figure = Figure(
            indicator=indicator, area_code="E09000010", area_name="Enfield", level=Level.AUTHORITY, period=str(month),
            starts_on=date(2020, month, 1), ends_on=date(2021, month - 1, 31 if month == 4 else 30),
            value=Decimal(value), text=str(value),
        )  # fmt: skip
        record_own(by=indicator.recorded_by, figure=figure)
    assert as_seen_outside(indicator) == ["20", OVERLAPS]


def test_a_mark_stays_a_mark():
    indicator = IndicatorFactory(unit=Unit.COUNT)
    figure = own_figures(indicator, [9])[0]
    Figure.objects.filter(pk=figure.pk).update(value=None, mark="x", text="x")
    assert as_seen_outside(indicator) == ["x: not available"]


def test_centre_and_limits_are_worked_out_from_what_is_shown(client_for):
    indicator = IndicatorFactory(unit=Unit.COUNT, direction=Direction.DOWN)
    own_figures(indicator, [10] * 9 + [3, 3])
    inside, outside = (client_for(PersonFactory(role=role)) for role in (RoleKey.LEAD_PARTNER, RoleKey.SCRUTINEER))
    address = indicator.get_absolute_url()
    assert "read as a run chart about the median" in text_of(inside.get(address))
    page = text_of(outside.get(address))
    assert "With 9 figures it is drawn as a plain line" in page
    assert "together: 6" in page


def test_whoever_sees_exact_figures_is_logged_and_whoever_sees_joined_ones_is_not(client_for):
    indicator = IndicatorFactory(unit=Unit.COUNT)
    own_figures(indicator, [3])
    card = reverse("intelligence:scorecards")
    outside = client_for(PersonFactory(role=RoleKey.SCRUTINEER))
    inside = client_for(PersonFactory(role=RoleKey.LEAD_PARTNER))
    before = AccessLog.objects.count()
    for address in (card, indicator.get_absolute_url()):
        outside.get(address)
    assert AccessLog.objects.count() == before
    for address in (card, indicator.get_absolute_url()):
        inside.get(address)
    assert list(AccessLog.objects.order_by("pk").values_list("action", "reference"))[before:] == [
        ("opened the exact figures of the scorecard", ""),
        ("opened the exact figures of an indicator", indicator.code),
    ]
