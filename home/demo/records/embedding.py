"""Invented learning that is embedded: events and what people said of them, policies that change, and training."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from django.utils import timezone

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering, asking
from escp.returns.services.asking import Asked
from escp.returns.services.people import Pasted
from home.demo.records.asking import SIGNED
from home.demo.records.story import Story
from learning.choices import EvaluationTime, EventKind
from learning.embedding import attendees, services
from learning.embedding.asking import STATEMENT
from learning.embedding.lifecycle import EVENT, POLICY_CHANGE
from learning.embedding.queries import events_for, policy_changes_for
from learning.models import Evaluation, EvaluationAnswer, Event, PolicyChange, PulseAnswer
from learning.sharing import pulses

# How many came of how many who were invited, by whose agency.
Came = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Planned:
    """An event: planned so many days ago, held so many days after that, about a learning point."""

    key: str
    title: str
    kind: EventKind
    point: str
    planned: int
    held: int
    came: Came | None = None
    cancelled_because: str = ""


@dataclass(frozen=True)
class Required:
    """A policy change: required so many days ago, due and settled so many days after."""

    title: str
    required: str
    point: str
    owner: str
    ago: int
    due: int
    settled: int = 0
    changed: str = ""
    not_needed_because: str = ""


EVENTS = (
    Planned(
        "fathers",
        "Asking after fathers and partners",
        EventKind.WORKSHOP,
        "every-adult",
        100,
        25,
        {"manager": (12, 9), "pig_police": (10, 7), "pig_health": (14, 11), "pig_schools": (8, 0)},
    ),
    Planned(
        "own words",
        "What the child’s words changed",
        EventKind.REFLECTIVE,
        "changes-what-we-do",
        60,
        28,
        {"manager": (8, 8), "pig_health": (8, 6), "pig_schools": (12, 10), "pig_voluntary": (6, 2)},
    ),
    Planned("coming", "Disagreeing well", EventKind.WORKSHOP, "taken-further", 12, 30),
    Planned(
        "cancelled",
        "Neglect over time",
        EventKind.BRIEFING,
        "in-time",
        40,
        20,
        cancelled_because="Too few could come in the holidays. It is planned anew in spring.",
    ),
)
# How far each of the six agrees that it was useful, and that something will change; and what they will do.
SAID = (
    (5, 4, "Ask who else lives in the home, and write down who said so."),
    (4, 4, ""),
    (5, 5, "Ring the father before the meeting, and offer an evening."),
    (3, 2, ""),
    (4, 3, "Look at my three oldest plans again."),
    (2, 2, ""),
)
POLICIES = (
    Required(
        "Assessment procedure",
        "It must ask for every adult who matters to the child, and for whom nobody has met yet.",
        "every-adult",
        "pig_police",
        60,
        54,
    ),
    Required(
        "Policy on disagreements between professionals",
        "It must say whom to ring at any hour, and by when an answer is owed.",
        "taken-further",
        "pig_health",
        120,
        90,
        settled=80,
        changed="It names a person for every hour, and an answer is owed on the same working day.",
    ),
    Required(
        "Guide to sharing information",
        "It must say how to answer when an agency holds nothing.",
        "in-time",
        "pig_schools",
        70,
        60,
        settled=20,
        not_needed_because="The guide says so since its last edition.",
    ),
)
ASKED, ANSWERED, DUE = 35, 25, 14
STATEMENTS = {
    "pig_police": ("yes", "The day for new officers asks who else lives in the home."),
    "pig_schools": ("partly", "New leads are trained. Those in post come in the summer."),
    "pig_health": None,
}
PULSE = 22


def tell(story: Story) -> None:
    """Add the steps of events, policy changes, statements on training, and what people said without a name."""
    for event in EVENTS:
        _tell_event(story, event)
    for change in POLICIES:
        story.then(_at(story, change.ago), "officer", partial(_require, story, change))
        if change.settled:
            by = change.owner if change.changed else "pig_chair"
            story.then(_at(story, change.ago - change.settled), by, partial(_settle, story, change))
    story.then(_at(story, ASKED), "manager", partial(_ask, story))
    for key, said in STATEMENTS.items():
        if said:
            story.then(_at(story, ANSWERED), key, partial(_state, story, said))
    story.then(_at(story, PULSE), "manager", partial(_feel_the_pulse, story))


def _at(story: Story, ago: int) -> datetime:
    return at_time(story.days.ahead(-ago), time(16, 10))


def _tell_event(story: Story, one: Planned) -> None:
    story.then(_at(story, one.planned), "officer", partial(_plan, story, one))
    if one.came:
        story.then(_at(story, one.planned - one.held + 5), "officer", partial(_ask_before, story, one))
        story.then(_at(story, one.planned - one.held), "officer", partial(_hold, story, one, one.came))
    elif one.cancelled_because:
        story.then(_at(story, one.planned - one.held + 8), "manager", partial(_cancel, story, one))


def _plan(story: Story, one: Planned, by: Person) -> None:
    event = Event(title=one.title, kind=one.kind, place="Online", run_by="The business unit and a practitioner")
    event.happens_on = story.days.ahead(one.held - one.planned)
    point = story.made[f"point:{one.point}"]
    story.made[f"event:{one.key}"] = services.keep_event(by=by, event=event, points=[point])
    if not one.came and not one.cancelled_because:
        guests = [Pasted(story.people[key].full_name, story.people[key].email) for key in STATEMENTS]
        attendees.keep_attendees(by=by, event=event, added=guests, taken_off=())


def _ask_before(story: Story, one: Planned, by: Person) -> None:
    """Before it, six of those who are invited say what they know and feel able to do."""
    services.open_due_evaluations()
    asked = Evaluation.objects.get(event=_event(story, one, by), time=EvaluationTime.BEFORE)
    for useful, changes, _ in SAID:
        pulses.answer(asked=asked, said=EvaluationAnswer(evaluation=asked, knows=useful - 1, able=changes - 1))


def _event(story: Story, one: Planned, by: Person) -> Event:
    return events_for(by).get(pk=story.made[f"event:{one.key}"].pk)


def _hold(story: Story, one: Planned, came: Came, by: Person) -> None:
    """It is held, those who came are counted, and six of them say what it was worth to them."""
    event = EVENT.apply("hold", _event(story, one, by), by=by)
    people = {story.people[key].agency: numbers for key, numbers in came.items()}
    services.count(by=by, event=event, numbers={agency: numbers for agency, numbers in people.items() if agency})
    asked = Evaluation.objects.get(event=event, time=EvaluationTime.AFTER)
    for useful, changes, words in SAID:
        said = EvaluationAnswer(
            evaluation=asked, useful=useful, knows=useful, able=changes, changes=changes, words=words
        )
        pulses.answer(asked=asked, said=said)


def _cancel(story: Story, one: Planned, by: Person) -> None:
    EVENT.apply("cancel", _event(story, one, by), by=by, cancelled_because=one.cancelled_because)


def _require(story: Story, one: Required, by: Person) -> None:
    owner = story.people[one.owner]
    change = PolicyChange(title=one.title, required=one.required, owner=owner, agency=owner.agency)
    change.learning_point = story.made[f"point:{one.point}"]
    change.due_on = story.days.ahead(one.due - one.ago)
    story.made[f"policy:{one.title}"] = services.keep_policy_change(by=by, change=change)


def _settle(story: Story, one: Required, by: Person) -> None:
    change = policy_changes_for(by).get(pk=story.made[f"policy:{one.title}"].pk)
    if one.changed:
        POLICY_CHANGE.apply(
            "make", change, by=by, changed=one.changed, link="https://policies.demo.example/disagreeing"
        )
    else:
        POLICY_CHANGE.apply("drop", change, by=by, not_needed_because=one.not_needed_because)


def _ask(story: Story, by: Person) -> None:
    """Ask for the statements of the year: one is late."""
    version = queries.published(STATEMENT.questionnaire)
    if version is None:
        raise ValueError(f"{STATEMENT.questionnaire} has not been loaded.")
    people = [story.people[key] for key in STATEMENTS]
    story.made["request:training"] = asking.ask(
        by=by,
        kind=STATEMENT,
        version=version,
        title="Statement on single-agency training",
        message="Please say whether your own training reflects what was learned this year.",
        due_on=timezone.localdate() + timedelta(days=ASKED - DUE),
        whom=[Asked(person.agency, person) for person in people if person.agency],
    )


def _state(story: Story, said: tuple[str, str], by: Person) -> None:
    asked = Return.objects.get(request=story.made["request:training"], agency=by.agency)
    part = answering.part_for(by=by, asked=asked, section="training-1")
    answers = {"training-reflects": said[0], "training-changed": said[1], "training-points": ""}
    answering.save_part(by=by, part=part, answers=answers)
    asked.refresh_from_db()
    RETURN.apply("send", asked, by=by, **SIGNED)


def _feel_the_pulse(story: Story, _by: Person) -> None:
    """Sixty days after the first briefing was sent, six people say whether it stuck."""
    pulses.open_due()
    pulse = story.made["shared:in time"].pulses.get()
    for knows, uses, words in SAID:
        pulses.answer(asked=pulse, said=PulseAnswer(pulse=pulse, knows=knows, uses=uses, helped=uses, words=words))
