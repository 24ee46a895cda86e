"""Panels of the demo: one that reviewed a death and put another off, and one to come, with a theme and one death."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from cdop.choices import PanelOutcome
from cdop.models import PanelCase, PanelMeeting
from cdop.pack import to_settle
from cdop.queries.panel import known_at, panel_members
from cdop.services import pack, panel
from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records.story import Story
from learning.choices import FindingKind
from learning.models import Finding as FindingRow
from learning.services import record_finding

CHAIR = "Director of public health, local authority"
# Days before today on which the past panel met, and until the coming one meets.
MET, MEETS = 30, 12
# Found in what the pack says of the death that was put off: this is mended, and this may stay.
MENDED, STAYS = "Dr Exampleton", "Mrs Exampleton"


DECIDED = (
    "Category 8, perinatal. No factor was found that might have been changed. The care was what it should have been."
)
LEARNING = "The parents were told the same by everybody, because one midwife went with them through all the weeks."
PUT_OFF = "The hospital’s own investigation is not finished. The trust is asked to send it before the next meeting."
TOLD = "Everything was done that could be done. What helped you is now offered to every family on the ward."


def tell(story: Story) -> None:
    """Add the steps of both panels."""
    met_on, meets_on = story.days.ahead(-MET), story.days.ahead(MEETS)
    before = (
        ("cdop", _plan(story, "past", held_on=met_on, place="Civic centre, room 2")),
        ("cdop", _put_on(story, "past", "reviewed", "deferred")),
        ("cdop", _settle(story)),
        ("manager", _agree(story)),
    )
    for number, (by, step) in enumerate(before):
        story.then(at_time(met_on - timedelta(days=1), time(10 + number)), by, step)
    at_the_meeting = (
        _attend(story),
        _decide(story, "reviewed", PanelOutcome.REVIEWED, decided=DECIDED, learning=LEARNING, withdrew=""),
        _decide(story, "deferred", PanelOutcome.DEFERRED, reason=PUT_OFF, withdrew="Asthma nurse, hospital"),
        _find(story),
    )
    for number, step in enumerate(at_the_meeting):
        story.then(at_time(met_on, time(14 + number)), "cdop", step)
    told_on = story.days.after(met_on, 5)
    story.then(at_time(told_on, time(11)), "cdop", _tell_family(story, told_on))
    theme = "Deaths by external causes"
    story.then(at_time(story.days.ahead(-6), time(10)), "cdop", _plan(story, "coming", held_on=meets_on, theme=theme))
    story.then(at_time(story.days.ahead(-6), time(11)), "cdop", _put_on(story, "coming", "met"))


def _plan(story: Story, key: str, **facts: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        story.made[f"panel:{key}"] = panel.plan_meeting(by=by, meeting=PanelMeeting(chair=CHAIR, **facts))

    return step


def _put_on(story: Story, key: str, *deaths: str) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        on = [story.made[f"death:{death}"] for death in deaths]
        panel.put_on(by=by, meeting=story.made[f"panel:{key}"], deaths=on)

    return step


def _case(story: Story, death: str) -> PanelCase:
    case: PanelCase = story.made["panel:past"].cases.get(death=story.made[f"death:{death}"])
    return case


def _settle(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        case = _case(story, "deferred")
        found = {one.text: one.key for one in to_settle(case, known_at(case.meeting))}
        replaced, accepted = {found[MENDED]: "a general practitioner"}, {found[STAYS]: "A name in a training film."}
        pack.settle(by=by, case=case, replaced=replaced, accepted=accepted)

    return step


def _agree(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        case = _case(story, "deferred")
        pack.agree(by=by, case=case, wordings=list(case.accepted.all()))

    return step


def _attend(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        others = "Director of public health, local authority\nDesignated doctor, health\nMidwife, hospital"
        rule = "No quorum is kept for this group."
        there = panel_members().filter(pk=by.pk)
        panel.record_attendance(by=by, meeting=story.made["panel:past"], present=there, others=others, quorum=rule)

    return step


def _decide(story: Story, death: str, outcome: str, **facts: str) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        panel.decide(by=by, case=_case(story, death), outcome=outcome, **facts)

    return step


def _find(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        finding = FindingRow(
            kind=FindingKind.STRENGTH,
            title="One midwife stayed with the parents from the first scan to the funeral",
            what="The parents had one person to ring, and heard the same from every ward.",
            who_for="Maternity and neonatal services",
        )
        record_finding(by=by, activity=_case(story, "reviewed").death.activity, finding=finding)

    return step


def _tell_family(story: Story, day: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        who = "The family’s key worker, bereavement midwife"
        panel.record_feedback(by=by, case=_case(story, "reviewed"), feedback=TOLD, feedback_by=who, feedback_on=day)

    return step
