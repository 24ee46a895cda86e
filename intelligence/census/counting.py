"""Counting a census by month. Pure: children go in one by one, and numbers come out.

    tally = Tally(reference, working_days)
    for child in census.children(): tally.take(child)
    tally.finish()
    tally.months[0].name, tally.counted["referrals"][0], tally.out_of["referrals"][0]

The twelve months are those that end with the day of reference: for the census, April to March.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta

from intelligence.census.measures import (
    ASSESSED_WITHIN,
    CONFERENCE_WITHIN,
    FIRST_REVIEW_MONTHS,
    LATER_REVIEW_MONTHS,
    MEASURES,
)
from intelligence.census.stream import Child, Episode, Plan
from intelligence.indicators.periods import month

MONTHS, ONE_DAY = 12, timedelta(days=1)
BACKWARDS = (
    ("assessment", "{number} assessments are authorised before they begin, and are left out."),
    ("conference", "{number} conferences stand before their enquiry, and are left out."),
    ("plan", "{number} child protection plans end before they begin, and are left out."),
    ("unknown", "{number} children have no identifier (LAchildID): their earlier referrals are not known."),
    ("twice", "{number} children stand in the file more than once. Each of their records is counted."),
)


def months_after(day: date, number: int) -> date:
    """Return the day so many calendar months later; where the month is shorter, its last."""
    later = day.year * 12 + day.month - 1 + number
    year, number = later // 12, later % 12 + 1
    return date(year, number, min(day.day, monthrange(year, number)[1]))


class Tally:
    """The counts of twelve months. `working_days(earlier, later)` counts those after one day up to another."""

    def __init__(self, reference: date, working_days: Callable[[date, date], int]) -> None:
        self.reference, self.working_days = reference, working_days
        self.first_month = reference.year * 12 + reference.month - MONTHS
        starts = (divmod(self.first_month + number, 12) for number in range(MONTHS))
        self.months = [month(year, number + 1) for year, number in starts]
        self.began = self.months[0].starts_on
        self.counted = {measure.key: [0] * MONTHS for measure in MEASURES}
        self.out_of = {measure.key: [0] * MONTHS for measure in MEASURES}
        self.left_out: dict[str, int] = defaultdict(int)
        # The referrals of each child, since a year before: its pseudonym is forgotten with this tally.
        self._referrals: dict[bytes, tuple[int, ...]] = {}
        self._no_action: set[tuple[bytes, int]] = set()
        self._repeated: set[bytes] = set()

    def _place(self, day: date) -> int | None:
        """Return which of the months a day lies in."""
        place = day.year * 12 + day.month - 1 - self.first_month
        return place if 0 <= place < MONTHS and day <= self.reference else None

    def _count(self, key: str, day: date, counted: int, out_of: int = 1) -> None:
        place = self._place(day)
        if place is not None:
            self.counted[key][place] += counted
            self.out_of[key][place] += out_of

    def take(self, child: Child) -> None:
        """Count what stands of a child; its referrals are counted at the end."""
        self._refer(child)
        plans = []
        for episode in child.episodes:
            self._assess(episode)
            self._enquire(episode)
            for plan in episode.plans:
                if plan.ended is not None and plan.ended < plan.began:
                    self.left_out["plan"] += 1
                else:
                    plans.append(plan)
        plans.sort(key=lambda plan: plan.began)
        for number, plan in enumerate(plans):
            self._protect(plan, had_one=number > 0)
            self._review(plan)

    def _refer(self, child: Child) -> None:
        key = child.pseudonym
        if key is None:
            self.left_out["unknown"] += 1
            key = self.left_out["unknown"].to_bytes(4)
        elif key in self._referrals:
            self._repeated.add(key)
        earliest = months_after(self.began, -MONTHS)
        days = set(self._referrals.get(key, ()))
        for episode in child.episodes:
            if episode.referred is None or not earliest <= episode.referred <= self.reference:
                continue
            days.add(episode.referred.toordinal())
            if episode.no_action:
                self._no_action.add((key, episode.referred.toordinal()))
        self._referrals[key] = tuple(sorted(days))

    def _assess(self, episode: Episode) -> None:
        for number, (began, authorised) in enumerate(sorted(episode.assessments, key=lambda pair: pair[1])):
            if began is not None and began > authorised:
                self.left_out["assessment"] += 1
                continue
            if self._place(authorised) is None:
                continue
            since = episode.referred if number == 0 and episode.referred is not None else began
            # Of one that began before the referral, only its own start says how long it took.
            since = began if since is None or since > authorised else since
            took = self.working_days(since, authorised) if since is not None else None
            self._count("assessed", authorised, took is not None and took <= ASSESSED_WITHIN)
            if began is not None:
                self._count("duration", authorised, self.working_days(began, authorised))

    def _enquire(self, episode: Episode) -> None:
        for began, conference in episode.enquiries:
            if conference is not None and conference < began:
                self.left_out["conference"] += 1
                conference = None
            self._count("enquiries", began, 1)
            self._count("to_conference", began, conference is not None)
            if conference is not None and self._place(conference) is not None:
                in_time = self.working_days(began, conference) <= CONFERENCE_WITHIN
                self._count("conferences", conference, in_time)

    def _protect(self, plan: Plan, *, had_one: bool) -> None:
        self._count("begun", plan.began, 1)
        self._count("repeat", plan.began, plan.number_before > 0 or had_one)
        for place, each in enumerate(self.months):
            last = min(each.ends_on, self.reference)
            if plan.began <= last and (plan.ended is None or plan.ended > last):
                self.counted["plans"][place] += 1

    def _review(self, plan: Plan) -> None:
        """Count the reviews that were due while a plan stood, from the first that the file can know of."""
        since, months = plan.began, FIRST_REVIEW_MONTHS
        if plan.began < self.began:
            since, months = self.began - ONE_DAY, LATER_REVIEW_MONTHS
        while True:
            due = months_after(since, months)
            if due > self.reference or (plan.ended is not None and plan.ended <= due):
                return
            held = next((day for day in plan.reviews if day > since), None)
            self._count("reviews", due, held is not None and held <= due)
            if held is None:
                return
            since, months = held, LATER_REVIEW_MONTHS

    def finish(self) -> None:
        """Count the referrals, each with those of the twelve months before."""
        for key, days in self._referrals.items():
            for number, ordinal in enumerate(days):
                day = date.fromordinal(ordinal)
                again = number > 0 and days[number - 1] >= months_after(day, -MONTHS).toordinal()
                self._count("referrals", day, 1)
                self._count("rereferrals", day, again)
                self._count("no_action", day, (key, ordinal) in self._no_action)
        self.left_out["twice"] = len(self._repeated)

    @property
    def notes(self) -> list[str]:
        """What was left out or should be looked at in the file, in words."""
        return [words.format(number=f"{self.left_out[key]:,}") for key, words in BACKWARDS if self.left_out[key]]
