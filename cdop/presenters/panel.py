"""The pages of the panel in plain values. No rule lives here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action
from cdop.choices import PanelOutcome
from cdop.models import AcceptedWording, ChildDeath, PanelCase, PanelMeeting
from cdop.pack import left, month_of, named_by_meeting, to_settle
from cdop.queries.panel import (
    CameOf,
    cases_at,
    known_at,
    left_out_of,
    not_drafted_for,
    panel_clocks,
    panels_for,
    put_off,
    ready_for,
    to_agree_for,
    what_came_of,
    who_withdrew,
)
from cdop.reports.pack import left_out_in_words
from escp.access.permissions import Permission
from escp.deadlines.models import Deadline
from escp.partnership.models import Person
from escp.ui.parts import Row
from escp.ui.words import date_in_words, listed, moment_in_words
from learning.models import Finding

COLOURS = {PanelOutcome.REVIEWED: "green", PanelOutcome.DEFERRED: "orange", PanelOutcome.MORE_ASKED: "yellow"}
MOST_MEETINGS = 100


@dataclass(frozen=True)
class Ready:
    """A death that is ready for a panel: its category, how long it has waited, by when, how it was put off before."""

    death: ChildDeath
    month: str
    category: str
    waited: str
    due: str
    is_late: bool
    put_off: str


@dataclass(frozen=True)
class Line:
    """A death on the page of a meeting."""

    case: PanelCase
    facts: list[Row]
    outcome: str
    colour: str
    findings: list[Finding]
    actions: list[Action]
    more_actions: int
    urls: dict[str, str]


@dataclass(frozen=True)
class Checked:
    """A death on the page of a pack: what is still to be settled, what waits for a second person, what may stay."""

    case: PanelCase
    open: int
    waiting: int
    stays: list[AcceptedWording]
    settle_url: str
    agree_url: str

    @property
    def is_clean(self) -> bool:
        return not (self.open or self.waiting)


def panels_page(person: Person) -> dict[str, Any]:
    """Return the meetings of the panel, and the deaths that are ready for one."""
    today = timezone.localdate()
    meetings = list(panels_for(person)[:MOST_MEETINGS])
    runs = person.may(Permission.REVIEW_CHILD_DEATHS)
    ready = ready_lines(list(ready_for(person)))
    return {
        "title": "Child death panels",
        "marking": True,
        "ready": ready,
        "not_drafted": list(not_drafted_for(person)),
        "coming": [one for one in reversed(meetings) if one.held_on >= today and not one.called_off_because],
        "past": [one for one in meetings if one.held_on < today or one.called_off_because],
        "new_url": reverse("cdop:panel-new") if runs else "",
        "put_on_url": reverse("cdop:panel-put-on") if runs and ready else "",
    }


def ready_lines(deaths: Sequence[ChildDeath]) -> list[Ready]:
    """Return deaths that are ready, each with its clock and how the panel put it off before."""
    clocks, before = panel_clocks(deaths), put_off(deaths)
    return [_ready(death, clocks.get(death.reference), before.get(death.pk)) for death in deaths]


def _ready(death: ChildDeath, clock: Deadline | None, before: PanelCase | None) -> Ready:
    now, today = timezone.now(), timezone.localdate()
    weeks = (today - death.ready_on).days // 7 if death.ready_on else 0
    return Ready(
        death=death,
        month=month_of(death),
        category=_category(death),
        waited="Less than a week" if weeks < 1 else f"{weeks} week{'' if weeks == 1 else 's'}",
        due=date_in_words(clock.due_on) if clock else "Not set",
        is_late=bool(clock and clock.due_at < now),
        put_off=f"{before.get_outcome_display()}, {date_in_words(before.meeting.held_on)}" if before else "",
    )


def _category(death: ChildDeath) -> str:
    """Return the category of a death as it was drafted: by it those are found that fit a theme."""
    analysis = getattr(death, "analysis", None)
    return analysis.get_category_display() or "" if analysis else ""


def hints_of(lines: Iterable[Ready]) -> dict[str, str]:
    """Return what stands under each death where some are chosen."""
    return {line.death.reference: ". ".join(filter(None, _hints(line))) for line in lines}


def _hints(line: Ready) -> list[str]:
    age, waited = str(line.death.child.get_age_band_display()), f"Ready for {line.waited.lower()}"
    return [age, line.category, waited, line.put_off]


# A meeting


def panel_page(meeting: PanelMeeting, person: Person) -> dict[str, Any]:
    """Return the page of a meeting: each death that this person may know of, what was decided, what came of it."""
    cases = cases_at(person, meeting)
    withdrew, came = who_withdrew(cases), what_came_of(person, cases)
    runs = person.may(Permission.REVIEW_CHILD_DEATHS)
    decides = runs and not meeting.is_to_come and not meeting.called_off_because
    return {
        "marking": True,
        "record": meeting,
        "title": "Child death panel",
        "caption": " ".join(filter(None, [meeting.reference, meeting.theme])),
        "state": "Does not take place" if meeting.called_off_because else "To come" if meeting.is_to_come else "",
        "facts": _facts(meeting),
        "left_out": left_out_in_words(left_out_of(person, meeting)),
        "lines": [
            _line(one, withdrew.get(one.death.case_id, []), came[one.death.activity_id], person, runs, decides)
            for one in cases
        ],
        "urls": _urls(meeting, runs, decides, bool(cases)),
        "pack_url": reverse("cdop:panel-pack", args=[meeting.reference]),
    }


def _urls(meeting: PanelMeeting, runs: bool, decides: bool, has_cases: bool) -> dict[str, str]:
    at = [meeting.reference]
    return {
        "change": reverse("cdop:panel-change", args=at) if runs else "",
        "attendance": reverse("cdop:panel-attendance", args=at) if decides else "",
        "put_on": reverse("cdop:panel-put-on") if runs and not meeting.called_off_because else "",
        "order": reverse("cdop:panel-order", args=at) if runs and has_cases else "",
    }


def _facts(meeting: PanelMeeting) -> list[Row]:
    rows = [Row("Day", date_in_words(meeting.held_on))]
    texts = (
        ("Theme", meeting.theme),
        ("Chair", meeting.chair),
        ("Place", meeting.place),
        ("Why it does not take place", meeting.called_off_because),
        ("Members who were there", "\n".join(str(one) for one in meeting.present.all())),
        ("Who else took part", meeting.others),
        ("Quorum", meeting.quorum),
    )
    return rows + [Row(key, text) for key, text in texts if text]


def _line(case: PanelCase, withdrew: list[str], came: CameOf, person: Person, runs: bool, decides: bool) -> Line:
    death = case.death
    told = ""
    if case.feedback_on:
        told = f"{case.feedback}\n{case.feedback_by}, {date_in_words(case.feedback_on)}"
    texts = (
        ("Age group", str(death.child.get_age_band_display())),
        ("Month of death", month_of(death)),
        ("Withdrew", listed([*withdrew, *filter(None, [case.withdrew])]) if withdrew or case.withdrew else ""),
        ("Why, or what is asked", case.reason),
        ("What was decided", case.decided),
        ("What was learned", case.learning),
        ("Recorded", f"{moment_in_words(case.decided_at)} by {case.decided_by}" if case.decided_at else ""),
        ("What the family is told", told),
    )
    return Line(
        case=case,
        facts=[Row(key, text) for key, text in texts if text],
        outcome=case.get_outcome_display() or "Not decided yet",
        colour=COLOURS.get(PanelOutcome(case.outcome), "grey") if case.outcome else "blue",
        findings=list(death.activity.findings.all()),
        actions=came.seen,
        more_actions=came.more,
        urls=_line_urls(case, person, runs, decides),
    )


def _line_urls(case: PanelCase, person: Person, runs: bool, decides: bool) -> dict[str, str]:
    at = [case.meeting.reference, case.reference]
    records = person.may(Permission.RECORD_LEARNING)
    return {
        "decide": reverse("cdop:panel-decide", args=at) if decides else "",
        "feedback": reverse("cdop:panel-feedback", args=at) if decides and case.outcome else "",
        "conflict": reverse("cdop:panel-conflict", args=at) if runs else "",
        "finding": reverse("learning:finding-new", args=[case.reference]) if records else "",
    }


# Its pack


def pack_page(meeting: PanelMeeting, person: Person) -> dict[str, Any]:
    """Return the page of a meeting’s pack: what the check found in each death that this person may know of."""
    cases, known = cases_at(person, meeting), known_at(meeting)
    runs = person.may(Permission.REVIEW_CHILD_DEATHS)
    named = named_by_meeting(meeting, known)
    checked = [_checked(one, known, person, runs) for one in cases]
    return {
        "marking": True,
        "meeting": meeting,
        "title": "Pack for the panel",
        "caption": " ".join(filter(None, [meeting.reference, meeting.theme])),
        "left_out": left_out_in_words(left_out_of(person, meeting)),
        "named": listed([f"“{words}”" for words in named]) if named else "",
        "change_url": reverse("cdop:panel-change", args=[meeting.reference]) if runs else "",
        "checked": checked,
        "may_leave": bool(checked) and not named and all(one.is_clean for one in checked),
    }


def _checked(case: PanelCase, known: Any, person: Person, runs: bool) -> Checked:
    at = [case.meeting.reference, case.reference]
    open_now = len(to_settle(case, known))
    waiting = len(left(case, known)) - open_now
    return Checked(
        case=case,
        open=open_now,
        waiting=waiting,
        stays=[one for one in case.accepted.all() if one.agreed_at],
        settle_url=reverse("cdop:panel-found", args=at) if runs and open_now else "",
        agree_url=reverse("cdop:panel-agree", args=at) if runs and to_agree_for(person, case) else "",
    )
