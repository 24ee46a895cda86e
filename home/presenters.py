"""My week in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from escp.access.permissions import Permission
from escp.deadlines.banners import full_date
from escp.deadlines.calendar import end_of
from escp.deadlines.decisions import Decision, decisions_for
from escp.deadlines.models import Deadline
from escp.deadlines.queries import Part, Week
from escp.partnership.models import Person
from escp.returns.queries.reaching import without_recipient
from escp.ui.parts import Stage
from escp.ui.words import time_in_words
from home.meetings.queries import meetings_to_attend
from home.queries import as_lateness_to_explain, my_week_of, numbers_of_the_cycle
from learning.policies import READS_REPORTS

# As many as stand on one printed side beside everything else.
MOST_DECISIONS = 8
MOST_MEETINGS = 3


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
        ),
        Report(
            "Meetings",
            reverse("home:meetings"),
            "Meetings of your groups: agenda, papers, who was there, minutes.",
        ),
        Report(
            "Groups",
            reverse("partnership:groups"),
            "The Practice Improvement Group, the executive and others: who sits there, and when a meeting counts.",
        ),
        Report(
            "Work out a date",
            reverse("deadlines:work-out"),
            "When a clock ends that starts on a day of your choice, with the working.",
        ),
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
                "Thread health",
                reverse("learning:health"),
                "Where the golden thread is broken, by kind, each one step from its cure.",
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
    if any(person.may(one) for one in READS_REPORTS):
        words = "The annual report: what was done in a year, what difference it made, and what it still lacks."
        reports.append(Report("Yearly reports", reverse("learning:yearly-reports"), words))
    if sees_the_cycle(person):
        words = "What sits at each stage, how long it has been there, and what is stuck."
        reports.append(Report("The cycle of learning", reverse("home:cycle"), words))
    if person.may(Permission.SEE_LEARNING):
        words = "What every review recommends, word for word, and what became of it."
        reports.append(Report("Recommendations", reverse("actionplans:recommendations"), words))
    if person.may(Permission.ANSWER_FOR_AGENCY) or person.may(Permission.ASK_AGENCIES):
        reports.append(
            Report("Asked of us", reverse("returns:door"), "Everything that the partnership asks of your agency.")
        )
    if person.may(Permission.ASK_AGENCIES):
        words = "What agencies are asked for, who has replied, and what they said."
        reports.append(Report("Requests to agencies", reverse("returns:requests"), words))
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
    if person.may(Permission.PLAN_THE_YEAR):
        words = "What is open, what was decided and why, who is to be written to, what comes next: one paper."
        reports.append(Report("Hand over to a new manager", reverse("home:handover"), words))
    if person.may(Permission.BUILD_QUESTIONNAIRES) or person.may(Permission.ASK_AGENCIES):
        words = "What agencies are asked: written here, in versions that stay as they were answered."
        reports.append(Report("Questionnaires", reverse("returns:questionnaires"), words))
    if person.may(Permission.KEEP_WORD_TEMPLATE):
        words = "The letters, colours and logo in which publications are given out for editing."
        reports.append(Report("Word template", reverse("learning:word-template"), words))
    if person.may(Permission.READ_ACCESS_LOG):
        reports.append(Report("Access log", reverse("home:access-log"), "Who opened which record, when, and why."))
    if person.may(Permission.MANAGE_ACCOUNTS):
        words = "Agencies, people and their roles, the Business Plan, bank holidays."
        reports.append(Report("Accounts and reference data", reverse("admin:index"), words))
    return reports


def sees_the_cycle(person: Person) -> bool:
    """Say whether a person sees the cycle of learning as a whole: what was learned, and every action."""
    return person.may(Permission.SEE_LEARNING) and person.may(Permission.SEE_ALL_ACTIONS)


def cycle_strip(person: Person) -> list[Stage]:
    """Return the six stages of the cycle with what waits at each, for those who see the whole of it."""
    if not sees_the_cycle(person):
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


@dataclass(frozen=True)
class Item:
    """One line of My week: where it leads, what it is, and when, in words."""

    url: str
    text: str
    when: str
    late: bool = False
    reference: str = ""


@dataclass(frozen=True)
class Section:
    """A part of My week: its first lines, how many more there are, and where all of them stand."""

    heading: str
    items: list[Item]
    more: str = ""
    url: str = ""


def my_week_page(person: Person) -> dict[str, Any]:
    """Return everything that My week shows."""
    now = timezone.now()
    week = my_week_of(person)
    waiting, silent, unexplained = (week.beside[name] for name in ("waiting", "silent", "lateness"))
    # What is late without a reason came with the week: it is not asked for again.
    decisions = decisions_for(person, without="lateness") + [as_lateness_to_explain(late) for late in unexplained]
    to_decide = len(decisions) + unexplained.more
    return {
        "title": "My week",
        "today": timezone.localdate(now),
        "greeting": greeting(week, to_decide),
        "silent": _section("Reminders that reach nobody", [silent], now, "state=any", owing=True),
        "unread": _unread(person),
        "doors": doors_for(person),
        "now": _section("Today and late", [week.late, week.today], now, "whose=mine"),
        "this_week": _section("This week", [week.this_week], now, "whose=mine"),
        "later": _section("Later", [week.later], now, "whose=mine"),
        "paused": _section("Paused", [week.paused], now, "whose=mine&state=paused"),
        "decisions": _decided(decisions, to_decide),
        "principals": [
            _section(f"For {one}, whose deputy you are", [part], now, "whose=stood_in_for")
            for one, part in week.principals
        ],
        "meetings": _meetings(person),
        "waiting": _section("Waiting for others", [waiting], now, "whose=others", owing=True),
        "all": f"All {counted(week.total, 'deadline')} that you owe" if week.more else "",
        "cycle": cycle_strip(person),
    }


def _unread(person: Person) -> Section:
    """Return what agencies are asked for and nobody there is told of. For the unit."""
    asked = list(without_recipient(person)[: MOST_DECISIONS + 1])
    items = [
        Item(one.get_absolute_url(), f"{one.reference}: {one.agency}", f"by {full_date(one.due_on)}") for one in asked
    ]
    more = "And more" if len(items) > MOST_DECISIONS else ""
    return Section("Requests that reach nobody", items[:MOST_DECISIONS], more, reverse("returns:requests"))


def _meetings(person: Person) -> Section:
    """Return the next meetings of the groups in which a person sits."""
    coming = list(meetings_to_attend(person)[: MOST_MEETINGS + 1])
    items = [
        Item(
            one.get_absolute_url(),
            f"{one.group}:",
            f"{full_date(one.held_on)}, {time_in_words(one.begins)}",
            reference=one.reference,
        )
        for one in coming[:MOST_MEETINGS]
    ]
    more = "All meetings" if len(coming) > MOST_MEETINGS else ""
    return Section("Meetings", items, more, reverse("home:meetings"))


def doors_for(person: Person) -> list[tuple[str, str]]:
    """Return where asking and answering begin, for those who ask or answer."""
    asks, answers = person.may(Permission.ASK_AGENCIES), person.may(Permission.ANSWER_FOR_AGENCY)
    doors = [("Asked of us", reverse("returns:door"))] if answers else []
    return [*doors, ("Requests to agencies", reverse("returns:requests"))] if asks else doors


def _section(heading: str, parts: list[Part], now: datetime, query: str, *, owing: bool = False) -> Section:
    items = [_item(deadline, now, owing=owing) for part in parts for deadline in part]
    more = sum(part.more for part in parts)
    return Section(heading, items, f"And {more} more" if more else "", f"{reverse('deadlines:deadlines')}?{query}")


def _item(deadline: Deadline, now: datetime, *, owing: bool) -> Item:
    late = deadline.is_open and deadline.due_at < now
    who = f", {deadline.owing}" if owing else ""
    url = reverse("home:reference", args=[deadline.reference])
    return Item(url, f"{deadline.label}:", f"{_when(deadline, now, late=late)}{who}", late, deadline.reference)


def _when(deadline: Deadline, now: datetime, *, late: bool) -> str:
    """Return "was due Friday 6 March 2026", "today", "today by 4pm" or "by Friday 6 March 2026"."""
    day = full_date(deadline.due_on)
    if deadline.is_paused:
        return f"stands still; it was due {day}"
    hour = "" if deadline.due_at == end_of(deadline.due_on) else time_in_words(deadline.due_at)
    if late:
        return f"was due {day}{f' at {hour}' if hour else ''}"
    if deadline.due_on == timezone.localdate(now):
        return f"today{f' by {hour}' if hour else ''}"
    return f"by {f'{hour} on ' if hour else ''}{day}"


def _decided(decisions: list[Decision], total: int) -> Section:
    items = [Item(decision.url, f"{decision.reference}: {decision.title}", decision.ask) for decision in decisions]
    shown = items[:MOST_DECISIONS]
    more = total - len(shown)
    return Section("Needs your decision", shown, f"And {more} more" if more else "")


def greeting(week: Week, to_decide: int) -> str:
    """Return the sentence that heads the page: what must be done by the end of this week."""
    parts = []
    if week.due:
        parts.append(f"{counted(week.due, 'thing')} to do this week")
    if to_decide:
        parts.append(f"{counted(to_decide, 'decision')} to make")
    if not parts:
        return "Nothing is due this week."
    late = f" {week.late.total:,} {'is' if week.late.total == 1 else 'are'} late." if week.late.total else ""
    return f"You have {' and '.join(parts)}.{late}"


def counted(number: int, noun: str) -> str:
    """Return `1 thing` or `1,200 things`."""
    return f"{number:,} {noun if number == 1 else noun + 's'}"
