"""The page of one fixed point: by when and why, who owes it, where it is done, and what became of it."""

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.banners import Banner, apart, banner
from escp.deadlines.models import Deadline
from escp.deadlines.queries import deadlines_of, sent_about
from escp.partnership.models import Person
from escp.ui.parts import Event, Row
from escp.ui.words import date_in_words
from home.models import FixedPoint
from home.year_plan import queries
from home.year_plan.presenters.standing import standing
from learning.queries import changes_of


def point_page(point: FixedPoint, person: Person) -> dict[str, Any]:
    """Return everything that the page of a fixed point shows."""
    now = standing(point, timezone.localdate())
    plans = person.may(Permission.PLAN_THE_YEAR)
    return {
        "point": point,
        "title": point.label,
        "caption": f"Year plan {point.year_name}, {point.reference}",
        "state": now.word,
        "state_colour": now.colour,
        **apart(_banners(point)),
        "facts": _facts(point, person),
        "said": queries.said_done(point),
        "may_plan": plans,
        "steps": _steps(point) if plans else [],
        "plan_url": f"{reverse('home:year-plan')}?year={point.year}",
        "events": _events(point),
        "mails": list(sent_about(point)[:10]),
    }


def rule_in_words(point: FixedPoint) -> str:
    """Answer "why this date?": the rule, or who moved it and why, and what to do when it is not a working day."""
    if point.was_moved:
        return f"A person chose this date. {point.moved_because} By the rule it would be {point.rule.words}."
    words = f"The rule: by {point.rule.words}."
    if point.is_forecast:
        words += " That has not happened yet, so this date is a forecast and nothing is owed."
    why = queries.local_calendar().why_not(point.due_on)
    return f"{words} The day itself is not a working day ({why}): aim for the one before." if why else words


def _banners(point: FixedPoint) -> list[Banner]:
    deadlines = list(deadlines_of(point))
    calendar = queries.local_calendar()
    return [_by_its_rule(banner(deadline, calendar), deadline, point) for deadline in deadlines]


def _by_its_rule(shown: Banner, deadline: Deadline, point: FixedPoint) -> Banner:
    """Put the rule of the year plan where other deadlines show how their length was counted."""
    words = rule_in_words(point)
    if deadline.due_on == point.latest_on and deadline.due_on != point.due_on:
        words = "Twelve months after the last yearly report was published."
    facts = (replace(fact, text=words) if fact.label == "Length" else fact for fact in shown.facts)
    return replace(shown, facts=tuple(replace(f, label="Date") if f.label == "Length" else f for f in facts))


def _facts(point: FixedPoint, person: Person) -> list[Row]:
    entry, place = point.entry, point.entry.place
    record = queries.record_behind(person, point)
    opens = place.url_name and (place.permission is None or person.may(place.permission))
    rows = [
        Row("What to do", f"{entry.ask}."),
        Row("Date", f"{point.due_on:%A} {date_in_words(point.due_on)}. {rule_in_words(point)}"),
        Row("Work begins", date_in_words(point.starts_on)),
        Row("Who owes it", entry.owed_by.label),
        Row(entry.level.label, f"{entry.authority}."),
        Row("Part of the cycle", entry.part.label),
        Row("Where it is done", place.words, reverse(place.url_name) if opens else "", "Open"),
    ]
    if point.latest_on:
        rows.insert(2, Row("Latest day by law", date_in_words(point.latest_on)))
    if record is not None:
        rows.append(Row("Record", f"{record.get_kind_display()} {record.reference}", record.get_absolute_url(), "Open"))
    if point.done_on:
        rows.append(Row("Done", f"{date_in_words(point.done_on)}, recorded by {point.done_by}"))
    if point.not_because:
        rows.append(Row("Why not this year", point.not_because))
    if point.note:
        rows.append(Row("Note", point.note))
    return rows


def _steps(point: FixedPoint) -> list[tuple[str, str, str]]:
    """Return what a planner may do: the words of the button, its address, its kind. The first is the next step."""
    open_steps = [
        ("Mark it done", "home:fixed-point-done", "primary"),
        (
            "Change what is under way" if point.state == "under_way" else "Mark it under way",
            "home:fixed-point-start",
            "secondary",
        ),
        ("Move the date", "home:fixed-point-date", "secondary"),
        ("Not this year", "home:fixed-point-leave-out", "secondary"),
    ]
    steps = open_steps if point.is_open else [("Take it up again", "home:fixed-point-take-up", "secondary")]
    return [(label, reverse(name, args=[point.reference]), kind) for label, name, kind in steps]


def _events(point: FixedPoint) -> list[Event]:
    return [
        Event(change.reason or "Put into the plan", change.at, by=str(change.by or "")) for change in changes_of(point)
    ]
