"""Findings, learning points and themes, step by step."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.partnership.models.plan import year_of
from home.demo.records import local_reviews, protection, replies, themes
from home.demo.records.findings import FINDINGS
from home.demo.records.shapes import Ago, Finding, Join, Point
from home.demo.records.story import FARTHEST_BACK, Story
from learning import models, services
from learning.lifecycle import POINT, THEME

# Themes begin in April and end in March. Those of this year are the ones begun at least so many days ago.
BEGUN_FOR = timedelta(days=45)


def tell(story: Story) -> None:
    """Add the steps from findings to themes."""
    for finding in (*FINDINGS, *replies.FINDINGS, *local_reviews.FINDINGS):
        _record(story, finding)
    joins = {join.point: [other for other in themes.JOINS if other.point == join.point] for join in themes.JOINS}
    first_under: dict[str, datetime] = {}
    for theme in themes.THEMES:
        first_under[theme.key] = _theme(story, theme)
    for point in themes.POINTS:
        _point(story, point, joins[point.key], first_under)


def _record(story: Story, finding: Finding) -> None:
    incident = finding.activity.partition(":")[2]
    day = story.days.ago(finding.recorded) if finding.recorded else story.made[f"meeting:{incident}"]

    def step(by: Person) -> None:
        record = models.Finding(
            kind=finding.kind,
            title=finding.title,
            what=finding.what,
            why=finding.why,
            who_for=finding.who_for,
            confidence=finding.confidence,
        )
        activity = story.made[finding.activity].activity
        story.made[f"finding:{finding.key}"] = services.record_finding(by=by, activity=activity, finding=record)

    story.then(story.days.in_office(day, finding.key), protection.writer_of(incident), step)


def _theme(story: Story, theme: themes.Theme) -> datetime:
    """Add the steps of a theme. Returns from when learning points may be put under it."""
    days, year = story.days, year_of(story.days.today - BEGUN_FOR - timedelta(days=21))
    begins = {"this": date(year, 4, 8), "last": date(year - 1, 4, 8)}.get(theme.of)
    begins = max(begins, days.today - timedelta(days=FARTHEST_BACK - 20)) if begins else days.ago(Ago(days=16))
    label = {"this": year, "last": year - 1, "next": year_of(days.today) + 1}[theme.of]
    proposed_at = at_time(days.after(begins, 0), time(9, 40))

    def propose(by: Person) -> None:
        record = models.Theme(year=label, title=theme.title, rationale=theme.rationale)
        record.priority = story.made.get(f"priority.{label}.{theme.priority}")
        story.made[f"theme:{theme.key}"] = services.propose_theme(by=by, theme=record)

    def move(name: str, **facts: Any) -> Callable[[Person], None]:
        def step(by: Person) -> None:
            key = f"theme:{theme.key}"
            story.made[key] = THEME.apply(name, story.made[key], by=by, **facts)

        return step

    def show(by: Person) -> None:
        for window, shows, source in theme.shown:
            evidence = models.ThemeEvidence(window=window, shows=shows, source=source)
            services.show_through_window(by=by, theme=story.made[f"theme:{theme.key}"], evidence=evidence)

    story.then(proposed_at, "manager", propose)
    story.then(proposed_at + timedelta(minutes=20), "manager", show)
    if theme.of != "next":
        chosen_at = at_time(days.after(proposed_at.date(), 8), time(11))
        story.then(chosen_at, "pig_chair", move("activate", chosen_minute=_minute(chosen_at, 3)))
    if theme.reviewed:
        reviewed_at = at_time(days.ago(Ago(days=9)), time(11))
        review = move("review", review_minute=_minute(reviewed_at, 2), note=theme.reviewed)
        story.then(reviewed_at, "pig_chair", review)
    if theme.of == "last":
        closed_at = at_time(days.after(date(year, 3, 20), 0), time(11, 30))
        said = {"impact_statement": theme.impact, "closing_minute": _minute(closed_at, 5)}
        story.then(closed_at, "pig_chair", move("close", **said))
    return proposed_at + timedelta(hours=1)


def _minute(at: datetime, item: int) -> str:
    return f"PIG {at.day} {at:%B %Y}, item {item}"


def _point(story: Story, point: Point, joins: list[Join], first_under: dict[str, datetime]) -> None:
    """Add the steps of a learning point: captured, joined to findings, put under its theme, agreed.

    One that was drawn from national learning stands under its theme before a finding of our own leads to it.
    """
    days, key = story.days, f"point:{point.key}"

    def capture(by: Person) -> None:
        record = models.LearningPoint(statement=point.statement, detail=point.detail)
        story.made[key] = services.record_learning_point(by=by, point=record)

    def place(by: Person) -> None:
        theme = story.made[f"theme:{point.theme}"]
        theme.refresh_from_db()
        story.made[key].refresh_from_db()
        services.put_under_theme(by=by, theme=theme, points=[story.made[key]])

    def agree(by: Person) -> None:
        story.made[key] = POINT.apply("agree", story.made[key], by=by)

    captured_at = at_time(days.ahead(-point.recorded), time(9, 15)) if point.recorded else first_under[point.theme]
    story.then(captured_at, "officer", capture)
    if point.theme:
        placed_at = max(captured_at, first_under[point.theme]) + timedelta(minutes=30)
        story.then(placed_at, "manager", place)
    for join in joins:
        story.then(at_time(days.ahead(-join.ago), time(10, 5)), "officer", _join(story, join))
    if point.agreed:
        story.then(at_time(days.ahead(-point.agreed), time(14)), "pig_chair", agree)


def _join(story: Story, join: Join) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        services.link_finding(
            by=by,
            finding=story.made[f"finding:{join.finding}"],
            point=story.made[f"point:{join.point}"],
            why=join.why,
        )

    return step
