"""The pages of what passes learning on in plain values: one of it, and the reach of all of it. No rule is here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.returns.choices import REPLIED, YesNo
from escp.returns.models import Return
from escp.returns.queries import merged, returns_for
from escp.ui.parts import Row
from escp.ui.words import date_in_words
from learning.choices import ShareState
from learning.models import Dissemination
from learning.sharing.lifecycle import SHARING
from learning.sharing.pulse_presenters import pulses_on
from learning.sharing.queries import agencies_of, receipts_of, shared_points
from learning.sharing.tables import SHARE_COLOURS

# So many columns stand side by side on paper and screen.
MOST_COLUMNS = 6
TURNS = {
    ShareState.DRAFT: "Waiting for the business unit to send it.",
    ShareState.SENT: "",
    ShareState.SUPERSEDED: "A correction has taken its place.",
}


@dataclass(frozen=True)
class Receipt:
    """What one agency said of what it was sent: a word with its colour, how many people, what changed."""

    word: str
    colour: str
    people: int | None = None
    note: str = ""

    @property
    def is_in(self) -> bool:
        return self.colour in ("green", "orange")


NOT_SENT = Receipt("Not sent to it", "grey")
MISSING = Receipt("No receipt yet", "yellow")


def receipt(asked: Return | None) -> Receipt:
    """Return what an agency said, in words; nothing of what it has not sent."""
    if asked is None:
        return NOT_SENT
    if asked.state not in REPLIED:
        return Receipt("Receipt overdue", "red") if asked.due_on < timezone.localdate() else MISSING
    answers = merged(asked.parts.all())
    if asked.is_nil or _answer(answers.get("cascade-done")) != YesNo.YES:
        return Receipt("Not passed on yet", "orange")
    changed = "Own training changed" if _answer(answers.get("effect-training")) == YesNo.YES else ""
    return Receipt("Passed on", "green", _number(answers.get("cascade-number")), changed)


def _answer(value: Any) -> str:
    return str((value or {}).get("answer", ""))


def _number(value: Any) -> int | None:
    words = str(value or "")
    return int(words) if words.isascii() and words.isdigit() else None


@dataclass(frozen=True)
class Line:
    """One agency that something went to."""

    name: str
    said: Receipt
    return_url: str


def shared_page(record: Dissemination, person: Person) -> dict[str, Any]:
    """Return the context of one thing that is shared. An agency sees its own line, and no learning point’s page."""
    learns = person.may(Permission.SEE_LEARNING)
    writes = person.may(Permission.RECORD_LEARNING)
    change = reverse("learning:shared-change", args=[record.reference]) if writes and record.is_draft else ""
    later = getattr(record, "correction", None)
    may_correct = writes and record.state == ShareState.SENT and later is None
    return {
        "record": record,
        "title": record.title,
        "caption": f"Shared learning {record.reference}",
        "state": record.get_state_display(),
        "state_colour": SHARE_COLOURS[ShareState(record.state)],
        "offers": SHARING.offers(record, person),
        "turn": TURNS[ShareState(record.state)],
        "facts": _facts(record, change),
        "words": record.words,
        "links": list(shared_points(record)),
        "learns": learns,
        "lines": _lines(record, person, learns),
        "corrects": record.corrects,
        "correction": later if later is not None and (writes or not later.is_draft) else None,
        "correct_url": reverse("learning:shared-correct", args=[record.reference]) if may_correct else "",
        "pulses": pulses_on(record, shows_link=writes) if learns else [],
        "moves": list(moves_of(record)),
    }


def _facts(record: Dissemination, change: str) -> list[Row]:
    def at(field: str) -> str:
        return f"{change}#id_{field}" if change else ""

    sent = f"{date_in_words(record.sent_on)}, by {record.sent_by}" if record.sent_on else "Not yet"
    return [
        Row("Passed on as", record.get_method_display(), url=at("method")),
        Row("Whom it is for", record.audience, url=at("audience")),
        Row("Who may read it", record.get_publication_display(), url=at("publication_0")),
        Row("Agencies", ", ".join(agency.name for agency in agencies_of(record)) or "None yet", url=at("agencies_0")),
        Row("Sent", sent),
    ]


def _lines(record: Dissemination, person: Person, learns: bool) -> list[Line]:
    """Return what each agency said of it: all for who takes part in learning, else one’s own."""
    if record.request_id is None:
        return []
    rows = receipts_of([record.request_id])
    opened = set(returns_for(person).filter(request=record.request_id).values_list("pk", flat=True))
    return [
        Line(one.agency.name, receipt(one), one.get_absolute_url() if one.pk in opened else "")
        for one in rows
        if learns or one.pk in opened
    ]


@dataclass(frozen=True)
class Column:
    """One thing that was shared, with what is missing of its reach in words."""

    reference: str
    title: str
    url: str
    sent: str
    carries: list[str]
    missing: str
    reached: str


@dataclass(frozen=True)
class AgencyLine:
    """An agency and what it said, in the order of the columns."""

    name: str
    cells: list[tuple[Column, Receipt]]


def reach_map(records: Iterable[Dissemination]) -> dict[str, Any]:
    """Return agencies beside what was shared: sent, receipt in, numbers, what is missing. Two queries."""
    records = list(records)
    requests = [record.request_id for record in records if record.request_id]
    asked: dict[Any, Return] = {(one.request_id, one.agency_id): one for one in receipts_of(requests)}
    agencies = {one.agency_id: one.agency for record in records for one in record.recipients.all()}
    agencies |= {one.agency_id: one.agency for one in asked.values()}
    said = {record.pk: {key: receipt(asked.get((record.request_id, key))) for key in agencies} for record in records}
    columns = {record.pk: _column(record, agencies, said[record.pk]) for record in records}
    lines = [
        AgencyLine(agency.name, [(columns[record.pk], said[record.pk][agency.pk]) for record in records])
        for agency in sorted(agencies.values(), key=lambda agency: (agency.name, agency.pk))
    ]
    return {"columns": list(columns.values()), "lines": lines}


def _column(record: Dissemination, agencies: dict[int, Any], said: dict[int, Receipt]) -> Column:
    missing = sorted(agencies[key].name for key, one in said.items() if one != NOT_SENT and not one.is_in)
    told = [one for one in said.values() if one != NOT_SENT]
    people = sum(one.people or 0 for one in told)
    return Column(
        record.reference,
        record.title,
        record.get_absolute_url(),
        date_in_words(record.sent_on) if record.sent_on else "",
        [one.learning_point.statement for one in record.points.all()],
        f"No receipt of {', '.join(missing)}." if missing else "Every receipt is in.",
        f"{sum(one.is_in for one in told)} of {len(told)} agencies answered; they passed it on to {people:,} people.",
    )
