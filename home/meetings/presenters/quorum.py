"""Who may come to a meeting, and what the group's own rule says of those who are there."""

from collections.abc import Iterable

from django.db.models import QuerySet

from escp.partnership.models import Group, Person
from escp.partnership.presenters import Meeting as WhoMayCome
from escp.partnership.presenters import meeting_of, rule_of
from escp.partnership.queries import people_to_name
from home.meetings.queries import advisers_of
from home.models import Meeting

NO_RULE = "No quorum is kept for this group."


def who_may_come(group: Group) -> WhoMayCome:
    """Return members with a vote, their deputies, and those who advise."""
    found = meeting_of(group)
    for row in advisers_of(group):
        found.people.setdefault(row.person_id, row.person.full_name)
        found.hints.setdefault(row.person_id, f"Adviser, for {row.agency}: no vote")
    return found


def chosen(keys: Iterable[str]) -> QuerySet[Person]:
    """Return the people whose keys a form gave."""
    return people_to_name().filter(pk__in=[int(key) for key in keys])


def quorum_in_words(group: Group, members: WhoMayCome, present: Iterable[str]) -> str:
    """Return what the group's rule says of those who are there today."""
    if not group.quorum_least and not group.quorum_agencies:
        return NO_RULE
    answer, _ = members.answer(group, [key for key in present if int(key) in members.people])
    return (
        f"Quorate. {rule_of(group)}" if answer.quorate else f"Not quorate. {' '.join(answer.why_not)} {rule_of(group)}"
    )


def quorum_now(meeting: Meeting) -> str:
    """Return the quorum of a meeting: as it stands now, or as it was kept once the meeting is over."""
    if meeting.is_over:
        return meeting.quorum
    present = [str(one.pk) for one in meeting.present.all()]
    return quorum_in_words(meeting.group, who_may_come(meeting.group), present)
