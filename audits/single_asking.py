"""What agencies are asked for in January: their single-agency audits of the year, signed by somebody senior."""

from typing import Any

from audits.choices import YearState
from audits.models import SingleAgencyYear
from audits.queries.single_agency import KIND, years_for
from audits.services.single_agency import returns_due_on, take_in
from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.returns.choices import ReturnState
from escp.returns.kinds import RequestKind
from escp.returns.models import Return


def why_year_closed(year: SingleAgencyYear) -> str:
    """Return why a year takes no more returns, in words; empty while it does."""
    if year.state == YearState.ASKED:
        return ""
    return f"{year} take no returns: the year is now “{year.get_state_display()}”. Ring the business unit."


SINGLE_AGENCY = RequestKind(
    key=KIND,
    label="Single-agency audits of the year",
    questionnaire="single-agency-audits",
    about="audits.SingleAgencyYear",
    visible=years_for,
    due=returns_due_on,
    closed=why_year_closed,
    level=Level.LOCAL,
    authority="Learning and Improvement Framework, part A: audits are shared in March; the day is a proposal",
    remind=(before_due(30), before_due(10), before_due(3)),
    escalate=ladder(agency_lead=after_due(1), delegated=after_due(3)),
)


def return_saved(sender: type, instance: Return, raw: bool = False, **kwargs: Any) -> None:
    """Make entries of the register from a return of this kind as soon as it is accepted."""
    if raw or instance.state != ReturnState.ACCEPTED or instance.request.kind != KIND or instance.settled_by is None:
        return
    take_in(by=instance.settled_by, asked=instance)
