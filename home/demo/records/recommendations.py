"""What the demo's reviews recommend: in every standing, accepted and not, one put right after the review was signed."""

from dataclasses import dataclass
from datetime import date, time

from actionplans import models, services
from actionplans.choices import Response
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.people import AGENCIES
from home.demo.records.story import Story

ACCEPTED, IN_PART, NOT_ACCEPTED = Response.ACCEPTED, Response.IN_PART, Response.NOT_ACCEPTED


@dataclass(frozen=True)
class Recommended:
    """One recommendation and what became of it. `due` counts days ahead, or back when negative."""

    words: str
    to: tuple[str, ...] = ()
    others: str = ""
    due: int | None = None
    response: Response | str = ""
    why: str = ""
    points: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Set:
    """What one review recommends, and how many days ago that was entered, and answered and joined."""

    activity: str
    entered: int
    answered: int
    made: tuple[Recommended, ...]
    # The number of one that was copied wrongly, and why it was put right.
    slip: tuple[int, str, str] | None = None


SETS = (
    Set(
        "local:published",
        entered=270,
        answered=215,
        made=(
            Recommended(
                "The safeguarding partners should agree one tool by which every agency looks at neglect over time.",
                due=45,
                response=ACCEPTED,
                points=("over-time",),
                actions=("one-neglect-tool",),
            ),
            Recommended(
                "Health providers should replace the letter after a missed appointment by a conversation.",
                to=("trust", "icb"),
                due=-110,
                response=ACCEPTED,
                points=("not-brought",),
                actions=("ring-within-a-week",),
            ),
            Recommended(
                "Every family should be offered a lead professional of its own choice.",
                to=("council",),
                response=NOT_ACCEPTED,
                why="Families told us that they want fewer people, not one more. The plan names who speaks for all.",
            ),
        ),
        slip=(
            2,
            "Health providers should replace the letter after a missed appointment by a conversation.",
            "The report says providers; “services” was a slip in copying.",
        ),
    ),
    Set(
        "rapid:concluded",
        entered=90,
        answered=80,
        made=(
            Recommended(
                "Midwives and health visitors should ask every father and partner about himself.",
                to=("trust",),
                due=-60,
                response=ACCEPTED,
                points=("every-adult",),
                actions=("fathers-booking",),
            ),
            Recommended(
                "Clinics should start the agreed pathway on the day on which an injury in a baby is seen.",
                to=("trust",),
                due=100,
                response=ACCEPTED,
                points=("same-day",),
                actions=("same-day-pathway",),
            ),
            Recommended(
                "Reports for a conference should reach its chair two working days before.",
                to=("trust", "council"),
                due=-20,
                response=IN_PART,
                why="Accepted for planned conferences. Those called within days cannot wait.",
                points=("in-time",),
                actions=("reports-in-time",),
            ),
        ),
    ),
    Set(
        "rapid:late",
        entered=20,
        answered=11,
        made=(
            Recommended(
                "Supervision in every agency should ask what the child’s day was like.",
                others="All agencies that supervise staff who work with families",
                due=120,
            ),
            Recommended(
                "Workers who visit one home for longer than a year should be joined by a second pair of eyes.",
                to=("council", "voluntary"),
                response=ACCEPTED,
                points=("over-time",),
            ),
        ),
    ),
)


def tell(story: Story) -> None:
    """Add the steps of every set: first its words, later what the partners say and what answers them."""
    for of in SETS:
        story.then(at_time(story.days.ahead(-of.entered), time(14)), "officer", _enter(story, of))
        answered = story.days.ahead(-of.answered)
        story.then(at_time(answered, time(15)), "manager", _answer(story, of, answered))


def _enter(story: Story, of: Set):
    def step(by: Person) -> None:
        activity = story.made[of.activity].activity
        for number, one in enumerate(of.made, start=1):
            slip = of.slip is not None and of.slip[0] == number
            record = models.Recommendation(
                number=number,
                words=one.words.replace("providers", "services") if slip else one.words,
                to_partners=not (one.to or one.others),
                to_others=one.others,
                due_on=None if one.due is None else story.days.ahead(one.due),
            )
            names = [AGENCIES[key][0] for key in one.to]
            agencies = [person.agency for person in story.people.values() if str(person.agency) in names]
            story.made[f"recommended:{of.activity}:{number}"] = services.record_recommendation(
                by=by,
                activity=activity,
                recommendation=record,
                agencies=[agency for agency in agencies if agency],
                reason="Entered from the signed report when this list began.",
            )

    return step


def _answer(story: Story, of: Set, on: date):
    def step(by: Person) -> None:
        for number, one in enumerate(of.made, start=1):
            record = story.made[f"recommended:{of.activity}:{number}"]
            if one.response:
                services.respond(
                    by=by, recommendation=record, response=one.response, responded_on=on, response_reason=one.why
                )
            for key in one.points:
                services.join_recommendation(by=by, recommendation=record, learning_point=story.made[f"point:{key}"])
            for key in one.actions:
                services.join_recommendation(by=by, recommendation=record, action=story.made[f"action:{key}"])
        if of.slip:
            number, words, reason = of.slip
            record = story.made[f"recommended:{of.activity}:{number}"]
            record.words = words
            services.change_recommendation(
                by=by, recommendation=record, agencies=list(record.agencies.all()), reason=reason
            )

    return step
