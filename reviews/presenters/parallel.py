"""The pages of other processes beside a case, in plain values: what is known, what waits, what is asked twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Row
from escp.ui.words import date_in_words, listed, moment_in_words
from reviews.bands import Picture, Strip, picture
from reviews.lifecycle import PARALLEL_PROCESS
from reviews.models import EnquiryLine, Hold, LocalReview, ParallelProcess, RapidReview, SeriousIncident
from reviews.processes import GOES_ON, PROCESSES, Covers, Effect, ProcessState, ProcessType
from reviews.queries.parallel import (
    OwnReviews,
    contact_of,
    enquiry_lines_for,
    holds_of,
    incident_of,
    lasting_holds,
    not_known,
    own_reviews,
    processes_of,
)

RAPID, LOCAL = "our_rapid", "our_local"
COLOURS = {
    ProcessState.NOT_CHECKED: "yellow",
    ProcessState.EXISTS: "blue",
    ProcessState.MONITORING: "blue",
    ProcessState.CONCLUDED: "green",
}


@dataclass(frozen=True)
class ProcessLine:
    """One type on the page of a case: its state, who said so, what it means, and its dates."""

    label: str
    state: str
    colour: str
    said: str
    lead: str
    dates: tuple[str, ...]
    effects: tuple[str, ...]
    next_check_on: date | None
    url: str


def _line(incident: SeriousIncident, kind: ProcessType, row: ParallelProcess | None) -> ProcessLine:
    if row is None:
        return ProcessLine(kind.label, "Not asked yet", "yellow", "", PROCESSES[kind].lead, (), (), None, "")
    said = f"{row.get_answer_display()}, {row.answered_by}, {moment_in_words(row.answered_at)}"
    return ProcessLine(
        row.title,
        row.get_state_display(),
        COLOURS.get(ProcessState(row.state), "grey"),
        said,
        row.lead_body or PROCESSES[kind].lead,
        tuple(f"{label}: {date_in_words(day)}" for day, label in row.days),
        tuple(_effects(row)),
        row.next_check_on if row.state in GOES_ON else None,
        reverse("reviews:parallel-process", args=[incident.reference, row.kind]),
    )


def _effects(row: ParallelProcess) -> list[str]:
    return [Effect(one).label for one in row.effects if one in Effect.values]


def columns_of(found: Iterable[ParallelProcess], own: OwnReviews) -> list[tuple[str, str]]:
    """Return the columns of the matrix: our own reviews, then each process that is there."""
    ours = [(RAPID, "Rapid review")] if own.rapid else []
    ours += [(LOCAL, "Local review")] if own.local else []
    return [*ours, *((row.kind, row.title) for row in found if row.is_there)]


@dataclass(frozen=True)
class MatrixLine:
    """One question, what each process does about it, and what is wrong with that, in words."""

    line: EnquiryLine
    cells: tuple[tuple[str, str], ...]
    trouble: str
    url: str


@dataclass(frozen=True)
class Matrix:
    """Which process answers which question of the terms of reference."""

    columns: tuple[str, ...]
    lines: tuple[MatrixLine, ...]
    spared: int

    @property
    def troubles(self) -> int:
        return sum(bool(line.trouble) for line in self.lines)


def matrix(lines: Sequence[EnquiryLine], columns: Sequence[tuple[str, str]], reference: str) -> Matrix:
    """Return the matrix. `spared` counts the questions that another process answers, so that ours need not ask."""
    drawn, spared = [], 0
    for line in lines:
        answering = [(key, label) for key, label in columns if line.covers.get(key) == Covers.ANSWERS]
        spared += bool(answering) and not any(key in (RAPID, LOCAL) for key, _ in answering)
        drawn.append(
            MatrixLine(
                line,
                tuple((label, Covers(line.covers.get(key, Covers.NO)).label) for key, label in columns),
                _trouble([label for _, label in answering]),
                reverse("reviews:parallel-question", args=[reference, line.pk]),
            )
        )
    return Matrix(tuple(label for _, label in columns), tuple(drawn), spared)


def _trouble(answering: list[str]) -> str:
    if not answering:
        return "Gap: no process answers this."
    if len(answering) > 1:
        return f"Done twice: {listed(answering)} each answer this. Agree which one does."
    return ""


def _strips(own: OwnReviews, found: dict[str, ParallelProcess]) -> list[Strip]:
    return [*_our_strips(own), *(_their_strip(row) for row in found.values() if row.is_there)]


def _our_strips(own: OwnReviews) -> list[Strip]:
    strips = [_incident_strip(own.incident)]
    if own.rapid:
        strips.append(_rapid_strip(own.rapid))
    if own.local:
        strips.append(_local_strip(own.local))
    return strips


def _incident_strip(incident: SeriousIncident) -> Strip:
    aware_on = timezone.localdate(incident.aware_at)
    told_on = timezone.localdate(incident.notified_at) if incident.notified_at else None
    ended_on = told_on or (None if incident.is_open else incident.decided_on or aware_on)
    marks = [(aware_on, "Local authority aware"), (told_on, "National Panel notified")]
    return Strip(
        "Serious incident", aware_on, ended_on, tuple((day, words) for day, words in marks if day), pattern="solid"
    )


def _rapid_strip(review: RapidReview) -> Strip:
    sent_on = timezone.localdate(review.sent_at) if review.sent_at else None
    marks = [
        (review.meeting_on, "Meeting"),
        (review.signed_off_on, "Signed off"),
        (sent_on, "Sent to the National Panel"),
        (review.panel_replied_on, "The Panel replied"),
    ]
    ended_on = review.panel_replied_on or sent_on or review.withdrawal_acknowledged_on
    return Strip(
        "Rapid review",
        timezone.localdate(review.notified_at),
        ended_on,
        tuple((day, words) for day, words in marks if day),
        pattern="solid",
    )


def _local_strip(review: LocalReview) -> Strip:
    return Strip(
        "Local review", review.decided_on, review.finished_on, ((review.decided_on, "Decided"),), pattern="solid"
    )


def _their_strip(row: ParallelProcess) -> Strip:
    days = row.days
    first = days[0][0] if days else None
    delays = {Effect.INTERVIEWS, Effect.PUBLICATION} & set(row.effects)
    ends = max(row.concluded_on, first) if row.concluded_on and first else None
    return Strip(row.title, first, ends, tuple(days), pattern="stripes" if delays else "plain")


@dataclass(frozen=True)
class HoldLine:
    """What waits or waited for another process, in a sentence."""

    said: str
    lasts: bool
    url: str


def _hold_line(incident: SeriousIncident, held: Hold) -> HoldLine:
    until = f"to {date_in_words(held.ended_on)}" if held.ended_on else "and still waits"
    said = (
        f"{held.label} ({held.review.reference}) waits for: {held.process.title}. From "
        f"{date_in_words(held.starts_on)} {until}. {held.reason} Decision: {held.decided_by_name}, "
        f"{date_in_words(held.decided_on)}; the National Panel told {date_in_words(held.panel_told_on)}."
    )
    url = reverse("reviews:parallel-release", args=[incident.reference, held.pk])
    return HoldLine(said, held.ended_on is None, url)


def parallel_page(incident: SeriousIncident, person: Person) -> dict[str, Any]:
    """Return all other processes of a case on one page."""
    found, own = processes_of(incident.case), own_reviews(person, incident)
    lines = list(enquiry_lines_for(person).filter(case=incident.case, is_out=False))
    unknown = not_known(found.values())
    drawing: Picture | None = picture("All processes of this case", _strips(own, found), timezone.localdate())
    return {
        "marking": True,
        "title": "Other processes beside the case",
        "caption": incident.reference,
        "incident": incident,
        "writes": person.may(Permission.CONSIDER_INCIDENTS),
        "holds_may_change": person.may(Permission.RUN_REVIEWS),
        "unknown": [kind.label for kind in unknown],
        "lines": [_line(incident, kind, found.get(kind)) for kind in ProcessType],
        "drawings": [("wide", drawing.wide), ("narrow", drawing.narrow)] if drawing else [],
        "drawing": drawing,
        "waits": waits_in_words(found.values()),
        "matrix": matrix(lines, columns_of(found.values(), own), incident.reference),
        "contact": contact_of(incident.case),
        "holds": [_hold_line(incident, held) for held in holds_of(incident.case)],
    }


def waits_in_words(found: Iterable[ParallelProcess]) -> list[str]:
    """Say what waits for which process that goes on."""
    going = [row for row in found if row.state in GOES_ON]
    said = []
    for effect, words in (
        (Effect.INTERVIEWS, "Interviews with practitioners wait for"),
        (Effect.PUBLICATION, "Publication waits for"),
    ):
        names = [row.title for row in going if effect in row.effects]
        if names:
            said.append(f"{words}: {listed(names)}.")
    return said


@dataclass(frozen=True)
class ParallelSoFar:
    """What the page of a review says of other processes: how many there are, what is not known, what waits."""

    url: str
    there: tuple[str, ...]
    unknown: int
    waits: tuple[str, ...]


def parallel_so_far(person: Person, record: Any) -> ParallelSoFar | None:
    """Return what a record's page says of the processes beside its case; None where the person may not know."""
    incident = record if isinstance(record, SeriousIncident) else incident_of(person, getattr(record, "case", None))
    if incident is None:
        return None
    found = processes_of(incident.case)
    return ParallelSoFar(
        reverse("reviews:parallel", args=[incident.reference]),
        tuple(row.title for row in found.values() if row.state in GOES_ON),
        len(not_known(found.values())),
        tuple(waits_in_words(found.values())),
    )


