"""The year plan as rooms below it read and move its days (`learning.plan_days`)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Person
from home.models import FixedPoint
from home.year_plan import queries, services
from home.year_plan.catalogue import CATALOGUE
from learning.plan_days import PlanDay

NOT_MADE = "The year plan does not hold this day yet. Make the plan of the year first."


class YearPlan:
    """Answers for the plan. What recurs more than once in a year is answered by its first time."""

    def days(self, year: int, keys: tuple[str, ...]) -> dict[str, PlanDay]:
        """Return the days of a year, by their rule where the plan does not hold them yet."""
        held = {point.key: point for point in FixedPoint.objects.filter(year=year, key__in=keys, number=1)}
        calendar = queries.local_calendar() if len(held) < len(keys) else None
        found = {}
        for key in keys:
            point, entry = held.get(key), CATALOGUE[key]
            if point is None and calendar is not None:
                found[key] = PlanDay(key, entry.label, entry.rule(1).day(year, calendar))
            elif point is not None:
                found[key] = PlanDay(
                    key,
                    entry.label,
                    point.due_on,
                    in_plan=True,
                    is_open=point.is_open,
                    moved_because=point.moved_because,
                    url=point.get_absolute_url(),
                )
        return found

    @transaction.atomic
    def move(self, *, by: Person, year: int, key: str, due_on: date, reason: str) -> None:
        """Move a day with the reason."""
        point = self._held(year, key)
        if point is None:
            raise ValidationError(NOT_MADE)
        services.move_date(by=by, point=point, due_on=due_on, reason=reason)

    @transaction.atomic
    def finish(self, *, by: Person, year: int, key: str, done_on: date, note: str) -> None:
        """Say that a day is done, because a record says so; one that is settled or not in the plan stays as it is."""
        point = self._held(year, key)
        # What was done before the plan's own year is for a person to say.
        if point is not None and point.is_open and done_on >= date(year, 1, 1):
            services.finish(by=by, point=point, done_on=done_on, note=note)

    def _held(self, year: int, key: str) -> FixedPoint | None:
        return FixedPoint.objects.select_for_update(of=("self",)).filter(year=year, key=key, number=1).first()
