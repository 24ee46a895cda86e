"""Rare events are read by the days between them, for those who see true counts."""

from datetime import timedelta
from math import exp, log
from statistics import mean

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from escp.access.roles import RoleKey
from intelligence.choices import Direction, Unit
from intelligence.models import RareEvent
from intelligence.scorecards import services
from intelligence.scorecards.queries import rare_events_for
from intelligence.scorecards.rare import NOT_FOR_ALL, TOO_FEW, limits_of
from tests.factories.indicators import rare_indicator
from tests.factories.partnership import PersonFactory
from tests.pages import day_boxes, posted, text_of


@given(st.lists(st.integers(1, 2000), min_size=10, max_size=30))
def test_limits_agree_with_a_second_implementation(gaps):
    limits = limits_of(gaps)
    even = [exp(log(gap) / 3.6) for gap in gaps]
    moving = [abs(even[place] - even[place - 1]) for place in range(1, len(even))]
    middle, reach = sum(even) / len(even), 2.66 * mean(moving)
    assert limits.centre == pytest.approx(middle**3.6)
    assert limits.upper == pytest.approx((middle + reach) ** 3.6)
    assert limits.lower == pytest.approx(max(middle - reach, 0) ** 3.6)


def test_few_intervals_have_no_limits_and_two_on_a_day_are_read():
    assert limits_of([30] * 9) is None
    assert limits_of([0] + [30] * 9).lower >= 0


@pytest.mark.django_db
def test_days_are_added_and_struck_out_on_the_page(client_for):
    indicator, manager = rare_indicator(), client_for(PersonFactory())
    assert "No event is recorded" in text_of(manager.get(indicator.get_absolute_url()))
    address = reverse("intelligence:indicator-event", args=[indicator.code])
    ahead = timezone.localdate() + timedelta(days=1)
    assert services.AHEAD in text_of(posted(manager, address, day_boxes("happened_on", ahead)))
    done = posted(manager, address, day_boxes("happened_on", timezone.localdate() - timedelta(days=1)))
    page = text_of(manager.get(done.url))
    assert "The last event was 1 day ago." in page
    assert TOO_FEW in page

    event = RareEvent.objects.get()
    strike = reverse("intelligence:indicator-event-strike", args=[indicator.code, event.pk])
    assert posted(manager, strike, {"reason": "It was another year"}).status_code == 302
    assert "No event is recorded" in text_of(manager.get(done.url))
    assert services.STRUCK in text_of(posted(manager, strike, {"reason": "Twice"}))
    with pytest.raises(ValidationError, match="struck out already"):
        services.strike_event(by=PersonFactory(), event=event, reason="Twice")


@pytest.mark.django_db
def test_who_does_not_see_true_counts_is_given_no_days():
    rare_indicator([100] * 11)
    assert rare_events_for(PersonFactory(role=RoleKey.LEAD_PARTNER)).exists()
    assert not rare_events_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("direction", "judged"),
    [(Direction.DOWN, ", which is worse."), (Direction.UP, ", which is better."), (Direction.NEUTRAL, ".")],
)
def test_what_is_more_than_chance_is_said(client_for, direction, judged):
    indicator = rare_indicator([100] * 11 + [1], last_ago=600, direction=direction, unit=Unit.COUNT)
    page = text_of(client_for(PersonFactory(role=RoleKey.LEAD_PARTNER)).get(indicator.get_absolute_url()))
    assert "The last event was 600 days ago." in page
    assert "That is longer than the upper limit" in page
    assert f"is shorter than chance{judged}" in page


@pytest.mark.django_db
def test_a_longer_time_than_chance_is_better_where_fewer_are_wanted(client_for):
    indicator = rare_indicator([20] * 11 + [400], direction=Direction.DOWN, unit=Unit.COUNT)
    page = text_of(client_for(PersonFactory()).get(indicator.get_absolute_url()))
    assert "is longer than chance, which is better." in page


@pytest.mark.django_db
def test_the_days_are_not_for_those_outside(client_for):
    indicator = rare_indicator([30] * 3)
    page = client_for(PersonFactory(role=RoleKey.SCRUTINEER)).get(indicator.get_absolute_url())
    assert NOT_FOR_ALL in text_of(page)
    assert b"Days since the one before" not in page.content