def process_page(incident: SeriousIncident, process: ParallelProcess, person: Person) -> dict[str, Any]:
    """Return the page of one process."""
    writes = process.is_there and person.may(Permission.CONSIDER_INCIDENTS)
    change = reverse("reviews:parallel-change", args=[incident.reference, process.kind]) if writes else ""

    def fact(key: str, value: Any, name: str = "") -> Row:
        return Row(key, value or "Not recorded", url=f"{change}#id_{name}" if change and name else "")

    reply_by = process.reply_by
    facts = [
        fact("Answered", f"{process.answered_by}, {moment_in_words(process.answered_at)}"),
        fact("Held when", process.facts.when),
        *([fact("Name", process.facts.names_note)] if process.facts.names_note else []),
    ]
    if process.is_there:
        facts += [
            fact("Lead body", process.lead_body or f"Usually: {process.facts.lead}", "lead_body"),
            fact("Contact", process.contact, "contact"),
            fact("Its reference", process.their_reference, "their_reference"),
            fact("For our review", listed(_effects(process)) if process.effects else "", "effects_0"),
            fact("Leads, as agreed", process.agreed_lead, "agreed_lead"),
            fact("May be shared", process.disclosure_agreement, "disclosure_agreement"),
            fact("May not be disclosed", process.not_to_disclose, "not_to_disclose"),
            fact("Why not combined", process.not_combined_reason, "not_combined_reason"),
            fact(
                "Ask again on",
                date_in_words(process.next_check_on) if process.next_check_on else "",
                "next_check_on_day",
            ),
            *(fact(label, date_in_words(day)) for day, label in process.days),
            *([fact("That report is to be answered by", date_in_words(reply_by))] if reply_by else []),
        ]
    if process.concluded_on:
        facts.append(fact("Ended", f"{date_in_words(process.concluded_on)}: {process.outcome}"))
    holds = [_hold_line(incident, held) for held in holds_of(incident.case).filter(process=process)]
    may_hold = process.state in GOES_ON and person.may(Permission.RUN_REVIEWS)
    return {
        "marking": True,
        "title": process.title,
        "caption": f"{incident.reference}, {process.reference}",
        "state": process.get_state_display(),
        "state_colour": COLOURS.get(ProcessState(process.state), "grey"),
        "record": process,
        "incident": incident,
        "offers": PARALLEL_PROCESS.offers(process, person),
        "moves": list(moves_of(process)),
        "deadlines": list(deadlines_of(process)),
        "facts": facts,
        "change_url": change,
        "hold_url": reverse("reviews:parallel-hold", args=[incident.reference, process.kind]) if may_hold else "",
        "holds": holds,
        "holds_may_change": person.may(Permission.RUN_REVIEWS),
    }


