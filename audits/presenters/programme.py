"""The page of a year’s programme: its audits in order, whether the PIG agreed it as it stands, and what was changed."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.choices import AUDITS_ASKED, AuditState
from audits.models import MultiAgencyAudit
from audits.presenters.multi_agency import COLOURS
from audits.programme_text import agreement_that_counts
from audits.queries.programme import agreements_of, ideas_for, programme_changes, programme_for
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.partnership.models.plan import year_name
from escp.ui.parts import Event


@dataclass(frozen=True)
class Line:
    """One audit of the programme as the page shows it."""

    audit: MultiAgencyAudit
    colour: str
    priorities: list[str]


def programme_page(person: Person, year: int) -> dict[str, Any]:
    """Return everything that the page of a year’s programme shows."""
    audits, changes, agreements = list(programme_for(person, year)), programme_changes(year), list(agreements_of(year))
    number = sum(audit.state != AuditState.CANCELLED for audit in audits)
    counts = agreement_that_counts(year)
    runs, agrees = person.may(Permission.RUN_AUDITS), person.may(Permission.AGREE_AUDITS)
    agree = f"{reverse('audits:programme-agree')}?year={year}"
    return {
        "title": f"Programme of multi-agency audits {year_name(year)}",
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "lines": [_line(audit) for audit in audits],
        "ideas": [_line(audit) for audit in ideas_for(person)],
        "count": _count(number),
        "count_warns": number not in AUDITS_ASKED,
        "agreed": counts,
        "agreement": _agreement(bool(counts), bool(agreements), number),
        "agree_url": agree if agrees and number and counts is None else "",
        "propose_url": reverse("audits:audit-new") if runs else "",
        "changes": [_change(change) for change in changes],
        "agreements": agreements,
    }


def _line(audit: MultiAgencyAudit) -> Line:
    return Line(audit, COLOURS.get(AuditState(audit.state), "grey"), [str(one) for one in audit.priorities.all()])


def _count(number: int) -> str:
    """Say how many audits the programme holds, and what the framework asks for."""
    planned = f"{number} audit{'' if number == 1 else 's'} in this programme"
    return f"{planned}: the framework asks for {AUDITS_ASKED[0]} to {AUDITS_ASKED[-1]} a year."


def _agreement(stands: bool, before: bool, number: int) -> str:
    """Say whether the PIG agreed the programme, in words; empty where it agreed it as it stands."""
    if stands or not number:
        return ""
    if before:
        return "The programme was changed since the Practice Improvement Group agreed it. It is to be agreed again."
    return "The Practice Improvement Group has not agreed this programme yet."


def _change(change: Any) -> Event:
    return Event(
        f"{change.get_step_display()}: {change.audit.reference}",
        change.changed_at,
        by=str(change.changed_by),
        text=f"{change.what}\nWhy: {change.why}",
        url=change.audit.get_absolute_url(),
    )
