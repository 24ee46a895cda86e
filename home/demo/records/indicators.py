"""The starter set of indicators, and made-up figures of three: a plain line, a run chart, an XmR chart."""

from datetime import date, time, timedelta
from decimal import Decimal

from django.conf import settings

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from intelligence.choices import Level
from intelligence.indicators import services
from intelligence.models import Comment, Definition, Figure, Indicator, RareEvent
from intelligence.scorecards import services as limits

# Out of 200 each quarter; the last are what an XmR chart marks.
SEEN_ALONE = (
    141, 150, 138, 146, 149, 143, 152, 140, 147, 144, 151, 139, 148, 142, 150, 145, 141, 149, 143, 147,
    170, 172, 175, 178,
)  # fmt: skip
IN_TIME = (182, 176, 180, 174, 183, 178, 181, 175, 179, 184, 177, 182)
SELF_HARM = (17, 21, 14, 19, 3, 16)
CHANGED = "Every assessment asks from here on where and with whom the child was seen."
# Days between serious incidents that were notified: the last gap is the longest.
GAPS = (31, 54, 22, 47, 38, 61, 29, 44, 35, 52, 41, 390)
STORY = "From last year every assessment asks where and with whom the child was seen. These figures are invented."


def quarter_ending(last: date, back: int) -> tuple[date, date, str]:
    """Return the first and last day of a quarter so many before the last whole one, and how it is called."""
    months = last.year * 12 + last.month - 1 - (last.month - 1) % 3 - 3 * (back + 1)
    first = date(months // 12, months % 12 + 1, 1)
    following = date((months + 3) // 12, (months + 3) % 12 + 1, 1)
    year = first.year if first.month >= 4 else first.year - 1
    return first, following - timedelta(days=1), f"Q{(first.month - 4) % 12 // 3 + 1} {year}/{(year + 1) % 100:02}"


def tell(story: Story) -> None:
    """Add the catalogue, tie some of it to this year's priorities, and give the figures."""
    day = story.days.ahead(-20)

    def give(by: Person) -> None:
        services.add_starter_set(by=by)
        priority = story.made["priority.1"]
        for code, counts, whole in (("I09", SEEN_ALONE, 200), ("I08", IN_TIME, 200), ("I27A", SELF_HARM, 0)):
            indicator = Indicator.objects.get(code=code)
            indicator.target = Decimal(85) if whole else None
            services.keep(by=by, indicator=indicator, priorities=[priority])
            for number, counted in enumerate(counts):
                first, last, name = quarter_ending(story.days.today, len(counts) - number - 1)
                value = (Decimal(counted) * 100 / whole).quantize(Decimal("0.1")) if whole else Decimal(counted)
                figure = Figure(
                    indicator=indicator, area_code=settings.AREA_CODE, area_name=settings.BOROUGH,
                    level=Level.AUTHORITY, starts_on=first, ends_on=last, period=name, value=value, text=str(value),
                    numerator=counted, denominator=whole or None,
                )  # fmt: skip
                services.record_own(by=by, figure=figure)
        seen_alone = Indicator.objects.get(code="I09")
        changed = list(seen_alone.figures.order_by("starts_on"))[-4]
        limits.rebase(by=by, indicator=seen_alone, figure=changed, reason=CHANGED)
        in_time = Indicator.objects.get(code="I08")
        wrong = limits.rebase(by=by, indicator=in_time, figure=in_time.figures.order_by("starts_on")[5], reason=CHANGED)
        limits.withdraw_rebase(by=by, rebase=wrong, reason="The change came a year later.")
        _rare(story, by)
        _authorities(by)
        services.comment(by=by, said=Comment(indicator=Indicator.objects.get(code="I09"), story=STORY))

    story.then(at_time(day, time(11)), "manager", give)


def _rare(story: Story, by: Person) -> None:
    """Read serious incidents by the days between them: they are too few to count by quarter."""
    indicator = Indicator.objects.get(code="I40")
    services.define(
        by=by,
        definition=Definition(
            indicator=indicator, numerator="Notified in five working days", denominator="Serious incidents",
            is_rare=True, starts_on=story.days.ahead(-700), reason="There are too few in a quarter to count.",
        ),
    )  # fmt: skip
    day = story.days.ahead(-20)
    days = [day] + [day := day - timedelta(days=gap) for gap in reversed(GAPS)]
    for one in reversed(days):
        limits.add_event(by=by, event=RareEvent(indicator=indicator, happened_on=one))
    wrong = limits.add_event(by=by, event=RareEvent(indicator=indicator, happened_on=story.days.ahead(-25)))
    limits.strike_event(by=by, event=wrong, reason="It was no serious incident.")


def _authorities(by: Person) -> None:
    """Give invented published figures of 40 authorities, ours and five neighbours among them."""
    indicator = Indicator.objects.get(code="I04")
    definition = indicator.definitions.first()
    places = [(settings.AREA_CODE, settings.BOROUGH, Level.AUTHORITY, 4600, 1210)]
    for number in range(1, 40):
        whole = 900 + 190 * number
        share = 21 + (number * 7 % 11 - 5) * 0.6
        level = Level.NEIGHBOUR if number % 8 == 0 else Level.OTHER
        places.append((f"X{number:08}", f"Invented place {number}", level, whole, round(whole * share / 100)))
    places.append((settings.REGION_CODE, "London", Level.REGION, 90_000, 17_100))
    places.append((settings.NATION_CODE, "England", Level.NATION, 620_000, 133_000))
    for code, name, level, whole, part in places:
        Figure(
            indicator=indicator, definition=definition, area_code=code, area_name=name, level=level, period="2024",
            starts_on=date(2023, 4, 1), ends_on=date(2024, 3, 31), value=round(Decimal(part * 100) / whole, 1),
            text=f"{part * 100 / whole:.1f}", numerator=part, denominator=whole, given_by=by,
        ).save()  # fmt: skip