@dataclass(frozen=True)
class RadarLine:
    """One case of the radar: each type in a word, and what is not known and what waits in words."""

    incident: SeriousIncident
    url: str
    cells: tuple[tuple[str, str], ...]
    unknown: int
    waits: tuple[str, ...]


RADAR_WORDS = {
    ProcessState.NOT_CHECKED: "Not known",
    ProcessState.NONE: "No",
    ProcessState.EXISTS: "Yes",
    ProcessState.MONITORING: "Watched",
    ProcessState.CONCLUDED: "Ended",
}


def radar_page(incidents: Sequence[SeriousIncident]) -> dict[str, Any]:
    """Return every open case by every type of process."""
    lines = [_radar_line(incident) for incident in incidents]
    unknown = sum(bool(line.unknown) for line in lines)
    return {
        "marking": True,
        "title": "Other processes beside open cases",
        "columns": [PROCESSES[kind].short for kind in ProcessType],
        "lines": lines,
        "unknown": unknown,
        "waiting": sum(bool(line.waits) for line in lines),
    }


def _radar_line(incident: SeriousIncident) -> RadarLine:
    rows = {row.kind: row for row in incident.case.parallel_processes.all()}
    cells = tuple(
        (
            PROCESSES[kind].short,
            RADAR_WORDS[ProcessState(rows[kind].state)] if kind in rows else "Not asked",
        )
        for kind in ProcessType
    )
    held = [f"{one.label} is on hold." for row in rows.values() for one in lasting_holds(row)]
    return RadarLine(
        incident,
        reverse("reviews:parallel", args=[incident.reference]),
        cells,
        len(not_known(rows.values())),
        (*waits_in_words(rows.values()), *held),
    )
