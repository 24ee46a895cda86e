"""Writes about other processes beside a case. Each is one transaction."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.deadlines import services as deadlines
from escp.deadlines.choices import Level
from escp.deadlines.models import Deadline
from escp.deadlines.queries import deadlines_of
from escp.deadlines.registry import CLOCKS
from escp.partnership.models import Person
from escp.ui.words import date_in_words
from reviews.choices import Answer
from reviews.models import (
    EnquiryLine,
    FamilyContact,
    Hold,
    LocalReview,
    ParallelCheck,
    ParallelProcess,
    SeriousIncident,
)
from reviews.processes import Effect, ProcessState
from reviews.queries.parallel import goes_on, not_known, processes_of
from reviews.queries.parallel import open_parallel_check as open_check_of

PUBLICATION = "reviews.lcspr"
ASKED_ANEW = [ProcessState.NOT_CHECKED, ProcessState.NONE, ProcessState.EXISTS]


@transaction.atomic
def answer_processes(*, by: Person, incident: SeriousIncident, answers: Mapping[str, str]) -> SeriousIncident:
    """Keep whether there is each type of process. What is not known is asked again a month later.

    A process that is watched or has ended is left alone: its own page says how it goes on.
    """
    found = processes_of(incident.case)
    for kind, answer in answers.items():
        row = found.get(kind) or ParallelProcess(case=incident.case, kind=kind)
        if row.state in ASKED_ANEW:
            _answer(row, by, answer)
    _asked(incident, by)
    return incident


def _answer(row: ParallelProcess, by: Person, answer: str) -> None:
    from reviews.lifecycle.parallel import PARALLEL_PROCESS

    stood = row.answer
    if row.pk is None or (answer == Answer.NOT_KNOWN and row.state == ProcessState.NOT_CHECKED):
        row.answered_by, row.answered_at = by, timezone.now()
        row.save()
    if answer == stood:
        return
    if answer == Answer.NOT_KNOWN:
        said = row.get_answer_display().lower()
        raise ValidationError({row.kind: f"It was answered “{said}” before: answer yes or no."})
    PARALLEL_PROCESS.apply("find_one" if answer == Answer.YES else "find_none", row, by=by)


def _asked(incident: SeriousIncident, by: Person) -> None:
    """Close the asking that was owed, and open the next while something is not known."""
    if check := open_check_of(incident):
        check.held_on, check.held_by = max(timezone.localdate(), check.opens_on), by
        check.save()
    unknown = not_known(processes_of(incident.case).values())
    if incident.notified_at and unknown and goes_on(incident.case):
        ParallelCheck.objects.create(incident=incident, is_first=False, opens_on=timezone.localdate())


@transaction.atomic
def open_parallel_check(*, by: Person, incident: SeriousIncident) -> ParallelCheck:
    """Ask, from the notification on, whether there are other processes. Done at once where all is known already."""
    opens_on = timezone.localdate(incident.notified_at)
    known = not not_known(processes_of(incident.case).values())
    done = {"held_on": opens_on, "held_by": by} if known else {}
    return ParallelCheck.objects.create(incident=incident, is_first=True, opens_on=opens_on, **done)


@transaction.atomic
def write_process(*, by: Person, process: ParallelProcess) -> ParallelProcess:
    """Save what is known of a process. Raises ValidationError where nobody has said that there is one."""
    if not process.is_there:
        raise ValidationError("Record first that there is such a process.")
    process.save()
    return process


@transaction.atomic
def write_line(*, by: Person, line: EnquiryLine) -> EnquiryLine:
    """Save a question of the terms of reference and what each process does about it."""
    line.save()
    return line


@transaction.atomic
def agree_family_contact(*, by: Person, contact: FamilyContact) -> FamilyContact:
    """Save who speaks with the family for every process. Earlier contacts stay in the history."""
    contact.save()
    return contact


# Holds: one way, which refuses what policy does not allow


def why_not_hold(process: ParallelProcess, deadline: Deadline) -> str:
    """Return why a clock does not wait for this process, or nothing."""
    if process.state not in (ProcessState.EXISTS, ProcessState.MONITORING):
        return "Nothing waits for a process that is not there, or has ended."
    clock = CLOCKS.get(deadline.clock)
    if clock is None or process.facts.ground not in clock.pauses:
        never = "never waits" if deadline.kept_rule.level != Level.LOCAL else "does not wait"
        return (
            f"“{deadline.label}” {never} for another process. Only the publication of a local review and the "
            "partnership’s own targets of that review may, with notice to the National Panel."
        )
    if deadline.clock == PUBLICATION and Effect.PUBLICATION not in process.effects:
        return "Record first that publication waits for this process, among what it means for our review."
    return deadlines.why_not_pause(deadline)


@transaction.atomic
def hold(
    *,
    by: Person,
    process: ParallelProcess,
    deadline: Deadline,
    starts_on: date,
    reason: str,
    decided_by_name: str,
    decided_on: date,
    panel_told_on: date,
) -> Hold:
    """Let a clock wait for another process from a day on.

    Raises ValidationError for every clock that policy does not let wait: the five and the fifteen working days never.
    """
    if refusal := why_not_hold(process, deadline):
        raise ValidationError({"deadline": refusal})
    if panel_told_on < decided_on:
        raise ValidationError({"panel_told_on": "The Panel cannot have been told before it was decided."})
    authority = f"{decided_by_name}, {date_in_words(decided_on)}"
    deadlines.pause(
        by=by,
        deadline=deadline,
        starts_on=starts_on,
        ground=process.facts.ground,
        authority=authority,
        reason=reason,
        told_on=panel_told_on,
    )
    return Hold.objects.create(
        process=process,
        review=cast(LocalReview, deadline.record),
        clock=deadline.clock,
        label=deadline.label,
        starts_on=starts_on,
        reason=reason,
        decided_by_name=decided_by_name,
        decided_on=decided_on,
        panel_told_on=panel_told_on,
        recorded_by=by,
    )


@transaction.atomic
def release(*, by: Person, held: Hold, ended_on: date) -> Hold:
    """Let a clock run again. One that was restarted on its own page meanwhile is only noted as ended here."""
    if held.ended_on is not None:
        raise ValidationError("It runs again already.")
    if not held.starts_on <= ended_on <= timezone.localdate():
        since = date_in_words(held.starts_on)
        raise ValidationError(
            {"ended_on": f"It waits since {since}. Enter that day or a later one, today at the latest."}
        )
    deadline = deadlines_of(held.review).get(clock=held.clock)
    if deadline.is_paused:
        deadlines.restart(by=by, deadline=deadline, ends_on=ended_on)
    held.ended_on, held.ended_by = ended_on, by
    held.save()
    return held
