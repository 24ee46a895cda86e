"""The dates of the demo's incidents and local reviews, and the checks of progress, as they came about."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from reviews import services

CHECK_EVERY = timedelta(days=26)
LATE_DRAFT = timedelta(days=130)
CHECKS = (
    "The review is on time. The reviewer has met the family’s key worker and has what was asked of agencies.",
    "Practitioners took part and were open. One agency’s chronology came late; nothing is lost by it.",
    "The questions hold. The partners asked for more on what the child’s day was like.",
    "The analysis asks why and not who. The partners asked to see how it was tested with practitioners.",
)


def tell_partners(story: Story, key: str, aware_on: date) -> None:
    """The police and health are told on the day on which the council knows."""

    def step(by: Person) -> None:
        record = _now(story, key)
        record.partners_told_on = aware_on
        story.made[key] = services.tell_partners(by=by, incident=record)

    story.then(at_time(aware_on, time(14, 20)), "sin_lead", step)


def copy_to_unit(story: Story, key: str, at: datetime) -> None:
    """The business unit gets its copy soon after the notification."""

    def step(by: Person) -> None:
        record = _now(story, key)
        record.copied_to_unit_on = timezone.localdate(at)
        story.made[key] = services.copy_to_unit(by=by, incident=record)

    story.then(at, "sin_lead", step)


def live_through(story: Story, key: str, decided_on: date, ended_on: date | None) -> None:
    """Add what is dated in the life of a local review. One under way has its draft, late."""
    days = story.days
    appointed_on, agreed_on = days.after(decided_on, 18), days.after(decided_on, 23)
    _date(story, key, appointed_on, reviewer_appointed_on=appointed_on)
    _date(story, key, agreed_on, terms_agreed_on=agreed_on)
    number, checked_on = 0, days.after(decided_on + CHECK_EVERY, 0)
    while checked_on < (ended_on or days.today):
        _check(story, key, checked_on, CHECKS[number % len(CHECKS)])
        number, checked_on = number + 1, days.after(checked_on + CHECK_EVERY, 0)
    # The draft of the review under way came a week later than the partnership had aimed for.
    draft_on = days.after(ended_on, -30) if ended_on else days.after(decided_on + LATE_DRAFT, 0)
    _date(story, key, draft_on, draft_on=draft_on)
    if ended_on is None:
        return
    sent_on = days.after(ended_on, -9)
    _date(story, key, sent_on, planned_publication_on=ended_on, copy_sent_on=sent_on)


def follow_up(story: Story, key: str, published_on: date) -> None:
    """Add what follows the publication of a local review."""
    deposited_on, told_on = story.days.after(published_on, 3), story.days.after(published_on, 118)
    _date(story, key, deposited_on, repository_sent_on=deposited_on)
    _date(story, key, told_on, outcomes_six_on=told_on)


def _date(story: Story, key: str, on: date, **dates: date) -> None:
    def step(by: Person) -> None:
        record = _now(story, key)
        for name, day in dates.items():
            setattr(record, name, day)
        story.made[key] = services.set_dates(by=by, review=record)

    story.then(at_time(on, time(11, 50)), "manager", step)


def _check(story: Story, key: str, on: date, note: str) -> None:
    def step(by: Person) -> None:
        services.record_progress_check(by=by, review=_now(story, key), held_on=on, note=note)

    story.then(at_time(on, time(15, 10)), "manager", step)


def _now(story: Story, key: str) -> Any:
    """Return a record as it stands, read again: another step may have saved it meanwhile."""
    record = story.made[key]
    record.refresh_from_db()
    return record
