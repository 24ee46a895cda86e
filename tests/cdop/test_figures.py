"""Figures of child deaths: exact for those who see the cases; suppressed so that no attack finds one."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import pairwise, permutations

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from cdop.choices import Category, Modifiability, State
from cdop.figures import (
    FIRST_YEAR,
    SMALLEST,
    Breakdown,
    Figures,
    Line,
    Period,
    Reviewed,
    count,
    ended,
    rolling,
    suppress,
)
from cdop.presenters.figures import HIDDEN, between_deaths
from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.partnership.choices import AgeBand
from escp.reports.between import days_between
from tests.factories.cdop import AnalysisFactory, ChildDeathFactory
from tests.factories.partnership import PersonFactory
from tests.pages import text_of

PERIOD = Period(2023)
BANDS = [band for band in AgeBand if band != AgeBand.CARE_LEAVER]
DEATHS = st.builds(
    Reviewed,
    died_on=st.just(date(2023, 5, 1)),
    reviewed_on=st.sampled_from([date(2023, 4, 1), date(2026, 3, 31), date(2026, 4, 1), date(2028, 1, 1)]),
    age=st.sampled_from(BANDS[:3]),
    category=st.sampled_from([None, *Category.values[:4]]),
    modifiability=st.sampled_from(["", *Modifiability.values]),
)


def published(numbers: Sequence[int]) -> list[tuple[str, int]]:
    """Return the joined rows of one breakdown as they are shown; nothing where it is withheld."""
    exact = Breakdown("By", tuple(Line(str(place), number) for place, number in enumerate(numbers)))
    shown = suppress(Figures(PERIOD, sum(numbers), (exact,), None))
    return [(line.label, line.number) for line in shown.breakdowns[0].lines]


def other_worlds(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Give the rows that add up to the same, with some moved from one row to another."""
    for here, there in permutations(range(len(numbers)), 2):
        for moved in range(1, numbers[here] + 1):
            world = list(numbers)
            world[here] -= moved
            world[there] += moved
            yield world


@settings(max_examples=300)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=7))
def test_whoever_knows_the_rule_and_all_that_is_shown_cannot_tell_a_hidden_number(numbers):
    """For each hidden number there is another world, with another number there, of which just the same is shown."""
    shown = published(numbers)
    assert bool(shown) == (sum(numbers) == 0 or sum(numbers) >= SMALLEST)
    assert all(number >= SMALLEST for _, number in shown) or not sum(numbers)
    in_sight = {int(label) for label, _ in shown if ";" not in label}
    could_be = {place: {number} for place, number in enumerate(numbers) if place not in in_sight}
    for world in other_worlds(numbers):
        if published(world) == shown:
            for place, values in could_be.items():
                values.add(world[place])
    assert all(len(values) > 1 for values in could_be.values()) or 0 < sum(numbers) < SMALLEST, could_be


PRIME = 2**61 - 1


