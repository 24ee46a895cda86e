"""Other processes beside the demo's cases: asked after every notification, one not known, one watched, one ended."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from escp.deadlines.calendar import at_time
from escp.deadlines.queries import deadlines_of
from escp.partnership.models import Person
from home.demo.records.protection import writer_of
from home.demo.records.story import Story
from reviews import services
from reviews.choices import Answer
from reviews.lifecycle import PARALLEL_PROCESS
from reviews.models import EnquiryLine, FamilyContact, ImmediateAction, ParallelProcess
from reviews.processes import ProcessType

# Working days after awareness on which everybody has been asked.
ASKED_DAY = 6
NO_TO_ALL: dict[str, str] = {kind.value: Answer.NO.value for kind in ProcessType}
FOUND = {
    "lcspr": {"coroner": "yes", "criminal": "yes", "child_death": "yes"},
    "open": {"criminal": "yes", "sar": "not_known", "patient_safety": "not_known"},
    "published": {"family_court": "yes"},
}
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("Who knew that the injuries had been seen before?", {"our_local": "answers", "coroner": "shares"}),
    ("How did the child die?", {"coroner": "answers"}),
    ("Was the response in the first hours as it should be?", {"our_local": "answers", "child_death": "answers"}),
    ("What was the child’s day like in the last month?", {}),
)
WAITS_SINCE = timedelta(days=12)


def tell(story: Story, awareness: dict[str, date], asked: set[str]) -> None:
    """Add the steps, given the day of awareness of each incident, for those that were notified."""
    for key in sorted(asked):
        at = at_time(story.days.after(awareness[key], ASKED_DAY), time(11, 15))
        if at < story.days.now:
            story.then(at, writer_of(key), _answer(story, key))
    watched = at_time(story.days.after(awareness["lcspr"], 8), time(10, 40))
    story.then(watched, "officer", _describe(story))
    story.then(at_time(story.days.after(awareness["lcspr"], 60), time(15)), "officer", _end_the_trial(story))
    _do_at_once(story, awareness["lcspr"])
    story.then(_hold_at(story), "manager", _let_publication_wait(story))


def _answer(story: Story, key: str) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        record = _now(story, key)
        services.answer_processes(by=by, incident=record, answers=NO_TO_ALL | FOUND.get(key, {}))

    return step


def _describe(story: Story) -> Callable[[Person], None]:
    """The inquest is watched, the trial known; questions are shared out, and one person speaks with the family."""

    def step(by: Person) -> None:
        record = _now(story, "lcspr")
        inquest, trial = _process(story, "coroner"), _process(story, "criminal")
        opened_on = story.days.after(record.aware_at.date(), 4)
        inquest.lead_body, inquest.contact, inquest.their_reference = (
            "Coroner for the area",
            "Coroner’s officer",
            "INQ-7",
        )
        inquest.effects = ["publication", "interviews"]
        inquest.disclosure_agreement = "The protocol between the coroner and the partnership."
        inquest.not_to_disclose = "What the pathologist told the coroner, until the hearing."
        inquest.not_combined_reason = "An inquest answers who, when, where and how alone."
        inquest.dates = {"opened": opened_on.isoformat(), "hearing": story.days.ahead(70).isoformat()}
        services.write_process(by=by, process=inquest)
        PARALLEL_PROCESS.apply("watch", inquest, by=by, next_check_on=story.days.ahead(9))
        trial.lead_body, trial.effects = "Crown Prosecution Service", ["none"]
        trial.dates = {"charge": opened_on.isoformat()}
        services.write_process(by=by, process=trial)
        for question, covers in QUESTIONS:
            services.write_line(by=by, line=EnquiryLine(case=record.case, question=question, covers=covers))
        contact = FamilyContact(
            case=record.case,
            name="The bereavement nurse",
            agency="Health",
            since=opened_on,
            agreed_how="The parents asked for one person, and chose her at the first visit.",
        )
        services.agree_family_contact(by=by, contact=contact)

    return step


def _do_at_once(story: Story, aware_on: date) -> None:
    """One thing is done before any plan, and said to be done within its twenty working days."""
    done_on = story.days.after(aware_on, 26)

    def add(by: Person) -> None:
        action = ImmediateAction(
            review=_now(story, "rapid:lcspr"),
            what="Every clinic checks whether a baby with a bruise was seen by a doctor.",
            agency=story.people["health_partner"].agency,
        )
        story.made["at once"] = services.write_immediate_action(by=by, action=action)

    def finish(by: Person) -> None:
        outcome = "All clinics have checked; four babies were seen again."
        services.finish_immediate_action(by=by, action=_now(story, "at once"), done_on=done_on, outcome=outcome)

    story.then(at_time(story.days.after(aware_on, 14), time(12)), "manager", add)
    story.then(at_time(done_on, time(12)), "manager", finish)


def _end_the_trial(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        trial = _process(story, "criminal")
        on = story.days.after(_now(story, "lcspr").aware_at.date(), 60)
        PARALLEL_PROCESS.apply("conclude", trial, by=by, concluded_on=on, outcome="The charge was withdrawn.")

    return step


def _hold_at(story: Story) -> datetime:
    return at_time(story.days.ahead(-WAITS_SINCE.days), time(14, 30))


def _let_publication_wait(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        on = _hold_at(story).date()
        publication = deadlines_of(story.made["local:lcspr"]).get(clock="reviews.lcspr")
        services.hold(
            by=by,
            process=_process(story, "coroner"),
            deadline=publication,
            starts_on=on,
            reason="The coroner asked that nothing is published before the hearing.",
            decided_by_name="The three delegated partners",
            decided_on=on,
            panel_told_on=on,
        )

    return step


def _process(story: Story, kind: str) -> ParallelProcess:
    return ParallelProcess.objects.get(case=story.made["lcspr"].case, kind=kind)


def _now(story: Story, key: str) -> Any:
    record = story.made[key]
    record.refresh_from_db()
    return record
