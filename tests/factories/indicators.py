"""Indicators, their figures, and published files as they are sent. Every number is made up."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.imports.models import Import
from intelligence.choices import Direction, Level, Question, Unit
from intelligence.indicators import services
from intelligence.indicators.plans import plan_of
from intelligence.indicators.queries import sheet_of
from intelligence.models import Definition, Figure, Indicator, RareEvent, Rebase
from intelligence.scorecards import services as limits
from tests.factories.partnership import PersonFactory

HEADINGS = [
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
    "old_la_code", "new_la_code", "la_name", "category", "Referrals", "Referrals_rate", "Re_referrals_percent",
]  # fmt: skip
ENGLAND = ["National", "E92000001", "England", "", "", "", "", ""]
LONDON = ["Regional", "E92000001", "England", "E12000007", "London", "", "", ""]
ENFIELD = ["Local authority", "E92000001", "England", "E13000002", "Outer London", "308", "E09000010", "Enfield"]
ELSEWHERE = ["Local authority", "E92000001", "England", "E13000002", "Outer London", "309", "E09000099", "Elsewhere"]


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"T{n:03}")
    name = "Re-referrals within 12 months"
    question = Question.DIFFERENCE
    unit = Unit.PERCENT
    direction = Direction.DOWN
    owner = "Children’s social care"
    recorded_by = factory.SubFactory(PersonFactory)

    @factory.post_generation
    def defined(self, create, extracted, **kwargs):
        services.define(
            by=self.recorded_by,
            definition=Definition(
                indicator=self, starts_on=date(2000, 1, 1), numerator="Counted", reason="The first definition"
            ),
        )


def own_figures(indicator: Indicator, values, *, denominator: int | None = None) -> list[Figure]:
    """Give an indicator one figure a quarter of the partnership's own, from April 2019 on."""
    made = []
    for number, value in enumerate(values):
        year, quarter = 2019 + number // 4, number % 4
        starts = date(year, 4 + 3 * quarter, 1) if quarter < 3 else date(year + 1, 1, 1)
        ends = [date(year, 6, 30), date(year, 9, 30), date(year, 12, 31), date(year + 1, 3, 31)][quarter]
        figure = Figure(
            indicator=indicator, area_code="E09000010", area_name="Enfield", level=Level.AUTHORITY,
            period=f"Q{quarter + 1} {year}/{(year + 1) % 100:02}", starts_on=starts, ends_on=ends,
            value=Decimal(str(value)), text=str(value), denominator=denominator,
        )  # fmt: skip
        made.append(services.record_own(by=indicator.recorded_by, figure=figure))
    return made


def a_file(rows, name="referrals.csv") -> SimpleUploadedFile:
    """Return a file of the published form: (area, year, referrals, rate, re-referrals) a row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for area, year, *measures in rows:
        writer.writerow([year, "Reporting year", *area, "Referrals", *measures])
    return SimpleUploadedFile(name, out.getvalue().encode(), "text/csv")


ROWS = [
    (ENGLAND, 2024, 9000, "518.3", "22.4"),
    (LONDON, 2024, 900, "500", "18.0"),
    (ENFIELD, 2024, 90, "573.70", "29"),
    (ENFIELD, 2023, 80, "c", "20.9"),
    (ELSEWHERE, 2024, 70, "1", "2"),
]


def a_waiting_file(by=None, rows=ROWS) -> Import:
    """Return a file that is sent and not brought in, its columns chosen."""
    by = by or PersonFactory()
    services.add_starter_set(by=by)
    return services.receive(by=by, file=a_file(rows), title="Made-up publication")


def brought_in(by=None, rows=ROWS) -> Import:
    imported = a_waiting_file(by, rows)
    sheet = sheet_of(imported)
    seen = services.mark_of(imported, plan_of(imported, sheet))
    return services.bring_in(by=imported.added_by, imported=imported, sheet=sheet, seen=seen)


def a_rebase(indicator: Indicator, place: int, reason: str = "A new front door") -> Rebase:
    """Work the limits of an indicator out anew from one of its figures on."""
    figure = list(indicator.figures.order_by("starts_on"))[place]
    return limits.rebase(by=indicator.recorded_by, indicator=indicator, figure=figure, reason=reason)


def rare_indicator(gaps=(), last_ago: int = 5, **facts) -> Indicator:
    """Return an indicator whose events lie so many days apart, the last one so many days ago; none without `gaps`."""
    indicator = IndicatorFactory(**facts)
    words = {"numerator": "Deaths", "reason": "Rare", "is_rare": True}
    services.define(
        by=indicator.recorded_by,
        definition=Definition(indicator=indicator, starts_on=date(2001, 1, 1), **words),
    )
    days = [timezone.localdate() - timedelta(days=last_ago)] if gaps else []
    for gap in reversed(gaps):
        days.append(days[-1] - timedelta(days=gap))
    for day in reversed(days):
        limits.add_event(by=indicator.recorded_by, event=RareEvent(indicator=indicator, happened_on=day))
    return indicator


def authorities_of(indicator: Indicator, number: int, period: str = "2024") -> list[Figure]:
    """Give an indicator the published figures of so many other authorities, of about a fifth each."""
    definition, ends = indicator.definitions.first(), date(int(period), 3, 31)
    return Figure.objects.bulk_create(
        Figure(
            indicator=indicator, definition=definition, area_code=f"E08{place:06}", area_name=f"Place {place}",
            level=Level.OTHER, period=period, starts_on=ends - timedelta(days=364), ends_on=ends,
            value=Decimal(20 + place % 5), text=str(20 + place % 5), numerator=600 + 30 * (place % 5),
            denominator=3000, given_by=indicator.recorded_by,
        )
        for place in range(number)
    )  # fmt: skip


def of_indicators() -> dict[str, list]:
    """Return the parts of the addresses of an indicator and what hangs on it, and of files that came in."""
    own_figures(based := IndicatorFactory(), [1, 2])
    rare = rare_indicator([30])
    return {
        "rebase": [based.code, a_rebase(based, 1).number],
        "rare event": [rare.code, rare.rare_events.first().pk],
        "indicator": [IndicatorFactory().code],
        "data import": [a_waiting_file().reference],
        "data imported": [brought_in().reference],
    }
