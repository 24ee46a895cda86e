"""The pages of single-agency audits: one audit, the year in which they are shared, and what was looked at already."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from audits.choices import DAYS_OF_A_YEAR, YearState
from audits.lifecycle import SINGLE_AGENCY_YEAR
from audits.models import CarriedStep, SingleAgencyAudit, SingleAgencyYear
from audits.queries.looked_at import Looked
from audits.queries.single_agency import (
    audits_in,
    carried_into,
    returns_in_year,
    single_audits_changed_by,
)
from escp.access.permissions import Permission
from escp.deadlines.queries import deadlines_of, sent_about
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.partnership.models.plan import year_name
from escp.returns.choices import REPLIED, ReturnState
from escp.returns.models import Return
from escp.ui.parts import Row
from escp.ui.words import date_in_words, listed
from learning import plan_days
from learning.likeness import topic_name, topics_in
from learning.plan_days import PlanDay
from learning.queries import findings_of
from learning.records import LETTERS_SHOWN
from learning.walk import thread_from

State = YearState
COLOURS = {State.PLANNED: "grey", State.ASKED: "yellow", State.MET: "blue", State.CLOSED: "green"}
TURNS = {
    State.PLANNED: "Waiting for the business unit to ask the agencies.",
    State.ASKED: "Waiting for the agencies’ returns, and for the March meeting.",
    State.MET: "Waiting for the themes of the meeting.",
}
RETURN_COLOURS = {
    ReturnState.SENT: "blue",
    ReturnState.ACCEPTED: "green",
    ReturnState.WAIVED: "grey",
    ReturnState.CHANGES_REQUESTED: "orange",
}
MOST_TOPICS = 5


def single_audit_page(audit: SingleAgencyAudit, person: Person) -> dict[str, Any]:
    """Return the context of one audit’s page."""
    mine = single_audits_changed_by(person).filter(pk=audit.pk).exists()
    change = reverse("audits:single-agency-audit-change", args=[audit.reference]) if mine else ""
    records = person.may(Permission.RECORD_LEARNING)
    return {
        "record": audit,
        "audit": audit,
        "title": audit.title,
        "caption": f"Single-agency audit {audit.reference}",
        "facts": _facts(audit, change),
        "said": _said(audit, change),
        "change_url": change,
        "thread": thread_from(person, audit.activity),
        "findings": list(findings_of(audit.activity)),
        "new_finding_url": reverse("learning:finding-new", args=[audit.reference]) if records else "",
    }


def _facts(audit: SingleAgencyAudit, change: str) -> list[Row]:
    def asked(label: str, value: Any, name: str) -> Row:
        return Row(label, value or "Not said", f"{change}#id_{name}" if change else "")

    rows = [
        Row("Agency", audit.agency.name),
        Row("Finished", date_in_words(audit.finished_on)),
        asked("Period looked at", audit.period, "period"),
        asked("Cases looked at", str(audit.sample) if audit.sample is not None else "", "sample"),
        asked("How they were drawn", audit.drawn, "drawn"),
        asked("Method", audit.method, "method"),
        asked("Carried out by", audit.get_by_whom_display(), "by_whom"),
        asked("Spread of grades", audit.grades, "grades"),
        Row("Topics", topics_of(audit) or "None that the words name"),
    ]
    if audit.year is not None:
        rows.append(Row("Shared in", year_name(audit.year.year), audit.year.get_absolute_url(), "Open"))
    return rows


def topics_of(audit: SingleAgencyAudit) -> str:
    """Return what an audit is about: in the words that were given, then the topics that its texts name."""
    named = [topic_name(topic) for topic in topics_in(audit.title, audit.topics, audit.learning, audit.good)]
    return "\n".join(part for part in (audit.topics, ", ".join(named[:MOST_TOPICS])) if part)


def _said(audit: SingleAgencyAudit, change: str) -> list[Row]:
    rows = [
        Row(label, getattr(audit, name) or "Nothing recorded", f"{change}#id_{name}" if change else "")
        for label, name in (
            ("What was good", "good"),
            ("What has to develop", "learning"),
            ("What changed, and what shows it", "impact"),
            ("Next steps", "next_steps"),
        )
    ]
    step = CarriedStep.objects.filter(audit=audit).select_related("year").first()
    if step is not None:
        words = step.became or "Nothing is said of it yet"
        rows.append(Row(f"What became of it, asked in {year_name(step.year.year)}", words))
    return rows


@dataclass(frozen=True)
class DayLine:
    """A day of the year: by when, and where it is moved."""

    label: str
    day: str
    note: str
    url: str
    move_url: str


@dataclass(frozen=True)
class AgencyLine:
    """An agency in a year: how far its return is, and how many audits of it are shared."""

    name: str
    state: str
    colour: str
    url: str
    audits: str
    note: str


@dataclass(frozen=True)
class StepLine:
    """A next step of an earlier year, and what became of it."""

    words: str
    audit: str
    audit_url: str
    agency: str
    became: str
    url: str


def year_page(year: SingleAgencyYear, person: Person) -> dict[str, Any]:
    """Return the context of a year’s page."""
    runs = person.may(Permission.RUN_AUDITS)
    returns, audits, steps = returns_in_year(year), audits_in(year), list(carried_into(year))
    args = [year.reference]
    return {
        "record": year,
        "year": year,
        "title": str(year),
        "caption": year.reference,
        "state": year.get_state_display(),
        "state_colour": COLOURS[State(year.state)],
        "offers": SINGLE_AGENCY_YEAR.offers(year, person),
        "turn": TURNS.get(State(year.state), ""),
        "deadlines": list(deadlines_of(year)),
        "moves": list(moves_of(year)),
        "mails": list(sent_about(year)[:LETTERS_SHOWN]),
        "facts": _year_facts(year, runs),
        "days": [_day(year, day, runs) for day in plan_days.days(year.year, DAYS_OF_A_YEAR).values()],
        "not_in": who_has_not_submitted(year, returns),
        "lines": agency_lines(year, returns, audits, runs),
        "audits": audits,
        "topics": common_topics(audits),
        "steps": [_step(step, runs) for step in steps],
        "change_url": reverse("audits:single-agency-year-change", args=args) if runs and not year.asked_on else "",
        "notes_url": (
            reverse("audits:single-agency-notes", args=args) if runs and year.state in (State.ASKED, State.MET) else ""
        ),
        "pack_url": (
            reverse("audits:march-pack", args=args)
            if person.may(Permission.SEE_AUDITS) and year.reached(State.ASKED)
            else ""
        ),
    }


def _year_facts(year: SingleAgencyYear, runs: bool) -> list[Row]:
    rows = [Row("Spotlight topics", "\n".join(year.topics) or "None")]
    if year.request is not None and runs:
        rows.append(Row("Request", str(year.request), year.request.get_absolute_url(), "Open"))
    for label, day in (
        ("Agencies asked", year.asked_on),
        ("Papers went out", year.papers_on),
        ("Meeting held", year.met_on),
        ("Themes agreed", year.closed_on),
    ):
        if day:
            rows.append(Row(label, date_in_words(day)))
    if year.themes:
        rows.append(Row("Themes", year.themes))
    return rows


def _day(year: SingleAgencyYear, day: PlanDay, runs: bool) -> DayLine:
    moves = runs and day.in_plan and day.is_open
    if not day.in_plan:
        note = "By its rule: the year plan does not hold it."
    else:
        note = f"Moved: {day.moved_because}" if day.moved_because else ""
    return DayLine(
        label=day.label,
        day=date_in_words(day.due_on),
        note=note,
        url=day.url,
        move_url=reverse("audits:single-agency-day", args=[year.reference, day.key]) if moves else "",
    )


def who_has_not_submitted(year: SingleAgencyYear, returns: list[Return]) -> str:
    """Return in a sentence who has sent nothing yet."""
    if not year.reached(State.ASKED):
        return "The agencies are not asked yet."
    missing = [one.agency.name for one in returns if one.state not in (*REPLIED, ReturnState.WAIVED)]
    if not missing:
        return "Every agency that is asked has sent its return."
    return f"{listed(missing)} {'has' if len(missing) == 1 else 'have'} not sent a return yet."


def agency_lines(
    year: SingleAgencyYear, returns: list[Return], audits: list[SingleAgencyAudit], runs: bool
) -> list[AgencyLine]:
    """Return a line for each agency that takes part, by name."""
    number = Counter(audit.agency_id for audit in audits)
    if not returns:
        return [
            AgencyLine(agency.name, "Not asked yet", "grey", "", str(number[agency.pk] or "None"), "")
            for agency in year.agencies.order_by("name")
        ]
    return [
        AgencyLine(
            name=one.agency.name,
            state=str(ReturnState(one.state).label),
            colour=RETURN_COLOURS.get(ReturnState(one.state), "yellow"),
            url=one.get_absolute_url() if runs else "",
            audits=str(number[one.agency_id] or "None"),
            note=f"Nothing to tell: {one.nil_reason}" if one.is_nil and one.state in REPLIED else "",
        )
        for one in returns
    ]


def common_topics(audits: list[SingleAgencyAudit]) -> list[tuple[str, int, str]]:
    """Return the topics that audits of two agencies or more touch on: topic, how many agencies, which."""
    agencies: dict[str, dict[str, None]] = {}
    for audit in audits:
        for topic in topics_in(audit.title, audit.topics, audit.learning):
            agencies.setdefault(topic, {})[audit.agency.short_name] = None
    shared = [(topic_name(topic), len(names), ", ".join(names)) for topic, names in agencies.items() if len(names) > 1]
    return sorted(shared, key=lambda row: (-row[1], row[0]))


def _step(step: CarriedStep, runs: bool) -> StepLine:
    offers = runs and step.settled_on is None
    return StepLine(
        words=step.words,
        audit=str(step.audit),
        audit_url=step.audit.get_absolute_url(),
        agency=step.audit.agency.name,
        became=step.became,
        url=reverse("audits:single-agency-step", args=[step.year.reference, step.pk]) if offers else "",
    )


@dataclass(frozen=True)
class LookedLine:
    """An audit that was found: what kind, by whom, when, and what it said."""

    kind: str
    words: str
    url: str
    who: str
    when: date
    said: str


def looked_line(found: Looked) -> LookedLine:
    """Return a found audit as the page lists it."""
    audit = found.audit
    single = isinstance(audit, SingleAgencyAudit)
    said = (audit.learning or audit.good) if single else audit.why_now
    return LookedLine(
        kind=found.kind,
        words=str(audit),
        url=audit.get_absolute_url(),
        who=audit.agency.name if single else audit.lead.name,
        when=audit.activity.happened_on,
        said=said[:300],
    )
