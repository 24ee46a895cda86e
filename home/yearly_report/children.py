"""What the report says of cases and deaths: counted and suppressed, never named; and what was learned from them."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from cdop.figures import count as deaths_counted
from cdop.figures import ended, suppress
from cdop.presenters.figures import section_of
from cdop.queries.figures import reviewed_by_all
from escp.reports.small_numbers import may_be_shown
from home.yearly_report import queries
from home.yearly_report.measured import in_years
from home.yearly_report.words import FEWER, claim, count, figure, span
from learning.choices import Kind
from learning.gathering import Gathered

OF_CASES = (Kind.SERIOUS_INCIDENT, Kind.RAPID_REVIEW, Kind.LOCAL_REVIEW)
COUNTED = (
    ("notified", "Notifications", "serious incident", "serious incidents", "notified to the National Panel"),
    ("rapid-reviews", "Rapid reviews", "rapid review", "rapid reviews", "sent to the National Panel"),
    ("local-reviews", "Local reviews", "local review", "local reviews", "published"),
)
WITHHELD = "Not shown: fewer than five, or so near another number that fewer than five could be worked out."


def population(since: date, until: date) -> Iterator[tuple[str, Gathered]]:
    """Give how many children live in the area: the number that its rates are out of."""
    found = queries.children_living_here(until)
    if found is not None:
        words = f"{found.denominator:,} children and young people aged 0 to 17 live in {found.area_name}."
        how = f"The number of children out of which {found.indicator.code} is a rate, {in_years(found.period)}."
        yield "children", figure("population", "Children who live here", words, how, found.indicator.get_absolute_url())


def cases(since: date, until: date) -> Iterator[tuple[str, Gathered]]:
    """Give the numbers of notifications and reviews, and the learning points that came of them."""
    days = (since, until)
    numbers = (queries.notified(days), queries.rapid_reviews_sent(days), queries.local_reviews_published(days))
    shown: list[int] = []
    for number, (key, label, one, many, became) in zip(numbers, COUNTED, strict=True):
        if may_be_shown(number, shown):
            words = f"{label}: {count(number, one, many)} {became}." if number else f"{label}: none {became}."
            shown.append(number)
        else:
            words = f"{label}: {FEWER}." if not shown else f"{label}: {WITHHELD}"
        how = f"{label} counted on their records, {span(since, until)}. Small numbers are not told."
        yield "cases", figure(key, label, words, how, reverse("reviews:reviews"))
    for point in queries.points_from(days, OF_CASES):
        yield "cases", claim(point, point.statement, point.detail or point.statement)


def deaths(since: date, until: date) -> Iterator[tuple[str, Gathered]]:
    """Give the suppressed figures of the last three years that ended by then, and what was learned from deaths.

    Single years are never given: beside the three years they would tell of single deaths (`cdop.figures`).
    """
    for period in ended(min(until + timedelta(days=1), timezone.localdate()))[:1]:
        told = section_of(suppress(deaths_counted(reviewed_by_all(), period)))
        how = f"Deaths that the panel reviewed, {told.label}, suppressed. Periods of three years do not overlap."
        words = f"{told.label}: {' '.join(told.sentences)}"
        if not told.is_empty:
            yield "deaths", figure("deaths", "Child deaths", words, how, reverse("cdop:figures-suppressed"))
    for point in queries.points_from((since, until), (Kind.CHILD_DEATH,)):
        yield "deaths", claim(point, point.statement, point.detail or point.statement)
