"""Limits are worked out anew for a reason, and that is withdrawn for a reason: both stay to be read."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from escp.access.roles import RoleKey
from intelligence.choices import Level, Unit
from intelligence.indicators.services import record_own
from intelligence.models import Figure, Rebase, RebaseWithdrawn
from intelligence.scorecards import services, spc
from tests.factories.indicators import IndicatorFactory, a_rebase, own_figures
from tests.factories.partnership import PersonFactory
from tests.pages import posted, text_of

pytestmark = pytest.mark.django_db


def rebased(values, place):
    indicator = IndicatorFactory()
    own_figures(indicator, values)
    return a_rebase(indicator, place)


def test_limits_are_worked_out_anew_and_withdrawn_on_the_page(client_for):
    manager, indicator = client_for(PersonFactory()), IndicatorFactory()
    figures = own_figures(indicator, [20, 22] * 10 + [40, 42] * 10)
    page = text_of(manager.get(indicator.get_absolute_url()))
    assert "in a row above the centre" in page

    address = reverse("intelligence:indicator-rebase", args=[indicator.code])
    assert "Error:" in text_of(posted(manager, address, {"figure": figures[20].pk}))
    assert "Error:" in text_of(posted(manager, address, {"figure": figures[0].pk, "reason": "First"}))
    done = posted(manager, address, {"figure": figures[20].pk, "reason": "A new front door"})
    page = manager.get(done.url)
    words = text_of(page)
    assert "From Q1 2024/25: A new front door" in words
    assert "From Q1 2019/20 to Q4 2023/24: With 20 figures it is read as an XmR chart: mean 21.0" in words
    assert "From Q1 2024/25 to Q4 2028/29: With 20 figures it is read as an XmR chart: mean 41.0" in words
    assert "Nothing in it stands out" in words
    assert page.content.count(b'class="gt-chart__break"') == 2
    assert services.ALREADY in text_of(posted(manager, address, {"figure": figures[20].pk, "reason": "Again"}))

    withdraw = reverse("intelligence:indicator-rebase-withdraw", args=[indicator.code, 1])
    assert posted(manager, withdraw, {"reason": "The door came later"}).status_code == 302
    page = text_of(manager.get(indicator.get_absolute_url()))
    assert "Withdrawn: The door came later" in page
    assert "With 40 figures it is read as an XmR chart" in page
    assert services.GONE in text_of(posted(manager, withdraw, {"reason": "Twice"}))
    assert posted(manager, address, {"figure": figures[20].pk, "reason": "It did not"}).status_code == 302


def test_a_rebase_is_withdrawn_once_and_nothing_of_it_changes():
    made = rebased([1, 2, 3], 1)
    services.withdraw_rebase(by=PersonFactory(), rebase=made, reason="Wrong quarter")
    with pytest.raises(ValidationError, match="withdrawn already"):
        services.withdraw_rebase(by=PersonFactory(), rebase=made, reason="Twice")
    for model in (Rebase, RebaseWithdrawn):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(reason="Other")


def test_the_limits_of_each_part_are_those_of_its_own_figures():
    values = [Decimal(number) for number in [20, 22] * 10 + [40, 44] * 10]
    parts = spc.read_in_parts(values, [20, 0, 40])
    assert [(part.start, part.end) for part in parts] == [(0, 20), (20, 40)]
    assert [part.read for part in parts] == [spc.read(values[:20]), spc.read(values[20:])]
    assert [part.read.kind for part in spc.read_in_parts([], [])] == [spc.PLAIN]


def test_who_only_reads_sees_the_reason_and_cannot_withdraw_it(client_for):
    made = rebased([1, 2, 3], 1)
    client = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    page = client.get(made.indicator.get_absolute_url())
    assert "A new front door" in text_of(page)
    assert b"withdraw" not in page.content
    assert client.get(reverse("intelligence:indicator-rebase", args=[made.indicator.code])).status_code == 403


def of_place(indicator, level, like, value, code):
    """Give another place a published figure for the period of one of ours."""
    Figure.objects.create(
        indicator=indicator, definition=like.definition, area_code=code, area_name=code, level=level,
        period=like.period, starts_on=like.starts_on, ends_on=like.ends_on, value=value, text=str(value),
        given_by=like.given_by,
    )  # fmt: skip


def test_other_places_are_lines_in_the_chart_and_columns_in_the_table(client_for):
    indicator = IndicatorFactory(direction="down")
    ours = own_figures(indicator, [20, 22])
    for one in ours:
        of_place(indicator, Level.REGION, one, Decimal("18.5"), "R")
    for code, value in (("N1", 10), ("N2", 12), ("N3", 50)):
        of_place(indicator, Level.NEIGHBOUR, ours[1], Decimal(value), code)
    page = client_for(PersonFactory()).get(indicator.get_absolute_url())
    words, drawing = text_of(page), page.content.decode()

    assert "Beside the median of 3 statistical neighbours (12.0%): higher, which is worse." in words
    assert drawing.count('stroke-dasharray="9 4"') == 3  # the region: two drawings and the key
    table = words.split("the numbers in the chart")[1]
    assert "RegionMedian of neighbours" in table
    assert "20%18.5%No value" in table
    assert "22%18.5%12.0%" in table
    assert "England" not in table.split("How it is read")[0]


def test_counts_of_places_of_different_size_are_not_drawn_together(client_for):
    indicator = IndicatorFactory(unit=Unit.COUNT)
    of_place(indicator, Level.REGION, own_figures(indicator, [20])[0], Decimal(900), "R")
    page = client_for(PersonFactory()).get(indicator.get_absolute_url())
    assert b"gt-chart__keys" not in page.content


def test_a_figure_that_has_no_value_is_a_gap_between_the_parts(client_for):
    indicator = IndicatorFactory()
    made = own_figures(indicator, [20, 22, 24])
    gap = Figure.objects.get(pk=made[1].pk)
    gap.pk, gap.value, gap.mark, gap.text = None, None, "x", "x"
    record_own(by=PersonFactory(), figure=gap)
    services.rebase(by=PersonFactory(), indicator=indicator, figure=gap, reason="Counted otherwise")
    page = text_of(client_for(PersonFactory()).get(indicator.get_absolute_url()))
    assert "From Q3 2019/20 to Q3 2019/20" in page
