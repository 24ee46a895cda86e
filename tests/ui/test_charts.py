"""A chart says the same as its table, breaks its line where a value is missing, and is the same picture every time."""

import re
from decimal import Decimal

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from escp.ui.charts import Reading, line_chart, nice_ticks

READINGS = [
    Reading("2020", Decimal("29.8")),
    Reading("2021", None, "c (withheld)"),
    Reading("2022", Decimal("24.0")),
    Reading("2023", Decimal("20.9")),
]


def drawn(chart):
    return engines["django"].from_string("{% line_chart chart %}").render({"chart": chart})


def test_the_sentence_tells_first_and_last_and_the_target():
    chart = line_chart(title="Re-referrals", unit="%", readings=READINGS, target=Decimal(18))

    assert chart.sentence == "Re-referrals fell from 29.8% in 2020 to 20.9% in 2023. The target is 18%."


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([1, 2], "Visits rose from 1 in 1 to 2 in 2."),
        ([2, 2], "Visits stood at 2 in 1 and again in 2."),
        ([None, 1250], "Visits stood at 1,250 in 2."),
    ],
)
def test_the_sentence_fits_what_happened(values, said):
    readings = [Reading(str(place), value) for place, value in enumerate(values, start=1)]

    assert line_chart(title="Visits", readings=readings).sentence == said


def test_the_line_is_broken_where_a_value_is_withheld_and_the_table_says_why():
    chart = line_chart(title="Re-referrals", unit="%", readings=READINGS)
    page = drawn(chart)

    assert (len(chart.wide.paths), len(chart.wide.dots), len(chart.wide.bands)) == (1, 3, 1)
    assert "c (withheld)" in page
    assert "Grey bands" in page


def test_every_number_stands_in_the_table_as_it_was_given():
    page = drawn(line_chart(title="Re-referrals", unit="%", readings=READINGS))

    assert re.findall(r'cell--numeric"[^>]*>([^<]+)</td>', page) == ["29.8%", "c (withheld)", "24.0%", "20.9%"]


def test_the_drawing_is_named_and_described_and_always_the_same():
    def once():
        return drawn(line_chart(title="Re-referrals", unit="%", readings=READINGS, target=18, baseline=Decimal("29.8")))

    assert once() == once()
    assert once().count('role="img"') == 2
    assert 'aria-labelledby="chart-wide-title"' in once()
    assert "style=" not in once()


def test_without_values_there_is_no_chart():
    assert line_chart(title="Re-referrals", readings=[Reading("2020", None)]) is None
    assert drawn(None).strip() == ""


def test_words_in_a_chart_are_escaped():
    assert "<b>" not in drawn(line_chart(title="<b>", readings=[Reading("<b>", 1, "<b>")]))


@given(
    st.lists(st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2)), min_size=1, max_size=40),
    st.integers(-100, 100),
)
def test_every_point_and_word_stands_inside_the_drawing(values, target):
    readings = [Reading(str(2000 + place), value) for place, value in enumerate(values)]
    chart = line_chart(title="Any", readings=readings, target=target)

    for drawing in (chart.wide, chart.narrow) if chart else ():
        assert all(
            drawing.left <= dot.x <= drawing.right and drawing.top <= dot.y <= drawing.bottom for dot in drawing.dots
        )
        assert all(0 <= text.x <= drawing.width and 0 <= text.y <= drawing.height for text in drawing.texts)


@given(st.lists(st.floats(-1e9, 1e9, allow_subnormal=False), min_size=1, max_size=20))
def test_ticks_are_few_even_and_enclose_the_values(values):
    ticks = nice_ticks(values)

    assert 2 <= len(ticks) <= 12
    slack = 1e-6 * (ticks[-1] - ticks[0])
    assert ticks[0] <= min(values) + slack
    assert ticks[-1] >= max(values) - slack
