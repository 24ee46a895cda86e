"""Deaths of children, each as far as its review has come. Nothing of it happened to anybody.

`until` is one of notified, responding, gathering, met, reviewed, closed, left_out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from cdop import services
from cdop.choices import HeldIn, NationalForm, Place, Precision, Route, Scope, Told, Trigger
from cdop.lifecycle import CHILD_DEATH
from cdop.models import ChildDeath, NationalSubmission
from escp.deadlines.calendar import at_time
from escp.partnership.choices import AgeBand
from escp.partnership.models import Person
from home.demo.records import analyses
from home.demo.records.death_forms import ASKED_IN_ECDOP, COMPLETE_IN_ECDOP, KNEW, in_ecdop, tell_of_forms
from home.demo.records.shapes import Ago
from home.demo.records.story import Story
from learning.choices import FindingKind
from learning.models import Finding as FindingRow
from learning.services import record_finding
from reviews.choices import Answer
from reviews.coded import Education, Ethnicity, LegalStatus, Plan, Sex

STEPS = ("notified", "responding", "gathering", "met", "reviewed", "closed")
# Days after the death on which the review meeting and the panel are held, and the review closes.
MEETING_DAYS, PANEL_DAYS, CLOSING_DAYS = 60, 90, 95


@dataclass(frozen=True)
class Death:
    """A death: how long ago, how far its review has come, and what was found."""

    key: str
    ago: Ago
    until: str
    age: str = AgeBand.NOT_KNOWN
    held_in: str = HeldIn.ECDOP
    ecdop: str = ""
    scope: str = Scope.CHILD
    born_days_before: int = 0
    circumstances: str = ""
    triggers: tuple[str, ...] = ()
    considered: str = ""
    reason: str = ""
    learned_at_once: str = ""
    what_follows: str = ""
    finding: str = ""
    nothing_because: str = ""


DEATHS = (
    Death(
        key="new",
        ago=Ago(hours=5),
        until="notified",
        held_in=HeldIn.HERE,
        born_days_before=70,
        circumstances="A baby was found without signs of life in the early morning. An ambulance was called.",
    ),
    Death(
        key="response",
        ago=Ago(working=2),
        until="responding",
        held_in=HeldIn.HERE,
        born_days_before=2400,
        circumstances="A child fell from a height at home. There had been worries about how they were looked after.",
        triggers=(Trigger.EXTERNAL, Trigger.NOT_NATURAL),
        considered=Answer.YES,
        reason="Neglect was known to two agencies and may have led to the fall.",
        learned_at_once="Window restrictors are not asked about at every home visit.",
    ),
    Death(
        key="gathering",
        ago=Ago(days=33),
        until="gathering",
        held_in=HeldIn.HERE,
        born_days_before=150,
        circumstances="A baby died suddenly while asleep on a sofa beside a parent.",
        triggers=(Trigger.SUDDEN,),
        considered=Answer.NO,
        reason="Nothing suggests abuse or neglect. The family was well supported.",
        learned_at_once="Safe sleep is talked about with mothers, and rarely with fathers and grandparents.",
        what_follows="A message to midwives and health visitors, and an item for the next meeting of the group.",
    ),
    Death(
        key="met",
        ago=Ago(days=82),
        until="met",
        age=AgeBand.FIFTEEN_TO_SEVENTEEN,
        ecdop="DEMO-2041",
        triggers=(Trigger.EXTERNAL,),
        considered=Answer.NO,
        reason="A road collision. Nothing suggests abuse or neglect.",
    ),
    Death(
        key="deferred",
        ago=Ago(days=97),
        until="met",
        held_in=HeldIn.HERE,
        born_days_before=3400,
        circumstances="A child died in hospital after an attack of asthma at home. Dr Exampleton had seen the child "
        "two days before. The school had sent the child home twice; Mrs Exampleton had rung for advice.",
        considered=Answer.NO,
        reason="Nothing suggests abuse or neglect. How the asthma was cared for is looked at.",
    ),
    Death(
        key="reviewed",
        ago=Ago(days=128),
        until="reviewed",
        age=AgeBand.UNDER_ONE,
        ecdop="DEMO-2037",
        considered=Answer.NO,
        reason="The baby was born very early and died in hospital. The death was expected.",
    ),
    Death(
        key="closed",
        ago=Ago(days=175),
        until="closed",
        held_in=HeldIn.HERE,
        born_days_before=900,
        circumstances="A child became gravely ill in one night. The parents rang for advice twice.",
        triggers=(Trigger.SUDDEN,),
        considered=Answer.NO,
        reason="An infection that became grave within hours. Nothing suggests abuse or neglect.",
        finding="Parents who rang for advice twice in a night were told each time to wait until the morning",
    ),
    Death(
        key="nothing",
        ago=Ago(days=300),
        until="closed",
        age=AgeBand.FIVE_TO_NINE,
        ecdop="DEMO-2018",
        considered=Answer.NO,
        reason="A long illness. The death was expected.",
        nothing_because="Care was good in every service, and the family said so. The panel had nothing to add.",
    ),
    Death(
        key="elsewhere",
        ago=Ago(days=50),
        until="left_out",
        age=AgeBand.TEN_TO_FOURTEEN,
        ecdop="DEMO-2044",
    ),
)
# Of those that a panel of the demo decides: `panels` does it there.
AT_A_PANEL = ("reviewed",)
# Of those that are worked on here. No word of them may stand anywhere else.
IDENTITIES = {
    "new": ("Mockname Specimen", "3 Nowhere Lane, Larkwood"),
    "response": ("Dummyname Specimen", "4 Nowhere Lane, Larkwood"),
    "gathering": ("Makebelieve Specimen", "5 Nowhere Lane, Larkwood"),
    "deferred": ("Fictionname Specimen", "6 Nowhere Lane, Larkwood"),
    "closed": ("Madeupname Specimen", "7 Nowhere Lane, Larkwood"),
}
ATTENDANCE = (
    {"role": "Consultant paediatrician", "agency": "Hospital", "presence": "Present"},
    {"role": "General practitioner", "agency": "General practice", "presence": "Apologies"},
    {"role": "Social care team manager", "agency": "Local authority", "presence": "Present"},
)


def tell(story: Story) -> None:
    """Add the steps of every death."""
    for death in DEATHS:
        _tell(story, death)


def _tell(story: Story, death: Death) -> None:
    now = story.days.now
    if death.ago.hours:
        died_at = now - timedelta(hours=death.ago.hours)
        recorded_at = now - timedelta(hours=2)
    else:
        died_at = at_time(story.days.ago(death.ago), time(4, 10))
        recorded_at = died_at + timedelta(hours=5)
    story.then(recorded_at, "cdop", _notify(story, death, died_at))
    if death.until == "notified":
        return
    story.then(recorded_at + timedelta(hours=1), "cdop", _tell_panel(story, death))
    if death.until == "left_out":
        story.then(recorded_at + timedelta(hours=2), "cdop", _move(story, death, "leave_out", scope=Scope.ELSEWHERE))
        return
    _respond(story, death, recorded_at)
    _review(story, death, died_at)
    if death.until == "gathering":
        tell_of_forms(story, death.key)


def _respond(story: Story, death: Death, recorded_at: datetime) -> None:
    """Add the look at the triggers, the response where there is one, and the question about a serious incident."""
    decided_at = recorded_at + timedelta(hours=2)
    met_at = at_time(story.days.after(timezone.localdate(decided_at), 1), time(11))
    answered_at = met_at + timedelta(hours=2)
    if death.triggers:
        facts = {"triggers": list(death.triggers), "decided_at": decided_at - timedelta(minutes=20)}
        facts["decided_by_words"] = "On-call paediatrician, police investigator and duty social worker"
        story.then(decided_at, "cdop", _move(story, death, "respond", **facts))
        story.then(met_at + timedelta(hours=1), "cdop", _steps(story, death, met_at))
    else:
        words = "The designated doctor looked at the five triggers: the death was expected, and none is met."
        story.then(decided_at, "cdop", _move(story, death, "gather", no_response_because=words))
    if death.considered:
        story.then(answered_at, "cdop", _consider(story, death))
    if death.learned_at_once:
        story.then(answered_at + timedelta(minutes=20), "cdop", _carry_on(story, death))
    if death.what_follows:
        story.then(answered_at + timedelta(hours=3), "manager", _answer(story, death))
    if death.triggers and death.until != "responding":
        story.then(answered_at + timedelta(hours=1), "cdop", _move(story, death, "end_response"))


def _review(story: Story, death: Death, died_at: datetime) -> None:
    reached = STEPS.index(death.until)

    def on(days: int) -> datetime:
        return at_time(story.days.after(timezone.localdate(died_at) + timedelta(days=days), 0), time(15))

    if reached >= STEPS.index("met"):
        days = [timezone.localdate(on(number)) for number in (ASKED_IN_ECDOP, COMPLETE_IN_ECDOP)]
        story.then(on(COMPLETE_IN_ECDOP), "cdop", in_ecdop(story, death.key, *days))
        facts = {"meeting_on": timezone.localdate(on(MEETING_DAYS)), "attendance": ATTENDANCE}
        story.then(on(MEETING_DAYS), "cdop", _move(story, death, "hold_meeting", **facts))
        analyses.tell_draft(story, death.key, on(MEETING_DAYS) + timedelta(hours=1))
        analyses.tell_changes(story, death.key, on(PANEL_DAYS) - timedelta(hours=2))
    if reached >= STEPS.index("reviewed") and death.key not in AT_A_PANEL:
        panel_on = timezone.localdate(on(PANEL_DAYS))
        story.then(on(PANEL_DAYS), "cdop", _move(story, death, "review", panel_on=panel_on))
    if death.finding:
        story.then(on(PANEL_DAYS) + timedelta(hours=1), "cdop", _find(story, death))
    if reached >= STEPS.index("closed"):
        facts = {"route": Route.NONE if death.nothing_because else Route.GROUP, "route_reason": death.nothing_because}
        story.then(on(CLOSING_DAYS), "cdop", _move(story, death, "close", **facts))


def _of(story: Story, death: Death) -> Any:
    record = story.made[f"death:{death.key}"]
    record.refresh_from_db()
    return record


def _move(story: Story, death: Death, name: str, **facts: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        CHILD_DEATH.apply(name, _of(story, death), by=by, **facts)

    return step


def _notify(story: Story, death: Death, died_at: datetime) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        record = ChildDeath(
            lead=by.agency,
            held_in=death.held_in,
            ecdop_reference=death.ecdop,
            scope=death.scope,
            died_at=died_at,
            died_precision=Precision.HOUR,
            known_at=died_at + timedelta(hours=2),
            notifier="Consultant paediatrician, hospital",
        )
        identity = None
        if death.held_in == HeldIn.HERE:
            born_on = timezone.localdate(died_at) - timedelta(days=death.born_days_before)
            name, address = IDENTITIES[death.key]
            identity = {
                "full_name": name,
                "date_of_birth": born_on,
                "address": address,
                "general_practice": "Imaginary Practice",
            }
            record.circumstances = death.circumstances
            _describe(record)
        services.notify_death(by=by, death=record, identity=identity, age_band=death.age)
        story.made[f"death:{death.key}"] = record
        if identity is not None:
            for role, setting, whose, email in KNEW:
                facts = {"agency": story.people[whose].agency, "email": email}
                services.add_professional(by=by, death=record, role=role, setting=setting, **facts)

    return step


def _describe(record: ChildDeath) -> None:
    record.sex, record.ethnicity = Sex.FEMALE, Ethnicity.OTHER_MIXED
    record.area_of_residence = record.area_of_death = "Meadows"
    record.legal_status, record.plan, record.education = LegalStatus.NONE, Plan.NONE, Education.TOO_YOUNG
    record.expected, record.place, record.place_of_collapse = Answer.NO, Place.HOSPITAL, Place.HOME
    record.coroner, record.post_mortem, record.certificate = Answer.YES, Answer.YES, Answer.NO
    record.medical_examiner = Answer.NO
    record.suspected_cause = "Not known before the examination."
    record.told = [Told.CORONER, Told.POLICE, Told.SOCIAL_CARE, Told.GENERAL_PRACTICE]


def _tell_panel(story: Story, death: Death) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        record = _of(story, death)
        record.notified_at = timezone.now() - timedelta(minutes=30)
        record.national_at = timezone.now() - timedelta(minutes=20)
        services.change_death(by=by, death=record)
        sent_by = "Coordinator, child death overview panel" if record.is_held_here else "eCDOP"
        sent = NationalSubmission(
            form=NationalForm.NOTIFICATION, sent_on=timezone.localdate(), sent_by=sent_by, receipt="DEMO-N"
        )
        services.record_submission(by=by, death=record, submission=sent)

    return step


def _steps(story: Story, death: Death, met_at: datetime) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        record = _of(story, death)
        response = record.response
        response.attended_at = record.died_at + timedelta(hours=2, minutes=30)
        response.shared_at = record.died_at + timedelta(hours=9)
        response.visited_at = record.died_at + timedelta(hours=10)
        response.met_on = timezone.localdate(met_at)
        response.attendance = "Designated doctor\nPolice investigator\nSocial care team manager\nHealth visitor"
        response.protection = "Other children in the home were seen by the social worker the same day and are safe."
        response.learning = death.learned_at_once
        services.record_steps(by=by, response=response)

    return step


def _consider(story: Story, death: Death) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        services.consider_incident(by=by, death=_of(story, death), answer=death.considered, reason=death.reason)

    return step


def _carry_on(story: Story, death: Death) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        to = Route.NOTIFIER if death.considered == Answer.YES else Route.GROUP
        words = death.learned_at_once
        story.made[f"learning:{death.key}"] = services.carry_on(by=by, death=_of(story, death), to=to, words=words)

    return step


def _answer(story: Story, death: Death) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        services.answer_learning(by=by, learning=story.made[f"learning:{death.key}"], answer=death.what_follows)

    return step


def _find(story: Story, death: Death) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        finding = FindingRow(
            kind=FindingKind.IMPROVEMENT,
            title=death.finding,
            what="Both calls were answered within minutes. Neither adviser could see the other’s note.",
            why="The advice line and the general practice keep separate records, and neither looks at the other’s.",
            who_for="Advice lines and out-of-hours services",
        )
        record_finding(by=by, activity=_of(story, death).activity, finding=finding)

    return step
