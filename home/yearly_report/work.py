"""What the report says of the partnership's work: priorities, audits, self-assessments, training, actions, the plan."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from escp.reports.small_numbers import SMALLEST_WHOLE, may_be_shown
from home.yearly_report import queries
from home.yearly_report.words import MOST, claim, count, figure, span
from learning.choices import EvaluationTime, FindingKind
from learning.gathering import Gathered

Parts = Iterator[tuple[str, Gathered]]


def arrangements(since: date, until: date) -> Parts:
    """Give the groups in which the partnership meets."""
    for group in queries.groups_in_force((since, until)):
        yield "arrangements", Gathered(f"Group {group.pk}", group.name, group.purpose, group.get_absolute_url())


def priorities(since: date, until: date) -> Parts:
    """Give each priority with what was done under it, and the priorities and audits of the year to come."""
    days, actions = (since, until), reverse("actionplans:actions")
    for one in queries.under_priorities(since.year, days):
        done = (
            f"{count(one.delivered, 'action', 'actions')} delivered, {one.closed} closed with evidence of a change; "
            f"{count(one.audited, 'audit', 'audits')} agreed."
        )
        if not (one.delivered or one.closed or one.audited):
            done = "no evidence recorded."
        how = f"Actions and audits that name the priority, {span(since, until)}."
        yield "priorities", figure(f"priority-{one.number}", one.title, f"{one.title}: {done}", how, actions)
    for coming in queries.priorities_of(since.year + 1):
        how = "The Business Plan of the year to come."
        words = f"Priority {coming.number}: {coming.title}."
        yield "forward", figure(f"next-{coming.number}", coming.title, words, how, actions)
    for audit in queries.audits_planned(since.year + 1):
        yield "forward", claim(audit, f"Audit: {audit.title}", audit.why_now)


def audits(since: date, until: date) -> Parts:
    """Give how many audits there were, and what each multi-agency audit found."""
    days = (since, until)
    agreed, single = list(queries.audits_agreed(days)), queries.single_audits_finished(days)
    if agreed:
        words = f"{count(len(agreed), 'multi-agency audit was', 'multi-agency audits were')} completed."
        how = f"Audits whose report the Practice Improvement Group agreed, {span(since, until)}."
        yield "audits", figure("audits", "Multi-agency audits", words, how, reverse("audits:audits"))
    if single:
        words = f"{count(single, 'single-agency audit was', 'single-agency audits were')} finished and shared."
        how = f"Audits in the register that were finished, {span(since, until)}."
        yield "audits", figure("single", "Single-agency audits", words, how, reverse("audits:single-agency-audits"))
    found = queries.found_by(audit.activity_id for audit in agreed)
    for audit in agreed:
        lines = [
            f"{'Works well' if one.kind == FindingKind.STRENGTH else 'To improve'}: {one.title}"
            for one in found.get(audit.activity_id, [])
        ]
        yield "audits", claim(audit, audit.title, "\n".join(lines) or audit.why_now)


def assessments(since: date, until: date) -> Parts:
    """Give the rounds of self-assessments by agencies and by schools whose grades were agreed."""
    for cycle in queries.assessments_agreed((since, until)):
        took_part = count(
            cycle.body_count, "agency or school assessed itself", "agencies or schools assessed themselves"
        )
        gaps = f"{count(cycle.gap_count, 'standard was', 'standards were')} not fully in place."
        yield "assessments", claim(cycle, f"{cycle.get_kind_display()}: {cycle.title}", f"{took_part}. {gaps}")


def training(since: date, until: date) -> Parts:
    """Give the events with who came, what people said that they change, and the policies that were changed."""
    days, events = (since, until), reverse("learning:events")
    held = list(queries.events_held(days))
    if held:
        came = sum(one.people for one in held)
        words = f"{count(len(held), 'event was', 'events were')} held; {count(came, 'person', 'people')} came."
        how = f"Events that were held and attendance by agency, {span(since, until)}."
        yield "training", figure("events", "Events", words, how, events)
    for time, what in ((EvaluationTime.AFTER, "will change"), (EvaluationTime.LATER, "have changed")):
        agree, answered = queries.said_of_events(days, time)
        if answered >= SMALLEST_WHOLE and may_be_shown(agree, [answered]):
            words = f"{round(100 * agree / answered)}% of {answered} who answered say that they {what} something."
            how = f"Answers without a name to “I {what} something in my practice”, {span(since, until)}."
            yield "training", figure(f"evaluation-{time}", f"They {what} something", words, how, events)
    for one in queries.policies_made(days):
        yield "training", claim(one, one.title, one.changed)


def actions(since: date, until: date) -> Parts:
    """Give how many actions were delivered, each that was closed with what shows that it helped, and the late."""
    days, url = (since, until), reverse("actionplans:actions")
    closed, delivered = list(queries.actions_closed(days)), queries.actions_delivered(days)
    if delivered:
        words = f"{count(delivered, 'action was', 'actions were')} delivered, {len(closed)} closed with evidence."
        how = f"Actions by the day of delivery and of closing, {span(since, until)}; evidence of level E3 or E4."
        yield "actions", figure("actions", "Actions", words, how, url)
    shown = queries.evidence_of(closed)
    for one in closed:
        yield "actions", claim(one, one.title, "\n".join(shown[one.pk]))
    on = min(until, timezone.localdate())
    late = list(queries.actions_late(on))
    if late:
        words = f"{count(len(late), 'action was', 'actions were')} past the day on which it should have been done."
        how = f"Actions that were still owed at the end of {on:%B %Y}."
        yield "little_progress", figure("late", "Actions that are late", words, how, f"{url}?overdue=yes")
    for one in late[:MOST]:
        yield "little_progress", claim(one, one.title, one.desired_outcome)
