"""The pack of the March meeting: who has sent what, what each agency learned, what they share, what was carried on."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone

from audits.choices import DAYS_OF_A_YEAR, MEETING, YearState
from audits.models import SingleAgencyAudit, SingleAgencyYear
from audits.presenters.single_agency import agency_lines, common_topics, who_has_not_submitted
from audits.queries.single_agency import answers_of, audits_in, carried_into, returns_in_year, years_for
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.partnership.models import Person
from escp.reports import kinds
from escp.reports.report import Report, write_as
from escp.reports.word import Heading, Piece, Table, Words
from escp.returns.choices import REPLIED
from escp.returns.models import Return
from escp.ui.words import date_in_words
from learning import plan_days
from learning.redaction.editions import WHOLE, edition_of

TITLE = "March meeting on single-agency audits"
NOT_RECORDED = "Nothing recorded."
PARTS = (
    ("What was good", "good"),
    ("What has to develop", "learning"),
    ("What changed, and what shows it", "impact"),
    ("Next steps", "next_steps"),
)
ANSWERS = (
    ("On the spotlight topics", "spotlight-what"),
    ("Support wanted from the partnership", "spotlight-help"),
)


def _year(person: Person, reference: str) -> SingleAgencyYear | None:
    row: SingleAgencyYear | None = years_for(person).filter(reference=reference).first()
    return row if row is not None and row.reached(YearState.ASKED) else None


def build(person: Person, *, reference: str, form: str, edition: str = WHOLE) -> kinds.File:
    """Make the pack as things stand now."""
    year = _year(person, reference)
    if year is None:
        raise LookupError("The pack is no longer open to this person.")
    report = Report(TITLE, reference, list(pieces(year)))
    return write_as(report, form, made_at=timezone.now(), made_for=person.full_name, pack=edition_of(edition))


def pieces(year: SingleAgencyYear) -> Iterator[Piece]:
    """Give the pack in the order in which the meeting goes."""
    returns, audits = returns_in_year(year), audits_in(year)
    yield Words(f"{year}. {_when(year)}")
    yield Heading("Spotlight topics")
    yield Words("\n".join(year.topics) or "No topic is in the spotlight this year.")
    yield Heading("Who has submitted")
    yield Words(who_has_not_submitted(year, returns))
    lines = agency_lines(year, returns, audits, runs=False)
    yield Table(("Agency", "Return", "Audits"), [(line.name, line.state, line.audits) for line in lines])
    yield Heading("What several agencies found")
    if topics := common_topics(audits):
        yield Table(("Topic", "Agencies", "Which"), [(topic, str(number), names) for topic, number, names in topics])
    else:
        yield Words("No topic is named by the audits of more than one agency.")
    yield from _agencies(returns, audits)
    yield Heading("Carried forward from earlier years")
    if steps := list(carried_into(year)):
        rows = [(str(one.audit.agency), one.words, one.became or "Nothing is said of it yet") for one in steps]
        yield Table(("Agency", "Next step", "What became of it"), rows)
    else:
        yield Words("Nothing was carried forward.")
    if year.discussion:
        yield Heading("Notes")
        yield Words(year.discussion)


def _when(year: SingleAgencyYear) -> str:
    if year.met_on:
        return f"The meeting was held on {date_in_words(year.met_on)}."
    day = plan_days.days(year.year, DAYS_OF_A_YEAR).get(MEETING)
    return f"The meeting is planned by {date_in_words(day.due_on)}." if day else ""


def _agencies(returns: list[Return], audits: list[SingleAgencyAudit]) -> Iterator[Piece]:
    """Give each agency: its audits in a table, what it says of them, its answers on the spotlight topics."""
    said = answers_of(returns)
    of_agency: dict[int, list[SingleAgencyAudit]] = {}
    for audit in audits:
        of_agency.setdefault(audit.agency_id, []).append(audit)
    asked = {one.agency_id: one for one in returns}
    names = {one.agency_id: one.agency.name for one in returns} | {one.agency_id: one.agency.name for one in audits}
    for key, name in sorted(names.items(), key=lambda pair: pair[1]):
        yield Heading(name)
        row = asked.get(key)
        yield from _agency(of_agency.get(key, []), row, said.get(row.pk, {}) if row else {})


def _agency(audits: list[SingleAgencyAudit], asked: Return | None, answers: dict[str, Any]) -> Iterator[Piece]:
    if asked is not None and asked.is_nil and asked.state in REPLIED:
        yield Words(f"It has nothing to tell: {asked.nil_reason}")
    if not audits:
        yield Words("No audit of this agency is shared this year.")
        return
    rows = [
        (audit.reference, audit.title, audit.period, _sample(audit), audit.method, audit.grades) for audit in audits
    ]
    yield Table(("Reference", "Audit", "Period", "Sample", "Method", "Grades"), rows)
    for label, name in PARTS:
        yield Heading(label, 2)
        yield Words(_once(getattr(audit, name) for audit in audits) or NOT_RECORDED)
    for label, key in ANSWERS:
        if words := str(answers.get(key) or "").strip():
            yield Heading(label, 2)
            yield Words(words)


def _sample(audit: SingleAgencyAudit) -> str:
    number = "" if audit.sample is None else f"{audit.sample}"
    return ", ".join(part for part in (number, audit.drawn) if part)


def _once(texts: Iterable[str]) -> str:
    """Return texts below one another, each once: what an agency says of its audits together stands with each."""
    return "\n\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def knows(person: Person, *, reference: str, form: str, edition: str = WHOLE) -> bool:
    """Say whether the pack is open to a person now."""
    return _year(person, reference) is not None


MARCH_PACK = kinds.PaperKind("audits.march-pack", TITLE, build, may=has(Permission.SEE_AUDITS), knows=knows)
