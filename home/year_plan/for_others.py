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
        point = FixedPoint.objects.select_for_update(of=("self",)).filter(year=year, key=key, number=1).first()
        if point is None:
            raise ValidationError(NOT_MADE)
        services.move_date(by=by, point=point, due_on=due_on, reason=reason)
