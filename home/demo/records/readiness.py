"""Invented evidence under the criteria of an inspection: some criteria have it, some have none."""

from collections.abc import Callable
from datetime import time

from audits.choices import Bearing
from audits.models import Exhibit
from audits.readiness import services
from audits.readiness.queries import candidate_of, criteria_for
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story

FRAMEWORK = "jtai-2024-04"
ADDED, REMOVED = 9, 3
# Where it stands, whose reference, what it shows, how it bears.
SHOWN = (
    (1, "audit:mornings", "In most homes somebody noticed how the morning began.", Bearing.STRENGTH),
    (2, "audit:front-door", "Police and health were asked late about what they know.", Bearing.WEAKNESS),
    (3, "point:every-adult", "Every adult at home is asked about.", Bearing.STRENGTH),
    (3, "point:taken-further", "Disagreement is taken further, and the record says so.", ""),
)
TAKEN_OUT = (1, "point:changes-what-we-do", "History changes the plan.", "")


def tell(story: Story) -> None:
    """Add the steps by which evidence is put under criteria, and one piece taken out again."""
    services.bring_frameworks()
    at = at_time(story.days.ahead(-ADDED), time(15))
    for place, key, shows, bearing in (*SHOWN, TAKEN_OUT):
        story.then(at, "officer", _put(story, place, key, shows, bearing))
    story.then(at_time(story.days.ahead(-REMOVED), time(15)), "manager", _take_out)


def _put(story: Story, place: int, key: str, shows: str, bearing: str) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        candidate = candidate_of(by, story.made[key].reference)
        if candidate is None:
            raise LookupError(f"{key} cannot be evidence.")
        criterion = criteria_for(by).get(framework__code=FRAMEWORK, place=place)
        services.put_under(by=by, criterion=criterion, candidate=candidate, shows=shows, bearing=bearing)

    return step


def _take_out(by: Person) -> None:
    exhibit = Exhibit.objects.get(shows=TAKEN_OUT[2])
    services.take_out(by=by, exhibit=exhibit, because="It is older than the sample that inspectors ask for.")
