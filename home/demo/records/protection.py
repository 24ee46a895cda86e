"""Who may know of a case, and who a child is: one restricted case, one conflict of interest."""

from datetime import date, datetime, time

from escp.deadlines.calendar import at_time
from escp.partnership import services
from escp.partnership.models import Person
from home.demo.records.story import Story

RESTRICTED, CONFLICTED = "met", "signed"
ON_THE_LIST = ("sin_lead", "council_partner", "police_partner", "health_partner")
# Plainly nobody: these are the only words of an identity anywhere in the demo.
IDENTITIES = {
    "open": ("Testing Specimen", "1 Nowhere Lane, Larkwood", "Imaginary Primary School", 7),
    "agreed": ("Placeholder Specimen", "2 Nowhere Lane, Larkwood", "Imaginary Nursery", 3),
}
PURPOSES = {"open": "To give the foster carers’ nurse the right record", "agreed": "To notify the National Panel"}


def writer_of(incident: str) -> str:
    """Return who writes about a case in the business unit: the manager alone where it is restricted."""
    return "manager" if incident == RESTRICTED else "officer"


def tell(story: Story, awareness: dict[str, date]) -> None:
    """Add the steps, given the day of awareness of each incident."""

    def on(incident: str, hour: int, minute: int = 0, days: int = 0) -> datetime:
        return at_time(story.days.after(awareness[incident], days), time(hour, minute))

    def restrict(by: Person) -> None:
        case = story.made[RESTRICTED].case
        services.restrict(by=by, case=case, reason="Runs the review of this case")
        for key in ON_THE_LIST:
            services.grant_access(
                by=by, case=case, person=story.people[key], reason="Decides on this case for a safeguarding partner"
            )

    def keep_from(by: Person) -> None:
        services.declare_conflict(
            by=by,
            case=story.made[CONFLICTED].case,
            person=story.people["conflicted"],
            reason="Took part in decisions about this case in an earlier post",
        )

    story.then(on(RESTRICTED, 12, 15), "manager", restrict)
    story.then(on(CONFLICTED, 12, 30), "manager", keep_from)
    for incident in IDENTITIES:
        _hold(story, incident, on(incident, 12), on(incident, 14, 10, days=1))


def _hold(story: Story, incident: str, held_at: datetime, opened_at: datetime) -> None:
    name, address, school, age = IDENTITIES[incident]

    def hold(by: Person) -> None:
        child = story.made[incident].case.children.first()
        born = date(story.days.today.year - age, 1, 1)
        services.hold_identity(by=by, child=child, full_name=name, date_of_birth=born, address=address, school=school)

    def open_it(by: Person) -> None:
        child = story.made[incident].case.children.first()
        services.open_identity(by=by, child=child, purpose=PURPOSES[incident])

    story.then(held_at, "sin_lead", hold)
    story.then(opened_at, "sin_lead", open_it)
