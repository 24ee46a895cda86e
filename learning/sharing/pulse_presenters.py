"""What people said of shared learning after some time, in plain values: nothing while it is open or under five."""

from dataclasses import dataclass
from typing import Any

from escp.ui.bars import Bar, BarChart, Series, bar_chart
from escp.ui.parts import Comparison, Row
from escp.ui.words import date_in_words
from learning.choices import FEWEST_ANSWERS, Agreement, PulseTime
from learning.models import Dissemination

QUESTIONS = {
    "knows": "I know what this asks of my practice",
    "uses": "I have used it in my work with children and families",
    "helped": "My team and my supervision help me to keep to it",
}
# Of whatever people agree or disagree with.
AGREES = (Agreement.AGREE, Agreement.STRONGLY_AGREE)


@dataclass(frozen=True)
class Asked:
    """One asking: how it stands in words, the page to answer on while it is open, and what was said."""

    heading: str
    standing: str
    url: str
    results: list[Row]
    words: list[str]
    chart: BarChart | None = None


def pulses_on(record: Dissemination, *, shows_link: bool) -> list[Asked]:
    """Return every asking after something shared. Two queries."""
    return [
        asked_page(pulse, PulseTime(pulse.after).label, QUESTIONS, pulse.get_absolute_url() if shows_link else "")
        for pulse in record.pulses.prefetch_related("answers")
    ]


def asked_page(asked: Any, heading: str, questions: dict[str, str], url: str) -> Asked:
    """Return one asking with its results: nothing while it is open, nothing of fewer than five answers."""
    closes = date_in_words(asked.closes_on)
    if asked.is_open:
        # No count either: whoever looked twice would know what was said between.
        standing = f"Open until {closes}. What people say is shown when it has closed."
        return Asked(heading, standing, url, [], [])
    said = list(asked.answers.all())
    if len(said) < FEWEST_ANSWERS:
        return Asked(heading, f"Closed on {closes}. Fewer than five people answered: nothing is shown.", "", [], [])
    given = {words: _given(said, name) for name, words in questions.items()}
    shown = {words: values for words, values in given.items() if len(values) >= FEWEST_ANSWERS}
    rows = [Row(words, agree_in_words(values)) for words, values in shown.items()]
    chart = bar_chart(
        title=f"{heading}: how far people agree",
        sentence=f"{len(said)} people answered.",
        series=[Series("Agree", "solid"), Series("Neither", "dots"), Series("Disagree", "stripes")],
        bars=[Bar(words, _parts(values)) for words, values in shown.items()],
    )
    return Asked(heading, f"Closed on {closes}.", "", rows, [one.words for one in said if one.words], chart)


def agree_in_words(given: list[int]) -> str:
    """Return how many of those who answered agree."""
    return f"{sum(one in AGREES for one in given)} of {len(given)} agree"


def _given(said: list[Any], name: str) -> list[int]:
    """Return what people answered to one question: not every question was asked each time."""
    return [value for one in said if (value := getattr(one, name)) is not None]


def change_between(asked: list[Any], questions: dict[str, str]) -> Comparison:
    """Return each question with how many agreed each time; nothing of one that is open or under five answered."""
    rows = []
    for name, words in questions.items():
        given = [[] if one.is_open else _given(list(one.answers.all()), name) for one in asked]
        rows.append((words, tuple(agree_in_words(one) if len(one) >= FEWEST_ANSWERS else "Not shown" for one in given)))
    times = (one.get_time_display() for one in asked)
    return Comparison("How many agree with each sentence, each time", ("Sentence", *times), tuple(rows))


def _parts(given: list[int]) -> tuple[int, ...]:
    agree, neither = sum(one in AGREES for one in given), given.count(Agreement.NEITHER)
    return agree, neither, len(given) - agree - neither
