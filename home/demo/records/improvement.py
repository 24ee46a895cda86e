"""Actions, their measures and readings, evidence and progress, step by step."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from actionplans import models, planning, services
from actionplans.figures import read_figure
from actionplans.lifecycle import ACTION
from actionplans.pasting import PastedReading
from actionplans.periods import Period, read_period
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.actions import ACTIONS
from home.demo.records.shapes import Action, Measure, Milestone, Move, Note, Proof
from home.demo.records.story import Story

# Readings come in some days after their period has ended.
READING_DAY = 12
QUARTER_MONTHS = 3
ENDINGS = {"close", "withdraw"}


def tell(story: Story) -> None:
    """Add the steps of every action."""
    for action in ACTIONS:
        recorded_at = at_time(story.days.ahead(-action.recorded), time(9, 50))
        story.then(recorded_at, "officer", _record(story, action))
        if action.measure and action.measure.figures:
            _read(story, action, action.measure, recorded_at)
        _plan(story, action, recorded_at)
        for number, step in enumerate(action.steps):
            # The place in the list decides between steps of one day.
            at = at_time(story.days.ahead(-step.ago), time(10 + number // 4, number % 4 * 14 + 3))
            _STEPS[type(step)](story, action, at, step)


def _record(story: Story, action: Action) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        owner = story.people[action.owner] if action.owner else None
        record = models.Action(
            title=action.title,
            desired_outcome=action.outcome,
            description=action.description,
            owner=owner,
            lead_agency=owner.agency if owner else None,
            starts_on=None if action.starts is None else story.days.ahead(action.starts),
            due_on=None if action.due is None else story.days.ahead(action.due),
            priority=story.made[f"priority.{action.priority}"] if action.priority else None,
        )
        points = [story.made[f"point:{key}"] for key in action.points]
        helping = [agency for key in action.helped_by if (agency := story.people[key].agency) is not None]
        services.record_action(by=by, action=record, learning_points=points, contributing=helping, why=action.why)
        story.made[f"action:{action.key}"] = record
        if action.measure:
            services.set_measure(by=by, action=record, measure=_measure(story, action.measure))

    return step


def _plan(story: Story, action: Action, recorded_at: datetime) -> None:
    """Add the milestones of an action, those that were reached, and a colour that was set by hand."""
    for one in action.milestones:
        story.then(recorded_at + timedelta(minutes=2), "officer", _milestone(story, action, one))
        if one.done is not None:
            at = at_time(story.days.ahead(-one.done), time(15, 20))
            story.then(at, action.owner, _reached(story, action, one))
    if (by_hand := action.by_hand) is not None:

        def step(by: Person) -> None:
            story.made[f"action:{action.key}"] = planning.set_colour(
                by=by,
                action=story.made[f"action:{action.key}"],
                colour=by_hand.colour,
                because=by_hand.because,
                until=story.days.ahead(by_hand.until),
            )

        story.then(at_time(story.days.ahead(-by_hand.ago), time(15, 10)), "manager", step)


def _milestone(story: Story, action: Action, one: Milestone) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        made = models.Milestone(what=one.what, due_on=story.days.ahead(one.due))
        story.made[f"milestone:{one.what}"] = planning.set_milestone(
            by=by, action=story.made[f"action:{action.key}"], milestone=made
        )

    return step


def _reached(story: Story, action: Action, one: Milestone) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        reached = [story.made[f"milestone:{one.what}"]]
        planning.milestones_done(by=by, action=story.made[f"action:{action.key}"], milestones=reached)

    return step


def _measure(story: Story, measure: Measure) -> models.ImpactMeasure:
    return models.ImpactMeasure(
        difference=measure.difference,
        measure=measure.measure,
        unit=measure.unit,
        baseline=Decimal(measure.baseline),
        baseline_note=measure.baseline_note,
        target=Decimal(measure.target),
        better=measure.better,
        method=measure.method,
        taking_part=measure.taking_part,
        measured_by_on=story.days.ahead(measure.judged),
    )


# Readings


def _read(story: Story, action: Action, measure: Measure, recorded_at: datetime) -> None:
    """Add the readings: a table of what was known when the action was recorded, then one by one as periods end."""
    known: list[PastedReading] = []
    last_at = _ended_at(story, action)
    for figure, (period, ends_on) in zip(measure.figures, _periods(story.days.today, measure), strict=True):
        at = at_time(story.days.after(ends_on.replace(day=READING_DAY), 0), time(16, 20))
        if at <= recorded_at:
            known.append(PastedReading(len(known) + 1, period, read_figure(figure)))
        elif at < last_at:
            story.then(at, action.owner, _one(story, action, period, figure))
    if known:
        pasted_at = at_time(story.days.ahead(-action.recorded), time(9, 55))
        story.then(pasted_at, "officer", lambda by: _paste(story, action, known, by))


def _ended_at(story: Story, action: Action) -> datetime:
    """Return the moment from which nothing more is read: when the action ended, or now."""
    endings = [step.ago for step in action.steps if isinstance(step, Move) and step.name in ENDINGS]
    return at_time(story.days.ahead(-endings[0]), time(9)) if endings else story.days.now


def _periods(today: date, measure: Measure) -> Iterator[tuple[Period, date]]:
    """Give the periods of a measure's figures, each with the first day after it; the last is `last` periods ago."""
    length = QUARTER_MONTHS if measure.quarterly else 1
    months = today.year * 12 + today.month - 1
    # The quarters of a year that starts in April are those of the calendar year.
    first = months - months % length - length * (measure.last + len(measure.figures) - 1)
    starts = [first + length * number for number in range(len(measure.figures) + 1)]
    for start, end in pairwise(starts):
        begins, ends_on = (date(month // 12, month % 12 + 1, 1) for month in (start, end))
        yield read_period(_quarter(begins) if measure.quarterly else f"{begins:%B %Y}"), ends_on


def _quarter(begins: date) -> str:
    if begins.month == 1:
        return f"Q4 {begins.year - 1}/{begins.year % 100:02}"
    return f"Q{begins.month // QUARTER_MONTHS} {begins.year}"


def _one(story: Story, action: Action, period: Period, figure: str) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        record = story.made[f"action:{action.key}"]
        services.record_reading(by=by, action=record, period=period, figure=read_figure(figure))

    return step


def _paste(story: Story, action: Action, known: list[PastedReading], by: Person) -> None:
    services.record_readings(by=by, action=story.made[f"action:{action.key}"], readings=known, replacing={})


# Progress, evidence and moves


def _note(story: Story, action: Action, at: datetime, note: Note) -> None:
    def step(by: Person) -> None:
        services.add_progress(by=by, action=story.made[f"action:{action.key}"], text=note.text)

    story.then(at, action.owner, step)


def _prove(story: Story, action: Action, at: datetime, proof: Proof) -> None:
    def step(by: Person) -> None:
        evidence = models.Evidence(
            level=proof.level,
            kind=proof.kind,
            summary=proof.summary,
            is_voice=proof.voice,
            dated_on=story.days.after(at.date(), -3),
            source=proof.source,
        )
        services.add_evidence(by=by, action=story.made[f"action:{action.key}"], evidence=evidence)

    story.then(at, action.owner, step)


def _make_move(story: Story, action: Action, at: datetime, move: Move) -> None:
    def step(by: Person) -> None:
        day = f"{at.day} {at:%B %Y}"
        facts: dict[str, Any] = {name: value.format(day=day) for name, value in move.facts.items()}
        if move.due is not None:
            facts["due_on"] = story.days.ahead(move.due)
        key = f"action:{action.key}"
        story.made[key] = ACTION.apply(move.name, story.made[key], by=by, note=move.note, **facts)

    story.then(at, move.by or action.owner, step)


_STEPS: dict[type, Callable[..., None]] = {Note: _note, Proof: _prove, Move: _make_move}
