"""The clocks of other processes beside a case: asking whether there are any, and how each one stands."""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import (
    Clock,
    Days,
    Level,
    Months,
    Owed,
    WorkingDays,
    after_due,
    before_due,
    ladder,
    register,
)
from reviews.clocks.incident import OWN_LOCAL_TARGET
from reviews.models import ParallelCheck, ParallelProcess
from reviews.processes import FUTURE_DEATHS, FUTURE_DEATHS_REPLY
from reviews.queries.parallel import goes_on, parallel_checks_for, processes_for

ASK = "Ask whether other processes run beside the case"


def _is_owed(check: ParallelCheck) -> bool:
    """Nothing more is asked once all that is done about the case has ended."""
    return check.held_on is not None or goes_on(check.incident.case)


def _is_there(process: ParallelProcess) -> bool:
    return process.is_there


CHECK_PARALLEL = register(
    Clock(
        key="reviews.parallel-check",
        label="Other processes asked about",
        ask=ASK,
        started_by="The notification was sent to the National Panel",
        length=WorkingDays(5),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        model="reviews.ParallelCheck",
        starts="opens_on",
        stops="held_on",
        applies=lambda check: check.is_first and _is_owed(check),
        owed_by=Owed(RoleKey.BUSINESS_OFFICER),
        remind=(before_due(0),),
        escalate=ladder(unit=after_due(1)),
        visible=parallel_checks_for,
        case="incident.case",
        reference="incident.reference",
    )
)

RECHECK_PARALLEL = register(
    Clock(
        key="reviews.parallel-recheck",
        label="What was not known asked again",
        ask=ASK,
        started_by="It was asked last, and something was not known",
        length=Months(1),
        authority=f"{OWN_LOCAL_TARGET}: monthly while something is not known",
        level=Level.LOCAL,
        model="reviews.ParallelCheck",
        starts="opens_on",
        stops="held_on",
        applies=lambda check: not check.is_first and _is_owed(check),
        owed_by=Owed(RoleKey.BUSINESS_OFFICER),
        remind=(before_due(0, "d"),),
        escalate=ladder(unit=after_due(1, "d")),
        visible=parallel_checks_for,
        case="incident.case",
        reference="incident.reference",
    )
)

ASK_HOW_IT_STANDS = register(
    Clock(
        key="reviews.parallel-next",
        label="How a parallel process stands",
        ask="Ask how the parallel process stands",
        started_by="It was found that there is such a process",
        due_field="next_check_on",
        authority=f"{OWN_LOCAL_TARGET}: the day that was set when it was asked last",
        level=Level.LOCAL,
        model="reviews.ParallelProcess",
        starts="answered_at",
        stops="concluded_on",
        applies=_is_there,
        owed_by=Owed(RoleKey.BUSINESS_OFFICER),
        remind=(before_due(0),),
        escalate=ladder(unit=after_due(1)),
        visible=processes_for,
        case="case",
    )
)


# Coroners (Investigations) Regulations 2013, regulation 29: whoever gets the report answers it within 56 days.
REPLY_TO_CORONER = register(
    Clock(
        key="reviews.coroner-reply",
        label="Reply to the coroner’s report",
        ask="See that the coroner’s report to prevent future deaths is answered",
        started_by="The coroner made a report to prevent future deaths",
        length=Days(56),
        authority="Coroners (Investigations) Regulations 2013, regulation 29",
        level=Level.STATUTE,
        model="reviews.ParallelProcess",
        starts=lambda process: process.day(FUTURE_DEATHS),
        stops=lambda process: process.day(FUTURE_DEATHS_REPLY),
        applies=_is_there,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(28, "d"), before_due(14, "d"), before_due(7, "d"), before_due(0, "d")),
        escalate=ladder(delegated=before_due(7, "d"), lead=after_due(1, "d")),
        visible=processes_for,
        case="case",
    )
)