def rank(rows: list[list[int]]) -> int:
    """Return how many of the equations say something of their own, reckoned modulo a prime too large to matter."""
    rows, found = [[number % PRIME for number in row] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((place for place in range(found, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = pow(rows[found][column], -1, PRIME)
        for place in range(found + 1, len(rows)):
            if factor := rows[place][column] * inverse % PRIME:
                rows[place] = [(one - factor * two) % PRIME for one, two in zip(rows[place], rows[found], strict=True)]
        found += 1
    return found


@settings(max_examples=60)
@given(st.lists(DEATHS, max_size=60))
def test_no_hidden_number_follows_from_all_tables_of_all_periods_together(deaths):
    """Every shown number is an equation over all rows of all tables; a hidden one must not be their combination."""
    exact = [count(deaths, Period(year)) for year in (2023, 2026)]
    shown = [suppress(one) for one in exact]
    unknown = [
        (when, what, line.label)
        for when, one in enumerate(exact)
        for what, breakdown in enumerate(one.breakdowns)
        for line in breakdown.lines
    ]

    def equation(names: Sequence[tuple]) -> list[int]:
        return [int(name in names) for name in unknown]

    known, hidden = [], []
    for when, one in enumerate(shown):
        of = [[name for name in unknown if name[:2] == (when, what)] for what in range(3)]
        # The tables of a period have their sum in common, whether it is shown or not.
        known += [[a - b for a, b in zip(equation(of[0]), equation(other), strict=True)] for other in of[1:]]
        if one.total is not None:
            known.append(equation(of[0]))
        for what, breakdown in enumerate(one.breakdowns):
            joined = [line.label.split("; ") for line in breakdown.lines]
            known += [equation([name for name in of[what] if name[2] in labels]) for labels in joined]
            alone = {labels[0] for labels in joined if len(labels) == 1}
            hidden += [name for name in of[what] if name[2] not in alone]
    said = rank(known)
    assert all(rank([*known, equation([name])]) > said for name in hidden)


def test_periods_that_are_shown_to_all_have_ended_and_never_overlap():
    assert [one.year for one in ended(date(2026, 3, 31))] == [FIRST_YEAR]
    assert [one.year for one in ended(date(2026, 4, 1))] == [FIRST_YEAR + 3, FIRST_YEAR]
    periods = ended(date(2041, 1, 1))
    assert all(later.start == earlier.after for later, earlier in pairwise(periods))
    assert [one.label for one in rolling(2026, 2)] == ["April 2024 to March 2027", "April 2023 to March 2026"]


def test_the_days_between_deaths_are_drawn_with_a_sentence_and_a_table_and_no_rate():
    days = [date(2023, 1, 1), date(2023, 5, 1), date(2023, 5, 11), date(2023, 7, 10)]
    assert days_between(days[::-1])[1:] == [(date(2023, 5, 11), 10), (date(2023, 7, 10), 60)]
    few = between_deaths(days, PERIOD, date(2023, 7, 20))
    assert [(line.period, line.text) for line in few.lines] == [
        ("May 2023", "120 days"),
        ("May 2023", "10 days"),
        ("Jul 2023", "60 days"),
    ]
    assert "lay 10 to 120 days" in few.sentence
    assert "10 days ago, on 10 July 2023" in few.sentence
    assert "middle" not in few.sentence
    even = [date(2023, 4, 1) + timedelta(days=20 * number) for number in range(12)]
    many = between_deaths(even, PERIOD, even[-1])
    assert "lay 20 days" in many.sentence
    assert "the middle of them, 20 days" in many.sentence
    assert between_deaths(days[:1], PERIOD, days[0]) is None


@pytest.fixture
def reviewed(db):
    """Fourteen deaths that were reviewed in the three years to March 2026, and one since."""
    for number in range(15):
        AnalysisFactory(
            death__state=State.REVIEWED,
            death__died_at=datetime(2025, 1, 1 + number, 9, tzinfo=timezone.get_current_timezone()),
            death__panel_on=date(2025, 6, 1) if number else date(2026, 5, 1),
            death__child__age_band=AgeBand.UNDER_ONE if number > 2 else AgeBand.FIVE_TO_NINE,
            category=Category.PERINATAL if number % 2 else Category.INFECTION,
            modifiability=Modifiability.IDENTIFIED,
        )
    ChildDeathFactory()


def rows_of(answer) -> set[tuple[str, str]]:
    return set(re.findall(r'<th scope="row"[^>]*>([^<]+)</th><td[^>]*>([^<]*)</td>', answer.content.decode()))


def cells(answer) -> list:
    book = openpyxl.load_workbook(BytesIO(answer.content))
    return [cell for sheet in book for row in sheet.iter_rows(min_row=6, values_only=True) for cell in row]


@pytest.mark.usefixtures("reviewed")
def test_exact_figures_are_for_those_who_see_the_cases_and_their_reading_is_logged(client_for, time_machine):
    time_machine.move_to(datetime(2026, 6, 1, 10, tzinfo=timezone.get_current_timezone()))
    client, url = client_for(PersonFactory()), reverse("cdop:figures")

    answer = client.get(url)
    page = text_of(answer)
    assert "The panel reviewed 15 deaths in these three years." in page
    assert ("5 to 9", "3") in rows_of(answer)
    assert "Days between deaths" in page
    narrowed = {"age": AgeBand.FIVE_TO_NINE, "group": "Infection", "period": "2023"}
    assert "The panel reviewed 1 death in these" in text_of(client.get(url, narrowed))
    assert "No death was reviewed." in text_of(client.get(url, {"modifiability": "none"}))
    assert client.get(url, {"period": "nonsense"}).status_code == 200
    assert 3 in cells(client.get(url, {"format": "xlsx"}))
    logged = list(AccessLog.objects.values_list("action", flat=True))
    assert logged.count("opened the exact figures of child deaths") == 4
    assert "took away the exact figures of child deaths" in logged


@pytest.mark.usefixtures("reviewed")
def test_everybody_else_reads_suppressed_figures_that_take_no_filter(client_for, time_machine):
    time_machine.move_to(datetime(2026, 6, 1, 10, tzinfo=timezone.get_current_timezone()))
    member, url = client_for(PersonFactory(role=RoleKey.PIG_MEMBER)), reverse("cdop:figures-suppressed")

    answer = member.get(url)
    page = text_of(answer)
    assert "The panel reviewed 14 deaths in these three years." in page
    shown = {number for _, number in rows_of(answer)}
    assert ("Under 1; 1 to 4; 5 to 9; 10 to 14; 15 to 17; Not known", "14") in rows_of(answer)
    assert not shown & {"1", "2", "3", "4"}
    assert "Days since the death before" not in page
    assert "CDR-" not in page
    assert text_of(member.get(url, {"age": AgeBand.FIVE_TO_NINE, "period": "2024", "panel_on": "x"})) == page
    officer = client_for(PersonFactory())
    assert 14 in cells(officer.get(url, {"format": "xlsx"}))


def test_fewer_than_five_are_said_to_be_fewer_than_five_and_none_to_be_none(client_for, time_machine, db):
    for _number in range(4):
        ChildDeathFactory(state=State.REVIEWED, panel_on=date(2025, 6, 1))
    time_machine.move_to(datetime(2026, 6, 1, 10, tzinfo=timezone.get_current_timezone()))

    page = text_of(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(reverse("cdop:figures-suppressed")))

    assert "The panel reviewed fewer than 5 deaths" in page
    assert "No death was reviewed." in page
    assert f"“{HIDDEN}”: there are too few deaths to show this" in page
