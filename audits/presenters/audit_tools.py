"""The audit tools of an audit as a page: case by case, what each agency returned, and what was marked as urgent."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.choices import FlagStanding
from audits.models import CaseTool, MultiAgencyAudit, UrgentFlag
from audits.presenters.multi_agency import viewer_of
from audits.queries.audit_tools import flags_of, reads_returns, tools_of
from escp.partnership.models import Person
from escp.returns.choices import REPLIED, ReturnState
from escp.returns.models import Return
from escp.ui.words import date_in_words

COLOURS = {
    ReturnState.ASKED: "grey",
    ReturnState.SEEN: "grey",
    ReturnState.STARTED: "yellow",
    ReturnState.SENT: "green",
    ReturnState.CHANGES_REQUESTED: "yellow",
    ReturnState.ACCEPTED: "green",
    ReturnState.WAIVED: "grey",
}


FLAG_COLOURS = {FlagStanding.OPEN: "red", FlagStanding.ACKNOWLEDGED: "yellow", FlagStanding.RESOLVED: "green"}
# What comes next, and where.
FLAG_STEPS = {
    FlagStanding.OPEN: ("audits:flag", "Record what was done"),
    FlagStanding.ACKNOWLEDGED: ("audits:flag-resolved", "Record how it was resolved"),
}


@dataclass(frozen=True)
class Line:
    """One return of a case: which agency, who there, how far it is. Without a `url` the reader may not open it."""

    asked: Return
    who: str
    state: str
    colour: str
    url: str


@dataclass(frozen=True)
class Group:
    """One case with its returns."""

    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Flag:
    """One urgent flag, how far it is, and where it is acknowledged or resolved."""

    flag: UrgentFlag
    title: str
    state: str
    colour: str
    url: str
    step: str


def tools_page(audit: MultiAgencyAudit, person: Person) -> dict[str, Any]:
    """Return the context of the page of audit tools."""
    opens, runs = reads_returns(person), viewer_of(person).runs
    tools = tools_of(audit)
    returns = [asked for tool in tools for asked in tool.request.returns.all()]
    counted = [asked for asked in returns if asked.state != ReturnState.WAIVED]
    replied = sum(asked.state in REPLIED for asked in counted)
    due = f", due by {date_in_words(audit.tools_due_on)}" if audit.tools_due_on else ""
    return {
        "marking": True,
        "audit": audit,
        "title": "Audit tools and returns",
        "caption": f"{audit.reference} {audit.title}",
        "count": f"{replied} of {len(counted)} returns are in{due}." if counted else "",
        "groups": [_group(tool, opens) for tool in tools],
        "flags": [_flag(flag, runs) for flag in flags_of(audit)],
    }


def _group(tool: CaseTool, opens: bool) -> Group:
    lines = [
        Line(
            asked,
            str(asked.person or "Whoever contributes for the agency"),
            asked.get_state_display(),
            COLOURS[ReturnState(asked.state)],
            asked.get_absolute_url() if opens else "",
        )
        for asked in tool.request.returns.all()
    ]
    return Group(tool.case.pseudonym, lines)


def _flag(flag: UrgentFlag, runs: bool) -> Flag:
    title = f"{flag.tool.case}, {flag.of.agency}"
    name, step = FLAG_STEPS.get(flag.standing, ("", ""))
    url = reverse(name, args=[flag.audit.reference, flag.pk]) if runs and name else ""
    return Flag(flag, title, flag.standing.label, FLAG_COLOURS[flag.standing], url, step)
