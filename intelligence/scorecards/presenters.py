"""The scorecard and the page of an indicator in plain values. Small counts are hidden here, for all that is drawn."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.ui.charts import plain
from escp.ui.parts import Row
from escp.ui.words import date_in_words
from intelligence.asked.presenters import asked_in_words, late_in_words
from intelligence.asked.queries import last_asked, late_of
from intelligence.choices import Level, Question, Unit
from intelligence.horizon.queries import risks_of
from intelligence.indicators.queries import (
    comments_of,
    definitions_of,
    indicators_for,
    of_one_length,
    own_figures,
    priorities_now,
    standing_figures,
)
from intelligence.models import AskedFigure, Figure, Indicator, Rebase
from intelligence.scorecards.compared import Rating, beside, middle_of, rating
from intelligence.scorecards.drawn import (
    NAMES,
    Seen,
    beside_series,
    chart_of,
    drawn,
    parts_in_words,
    read_in_parts,
    short,
    signals_in_words,
    unit_of,
    words_of,
)
from intelligence.scorecards.queries import rebases_of
from intelligence.scorecards.rare import rare_page
from intelligence.scorecards.shown import seen_by, shows_exact

BESIDE = {Level.REGION: "the region", Level.NATION: "England"}


@dataclass(frozen=True)
class Line:
    """An indicator on the scorecard."""

    name: str
    url: str
    latest: str
    movement: str
    rating: Rating
    points: str
    late: str = ""


def scorecard(person: Person) -> dict[str, Any]:
    """Return each priority with its three questions, also those that nothing answers. A fixed number of queries."""
    indicators = list(indicators_for(person).prefetch_related("priorities"))
    figures = defaultdict(list)
    for one in own_figures([each.pk for each in indicators]).select_related("indicator"):
        figures[one.indicator_id].append(one)
    owed = late_of([each.pk for each in indicators])
    lines = {
        one.pk: _line(one, seen_by(person, one, of_one_length(figures[one.pk])), owed.get(one.pk)) for one in indicators
    }
    of_priority = {one.pk: {each.pk for each in one.priorities.all()} for one in indicators}
    current = priorities_now()
    groups = [
        (str(priority), [one for one in indicators if priority.pk in of_priority[one.pk]]) for priority in current
    ]
    current_keys = {one.pk for one in current}
    others = [one for one in indicators if not of_priority[one.pk] & current_keys and figures[one.pk]]
    if others or not groups:
        groups.append(("Not tied to a priority", others))
    every = [one for members in figures.values() for one in members]
    return {
        "shows_exact": shows_exact(person, every),
        "groups": [
            {
                "title": title,
                "questions": [
                    {"label": question.label, "lines": [lines[one.pk] for one in members if one.question == question]}
                    for question in Question
                ],
            }
            for title, members in groups
        ],
    }


def _line(indicator: Indicator, seen: Sequence[Seen], owed: AskedFigure | None) -> Line:
    known = [one for one in seen if one.value is not None]
    last = seen[-1] if seen else None
    latest = f"{last.words} ({last.figure.period})" if last else "No figure yet"
    movement = ""
    if len(known) > 1 and last is known[-1]:
        before, now = known[-2].value or Decimal(0), known[-1].value or Decimal(0)
        word = "Up" if now > before else "Down" if now < before else "As before, also"
        movement = f"{word} from {known[-2].words} ({known[-2].figure.period})"
        movement = movement if now != before else f"As in {known[-2].figure.period}"
    rated = rating(last.value if last else None, indicator.target, indicator.direction)
    values = [float(one.value) for one in known[-24:] if one.value is not None]
    late = late_in_words(owed) if owed else ""
    return Line(str(indicator), indicator.get_absolute_url(), latest, movement, rated, _spark(values), late)


def _spark(values: Sequence[float]) -> str:
    """Return a small line of figures in a field of 120 by 28, as the points of an SVG polyline."""
    if len(values) < 2:
        return ""
    low, high = min(values), max(values)
    reach = (high - low) or 1.0
    step = 116 / (len(values) - 1)
    return " ".join(
        f"{2 + step * place:.1f},{26 - (value - low) / reach * 24:.1f}" for place, value in enumerate(values)
    )


def indicator_page(indicator: Indicator, person: Person) -> dict[str, Any]:
    """Return the page of an indicator: its chart, how it is read, others beside it, every figure and its source."""
    every = list(standing_figures([indicator.pk]).select_related("indicator"))
    ours = [one for one in every if one.level == Level.AUTHORITY]
    own = seen_by(person, indicator, of_one_length(ours))
    known = [one for one in own if one.value is not None]
    rebases = list(rebases_of(indicator))
    parts = read_in_parts(indicator, known, [one for one in rebases if not hasattr(one, "withdrawn")])
    keeps = person.may(Permission.KEEP_INTELLIGENCE)
    last = own[-1] if own else None
    definitions = list(definitions_of(indicator))
    rare = rare_page(indicator, definitions, person)
    return {
        "record": indicator,
        "title": indicator.name,
        "caption": indicator.code,
        "rating": rating(last.value if last else None, indicator.target, indicator.direction),
        "facts": _facts(indicator, definitions),
        "chart": chart_of(indicator, own, parts, beside_series(indicator, every, own)),
        "read_as": parts_in_words(parts, known),
        "signals": signals_in_words(parts, known),
        "rebases": [_rebase(one, indicator.code) for one in rebases],
        "compares": indicator.unit in (Unit.PERCENT, Unit.RATE),
        "may_rebase": keeps and len(own) > 1,
        "benchmarks": _benchmarks(indicator, every, last),
        "lines": [_figure_line(one) for one in seen_by(person, indicator, ours)],
        "others": _others(every, indicator),
        "definitions": definitions,
        **rare,
        "shows_exact": shows_exact(person, ours) or bool(rare.get("events")),
        "comments": list(comments_of(indicator)),
        "keeps": keeps,
        "risks": list(risks_of(person, indicator)),
        "risk_url": f"{reverse('intelligence:risk-new')}?indicator={indicator.code}" if keeps else "",
    }


def _rebase(rebase: Rebase, code: str) -> dict[str, Any]:
    """Return a rebase in words, and where it is withdrawn while it counts."""
    day = date_in_words(timezone.localdate(rebase.made_at))
    said = f"From {rebase.period}: {rebase.reason} ({rebase.made_by}, {day})"
    gone = getattr(rebase, "withdrawn", None)
    if gone is not None:
        day = date_in_words(timezone.localdate(gone.made_at))
        return {"words": f"{said}. Withdrawn: {gone.reason} ({gone.made_by}, {day})", "url": ""}
    url = reverse("intelligence:indicator-rebase-withdraw", args=[code, rebase.number])
    return {"words": said, "url": url, "period": rebase.period}


def _facts(indicator: Indicator, definitions: Sequence[Any]) -> list[Row]:
    now = definitions[0] if definitions else None
    return [
        Row("Question", indicator.get_question_display()),
        Row("What is counted", now.numerator if now else "Not defined yet"),
        Row("Out of", (now.denominator if now else "") or "Nothing: it is a count"),
        Row("In", indicator.get_unit_display()),
        Row("Which way is better", indicator.get_direction_display()),
        Row("Target", plain(drawn(indicator.target) or 0) if indicator.target is not None else "None"),
        Row("How often", indicator.get_frequency_display()),
        Row("Owner", indicator.owner),
        Row("Source", indicator.source_system or "Not said"),
        Row("Asked each quarter", str(indicator.owner_agency or "Nobody")),
        *((Row("Last asked", asked_in_words(asked)),) if (asked := last_asked(indicator)) else ()),
    ]


def _benchmarks(indicator: Indicator, every: Sequence[Figure], last: Seen | None) -> list[str]:
    """Return how the latest figure stands to the region, England and the neighbours of the same period, as sentences.

    Counts of places of different size are not compared.
    """
    if last is None or last.value is None or indicator.unit == Unit.COUNT:
        return []
    same = [one for one in every if one.ends_on == last.figure.ends_on and one.value is not None]
    unit = unit_of(indicator)
    found = []
    for level in NAMES:
        for one in same:
            if one.level == level and one.value is not None:
                how = beside(last.value, one.value, indicator.direction)
                found.append(f"Beside {BESIDE[level]} ({words_of(one, unit)}): {how}.")
    neighbours = [one.value for one in same if one.level == Level.NEIGHBOUR and one.value is not None]
    middle = middle_of(neighbours)
    if middle is not None:
        how = beside(last.value, middle, indicator.direction)
        number = f"{len(neighbours)} statistical neighbour{'' if len(neighbours) == 1 else 's'}"
        found.append(f"Beside the median of {number} ({short(middle)}{unit}): {how}.")
    return found


def _others(every: Sequence[Figure], indicator: Indicator) -> list[dict[str, Any]]:
    unit = unit_of(indicator)
    rows: dict[tuple[Any, str], list[str]] = defaultdict(list)
    for one in every:
        if one.level != Level.AUTHORITY:
            rows[(one.ends_on, one.period)].append(f"{one.area_name}: {words_of(one, unit)}")
    return [{"period": key[1], "words": rows[key]} for key in sorted(rows, reverse=True)]


def _figure_line(seen: Seen) -> dict[str, Any]:
    """Return a figure of the borough, where it came from, what is noted of it, and where it is corrected."""
    figure = seen.figure
    corrected = f"Corrected: {figure.reason}" if figure.reason else ""
    own = not figure.is_published
    key = [figure.indicator.code, figure.pk]
    return {
        "period": figure.period,
        "words": seen.words,
        "source": _source(figure),
        "note": ". ".join(text for text in (figure.note, corrected) if text),
        "correct_url": reverse("intelligence:own-figure-correct", args=key) if own else "",
    }


def _source(figure: Figure) -> dict[str, str]:
    if figure.came_with is not None:
        return {"words": f"{figure.came_with.reference}, {figure.agency}", "url": figure.came_with.get_absolute_url()}
    if figure.data is None:
        words = ", ".join(str(part) for part in (figure.given_from, figure.agency) if part)
        return {"words": words or "Given by the owner", "url": ""}
    row = f"row {figure.row}" if figure.row else ""
    where = [figure.data.file_name or figure.data.title, figure.data.sheet_name, row, figure.heading]
    return {
        "words": ", ".join(filter(None, where)),
        "url": reverse("intelligence:import", args=[figure.data.imported.reference]),
    }
