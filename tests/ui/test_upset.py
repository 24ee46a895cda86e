"""Bars with a matrix of sets: every number is to scale, its sets are told by dots, and nothing lies outside."""

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from escp.ui.plot import breadth
from escp.ui.upset import COUNTED_AS_ONE, Together, upset_chart

NAMES = ["Council", "Larkwood Borough Police", "North Meadows Board", "Trust", "Voluntary Voices"]
ROWS = st.builds(
    Together,
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True).map(tuple),
    st.integers(0, 4000),
    st.booleans(),
)


def chart(*rows: Together):
    return upset_chart(title="Known", sentence="Most are known to one.", sets=NAMES, rows=rows)


def drawn(made) -> str:
    return engines["django"].from_string("{% upset_chart made %}").render({"made": made})


@given(st.lists(ROWS, min_size=1, max_size=12))
def test_each_row_has_its_bar_to_scale_its_dots_and_a_line_and_nothing_lies_outside(rows):
    made, shown = chart(*rows), [row for row in rows if row.number]
    if not shown:
        assert made is None
        return
    for drawing in (made.wide, made.narrow):
        assert len(drawing.bars) == len(shown)
        most, widest = max(row.number for row in shown), max(bar.width for bar in drawing.bars)
        for place, (row, bar) in enumerate(zip(shown, drawing.bars, strict=True)):
            assert bar.width == pytest.approx(row.number / most * widest, abs=0.2)
            kinds = [mark.kind for mark in drawing.marks[place * len(NAMES) : (place + 1) * len(NAMES)]]
            meant = "ring" if row.is_mixed else "full"
            assert kinds == [meant if name in row.sets else "empty" for name in NAMES]
        assert len(drawing.joins) == sum(len(row.sets) > 1 and not row.is_mixed for row in shown)
        places = [(text.x, text.x + breadth(text.words, drawing.size), text.y) for text in drawing.texts]
        places += [(bar.x, bar.x + bar.width, bar.y + bar.height) for bar in drawing.bars]
        places += [(mark.x - drawing.radius, mark.x + drawing.radius, mark.y) for mark in drawing.marks]
        for left, right, y in places:
            assert 0 <= left <= right <= drawing.width
            assert 0 <= y <= drawing.height
        lowest_name = max(text.y for text in drawing.texts if text.kind == "name")
        assert all(bar.y > lowest_name for bar in drawing.bars)


def test_it_says_in_words_what_it_shows_and_writes_no_markup_of_a_name():
    made = chart(Together(("Council", "Trust"), 1400), Together(("Trust", "Council"), 6, is_mixed=True))
    page = drawn(made)
    assert made.description == f"A row for each of 2. Council, Trust: 1,400; Trust, Council, {COUNTED_AS_ONE}: 6."
    assert page.count("<svg") == 2
    assert f"6, {COUNTED_AS_ONE}" in page
    script = upset_chart(title="<b>", sentence="", sets=["<i>"], rows=[Together(("<i>",), 5)])
    assert "<i>" not in drawn(script)
    assert drawn(None).strip() == ""


def test_a_note_without_room_beside_its_bar_stands_beneath_it():
    made = chart(Together(("Council",), 4000), Together(("Council", "Trust"), 4000, is_mixed=True))
    notes = [text for text in made.narrow.texts if text.kind == "note"]
    assert [text.words for text in notes] == [COUNTED_AS_ONE]
    assert notes[0].y > made.narrow.bars[1].y + made.narrow.bars[1].height
