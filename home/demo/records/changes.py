"""What became of a deadline: a start that had been recorded wrongly, put right with its reason."""

from datetime import date, time, timedelta

from escp.deadlines import services
from escp.deadlines.calendar import at_time
from escp.deadlines.queries import deadlines_of
from escp.partnership.models import Person
from home.demo.records.story import Story

CORRECTED = "agreed"
REASON = "The first call to the out-of-hours team came earlier in the morning than the form says."


def tell(story: Story, awareness: dict[str, date]) -> None:
    """Add the correction of one moment of awareness, on the day after it."""

    def correct(by: Person) -> None:
        incident = story.made[CORRECTED]
        incident.refresh_from_db()
        services.correct_start(
            by=by,
            deadline=deadlines_of(incident).get(clock="reviews.notify-panel"),
            start=incident.aware_at - timedelta(hours=2, minutes=35),
            reason=REASON,
        )
        incident.refresh_from_db()

    story.then(at_time(story.days.after(awareness[CORRECTED], 1), time(9, 25)), "manager", correct)
