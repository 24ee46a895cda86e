"""The groups in which the invented partnership meets: one of them cannot be quorate, and one chair has handed over."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from escp.deadlines.calendar import at_time
from escp.partnership.choices import AgencyKind, GroupKind, Part
from escp.partnership.models import Agency, Group, GroupMembership, Person
from escp.partnership.services import keep_group, load_groups, seat
from home.demo.people import AGENCIES
from home.demo.records.story import Story

# (group, person, agency, part, first day and last day in days before today)
SEATS = (
    (GroupKind.PIG, "pig_chair", "council", Part.CHAIR, 400, None),
    (GroupKind.PIG, "pig_health", "trust", Part.VICE_CHAIR, 400, None),
    (GroupKind.PIG, "health_partner", "icb", Part.MEMBER, 300, None),
    (GroupKind.PIG, "pig_police", "police", Part.MEMBER, 400, None),
    (GroupKind.PIG, "pig_schools", "schools", Part.MEMBER, 380, None),
    (GroupKind.PIG, "pig_voluntary", "voluntary", Part.MEMBER, 200, None),
    (GroupKind.PIG, "lapsed", "probation", Part.MEMBER, 400, 2),
    (GroupKind.PIG, "cdop", "child_death_panel", Part.ADVISER, 400, None),
    (GroupKind.PIG, "manager", "council", Part.ADVISER, 400, None),
    (GroupKind.EXECUTIVE, "police_partner", "police", Part.CHAIR, 400, 41),
    (GroupKind.EXECUTIVE, "police_partner", "police", Part.MEMBER, 40, None),
    (GroupKind.EXECUTIVE, "council_partner", "council", Part.CHAIR, 40, None),
    (GroupKind.EXECUTIVE, "health_partner", "icb", Part.VICE_CHAIR, 400, None),
    (GroupKind.EXECUTIVE, "scrutineer", "scrutiny", Part.ADVISER, 400, None),
    (GroupKind.CHILD_DEATH_PANEL, "cdop", "child_death_panel", Part.CHAIR, 400, None),
    (GroupKind.TASK_GROUP, "pig_health", "trust", Part.CHAIR, 30, None),
    (GroupKind.TASK_GROUP, "pig_schools", "schools", Part.MEMBER, 30, None),
    (GroupKind.TASK_GROUP, "officer", "council", Part.ADVISER, 30, None),
)
# No police sits in it, though they must be there: the page says so.
TASK_GROUP = {
    "name": "Neglect audit task group",
    "kind": GroupKind.TASK_GROUP,
    "purpose": "Plans and runs the year’s audit on neglect, and brings its report to the Practice Improvement Group.",
    "quorum_least": 3,
    "quorum_agencies": [AgencyKind.POLICE.value, AgencyKind.SCHOOLS.value],
}


def tell(story: Story) -> None:
    """Make the framework's groups and a task group, and give everybody a seat on their first day."""
    today = story.days.today
    begun, task = today - timedelta(days=401), today - timedelta(days=31)
    story.then(at_time(begun, time(9, 0)), "manager", _framework)
    story.then(at_time(task, time(9, 0)), "manager", _task_group)
    for minute, (kind, person, agency, part, first, last) in enumerate(SEATS):
        row = {"part": part, "starts_on": today - timedelta(days=first)}
        row["ends_on"] = None if last is None else today - timedelta(days=last)
        moment = at_time(row["starts_on"], time(9, 1 + minute))
        story.then(moment, "manager", _sits(story, kind, person, agency, row))


def _framework(by: Person) -> None:
    load_groups(by=by)


def _task_group(by: Person) -> None:
    keep_group(by=by, group=Group(**TASK_GROUP))


def _sits(story: Story, kind: str, person: str, agency: str, row: dict[str, Any]) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        why = "The chair goes round among the partners" if kind == GroupKind.EXECUTIVE else "Named by their agency"
        membership = GroupMembership(
            group=Group.objects.get(kind=kind),
            person=story.people[person],
            agency=Agency.objects.get(name=AGENCIES[agency][0]),
            reason=why,
            **row,
        )
        seat(by=by, membership=membership)

    return step
