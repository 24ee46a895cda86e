"""My week in words."""

from dataclasses import dataclass

from django.urls import reverse

from actionplans.choices import ActionState
from escp.access.permissions import Permission
from escp.deadlines.queries import Week
from escp.partnership.models import Person
from escp.ui.parts import Stage
from home.queries import Decision, numbers_of_the_cycle


@dataclass(frozen=True)
class Report:
    """One report: where it is and what it answers."""

    label: str
    url: str
    what: str


def reports_for(person: Person) -> list[Report]:
    """Return the reports that a person may open."""
    reports = [
        Report(
            "Year plan",
            reverse("home:year-plan"),
            "April to March on one page: every fixed point of the framework, what is done and what is late.",
        )
    ]
    if person.may(Permission.SEE_LEARNING) or person.may(Permission.SEE_FINISHED_REVIEWS):
        reports += [
            Report(
                "Activities",
                reverse("learning:activities"),
                "Every way of learning in one list, by kind, stage and agency.",
            ),
            Report(
                "Findings", reverse("learning:findings"), "What was found, and whether anything was learned from it."
            ),
            Report(
                "The Three Themes",
                reverse("learning:themes"),
                "What the partnership gives its attention to, and what it rests on.",
            ),
        ]
    if person.may(Permission.SEE_ALL_ACTIONS) or person.may(Permission.SEE_OWN_AGENCY_ACTIONS):
        reports.append(
            Report(
                "Actions and impact",
                reverse("actionplans:actions"),
                "Who does what by when, and what difference it made.",
            )
        )
    reports.append(Report("Calendar", reverse("deadlines:calendar"), "What you owe, on its day, one month at a time."))
    reports.append(
        Report(
            "Clocks and their rules",
            reverse("deadlines:clocks"),
            "Every duty with a time limit: who says so, how long it runs, who is reminded, and what changed.",
        )
    )
    if person.may(Permission.SEE_COMPLIANCE):
        words = "How many statutory duties were met in time, and why the others were late."
        reports.append(Report("How statutory deadlines were kept", reverse("home:compliance"), words))
    if person.may(Permission.READ_ACCESS_LOG):
        reports.append(Report("Access log", reverse("home:access-log"), "Who opened which record, when, and why."))
    if person.may(Permission.MANAGE_ACCOUNTS):
        words = "Agencies, people and their roles, the Business Plan, bank holidays."
        reports.append(Report("Accounts and reference data", reverse("admin:index"), words))
    return reports


def cycle_strip(person: Person) -> list[Stage]:
    """Return the six stages of the cycle with what waits at each, for those who see the whole of it."""
    if not (person.may(Permission.SEE_LEARNING) and person.may(Permission.SEE_ALL_ACTIONS)):
        return []
    numbers = numbers_of_the_cycle(person)
    activities, findings = reverse("learning:activities"), reverse("learning:findings")
    themes, tracker = reverse("learning:themes"), reverse("actionplans:actions")
    return [
        Stage("Identify", numbers["identify"], "activities under way", f"{activities}?stage=under_way"),
        Stage("Extract", numbers["extract"], "findings not yet learned from", f"{findings}?learned=no"),
        Stage("Agree", numbers["agree"], "learning points to agree", themes),
        Stage("Act", numbers[ActionState.IN_PROGRESS], "actions under way", f"{tracker}?state=in_progress"),
        Stage(
            "Show impact",
            numbers[ActionState.COMPLETE_PENDING_IMPACT],
            "delivered, impact to be shown",
            f"{tracker}?state=complete_pending_impact",
        ),
        Stage("Close", numbers[ActionState.CLOSED], "closed with evidence", f"{tracker}?state=closed"),
    ]


def greeting(week: Week, decisions: list[Decision]) -> str:
    """Return the sentence that heads the page: what must be done by the end of this week."""
    due = len(week.late) + len(week.today) + len(week.this_week)
    parts = []
    if due:
        parts.append(f"{due} {'thing' if due == 1 else 'things'} to do this week")
    if decisions:
        parts.append(f"{len(decisions)} {'decision' if len(decisions) == 1 else 'decisions'} to make")
    if not parts:
        return "Nothing is due this week."
    late = f" {len(week.late)} {'is' if len(week.late) == 1 else 'are'} late." if week.late else ""
    return f"You have {' and '.join(parts)}.{late}"
