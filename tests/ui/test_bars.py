"""Stacked bars: every number is drawn to scale or said, nothing lies outside, patterns tell parts apart."""

import re

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from escp.ui.bars import PATTERNS, Bar, Series, bar_chart, wrapped
from escp.ui.plot import breadth

SERIES = [Series(f"Part {number}", pattern) for number, pattern in enumerate(PATTERNS)]
VALUES = st.tuples(*[st.integers(0, 400)] * len(PATTERNS))


def chart(*bars: Bar):
    return bar_chart(title="Duties", sentence="All is well.", series=SERIES, bars=bars)


def drawn(made) -> str:
    return engines["django"].from_string("{% bar_chart made %}").render({"made": made})


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_every_part_is_to_scale_and_within_the_drawing(rows):
    made = chart(*[Bar(f"Duty {number}", values) for number, values in enumerate(rows)])
    if not any(sum(values) for values in rows):
        assert made is None
        return
    for drawing in (made.wide, made.narrow):
        parts = drawing.boxes[len(SERIES) :]
        numbers = [value for values in rows for value in values if value]
        assert len(parts) == len(numbers)
        scale = max(sum(values) for values in rows)
        widest = max(box.x + box.width for box in parts)
        for box, number in zip(parts, numbers, strict=True):
            assert box.width == pytest.approx(number / scale * widest, abs=0.5)
            assert box.words in ("", str(number))
            assert 0 <= box.x <= box.x + box.width <= drawing.width
        for text in drawing.texts:
            assert 0 <= text.y <= drawing.height
            assert text.x + breadth(text.words, drawing.size) <= drawing.width + 1


def test_the_numbers_are_said_for_those_who_cannot_see_them():
    made = chart(Bar("Notify the panel", (5, 0, 1, 0, 0)), Bar("Nothing", (0, 0, 0, 0, 0)))

    assert made.description == "A bar for each of 1. Notify the panel: 5 part 0, 1 part 2."
    page = drawn(made)
    assert page.count("<svg") == 2
    assert 'role="img"' in page
    assert "<title" in page
    assert "All is well." in page


def test_parts_differ_by_pattern_and_not_by_colour_alone():
    page = drawn(chart(Bar("Duty", (40, 40, 40, 40, 40))))

    fills = re.findall(r'height="[\d.]+" stroke="#1c1826" stroke-width="1" fill="([^"]+)"', page)
    assert len(set(fills[:5])) == 5


def test_a_long_name_is_set_in_lines_that_fit():
    name = "Complete and publish the local child safeguarding practice review"

    lines = wrapped(name, 320, 14)

    assert " ".join(lines) == name
    assert len(lines) == 2
    assert all(breadth(line, 14) <= 320 for line in lines)
    assert wrapped("", 320, 14) == []


def test_nothing_to_draw_draws_nothing():
    assert drawn(chart()).strip() == ""
