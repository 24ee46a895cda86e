"""The plan of this year and of the next: what is past was done, but for one point that is late; some has begun."""

from datetime import date, timedelta

from escp.deadlines.queries import calendar
from escp.partnership.models import Person
from escp.partnership.models.plan import year_of
from home.demo.records.story import Step, Story
from home.models import FixedPoint
from home.year_plan import services
from home.year_plan.catalogue import AUDIT, CATALOGUE
from home.year_plan.rules import Counted

# What others are counted from is done on its day, so that nothing hangs in the air.
LATE_FOR_AT_MOST = timedelta(days=25)
DONE_LATE = {(AUDIT, 1), ("schools-returned", 1)}
UNDER_WAY = {AUDIT: "The auditors have read half of the records.", "s11-moderated": "Two moderators have begun."}
EVERY_SECOND_YEAR = "Section 11 is asked every second year. In between, agencies report on their actions."


def tell(story: Story) -> None:
    """Add the steps of the plans."""
    days, year = story.days, year_of(story.days.today)
    made_on = days.after(date(year, 3, 12), 0)
    story.then(days.in_office(made_on, "plan"), "manager", _make(year))
    for day, key, number, late in _past(story, year):
        # The copies of the report that are recorded tick this one.
        if not late and key != "report-sent":
            story.then(days.in_office(day, f"{key}{number}"), "officer", _finish(year, key, number, day))
    yesterday = days.after(days.after(days.today, 0), -1)
    if (settled_on := days.after(date(year, 4, 20), 0)) < days.today:
        story.then(days.in_office(settled_on, "audits"), "manager", _settle_audits(year))
    if yesterday > made_on:
        story.then(days.in_office(yesterday, "begun"), "officer", _begin(year))
        story.then(days.in_office(yesterday, "next"), "manager", _plan_next_year(year + 1))


def _past(story: Story, year: int) -> list[tuple[date, str, int, bool]]:
    """Return what was due before today: the day on which it was done, key, number, and whether it still is not."""
    days, working_days = story.days, calendar()
    due = sorted(
        (rule.day(year, working_days), entry.key, number)
        for entry in CATALOGUE.values()
        for number, rule in enumerate(entry.days, start=1)
    )
    counted_from = {rule.key for entry in CATALOGUE.values() for rule in entry.days if isinstance(rule, Counted)}
    past = [row for row in due if row[0] < days.today]
    free = [
        row
        for row in past
        if row[1] not in counted_from
        and not CATALOGUE[row[1]].level.statutory
        and row[0] >= days.today - LATE_FOR_AT_MOST
    ]
    late = free[-1:]
    return [(_done_on(story, *row), row[1], row[2], row in late) for row in past]


def _done_on(story: Story, due_on: date, key: str, number: int) -> date:
    on_its_day = story.days.after(due_on, 0)
    behind = story.days.after(due_on, 4)
    return behind if (key, number) in DONE_LATE and behind < story.days.today else on_its_day


def _point(year: int, key: str, number: int = 1) -> FixedPoint:
    return FixedPoint.objects.get(year=year, key=key, number=number)


def _make(year: int) -> Step:
    def step(by: Person) -> None:
        services.make_year(by=by, year=year)

    return step


def _finish(year: int, key: str, number: int, day: date) -> Step:
    def step(by: Person) -> None:
        services.finish(by=by, point=_point(year, key, number), done_on=day, note="")

    return step


def _settle_audits(year: int) -> Step:
    """The group brings its third audit forward and asks for a fourth."""

    def step(by: Person) -> None:
        third = _point(year, AUDIT, 3)
        reason = "The group that reads the report meets before Christmas."
        services.move_date(by=by, point=third, due_on=third.due_on - timedelta(days=14), reason=reason)
        services.add_audit(by=by, year=year, due_on=third.entry.rule(4).day(year, calendar()))

    return step


def _begin(year: int) -> Step:
    def step(by: Person) -> None:
        begun = FixedPoint.objects.filter(year=year, key__in=UNDER_WAY, state="planned").order_by("due_on", "pk")
        for point in begun[:2]:
            services.start(by=by, point=point, activity=None, note=UNDER_WAY[point.key])

    return step


def _plan_next_year(year: int) -> Step:
    def step(by: Person) -> None:
        services.make_year(by=by, year=year)
        for point in FixedPoint.objects.filter(year=year, key__startswith="s11-").order_by("pk"):
            services.leave_out(by=by, point=point, reason=EVERY_SECOND_YEAR)

    return step
