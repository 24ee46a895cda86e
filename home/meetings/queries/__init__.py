"""Which meetings a person may see and run, and what stands on their agendas and in their minutes."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from actionplans.choices import ENDED
from actionplans.models import Action
from actionplans.queries import actions_for
from escp.access.permissions import Permission
from escp.access.predicates import Predicate
from escp.partnership.choices import Part
from escp.partnership.models import Deputy, Group, GroupMembership, Person
from escp.partnership.queries import groups_to_read, in_order, people_to_name
from home.meetings.choices import MINUTED, TO_COME, MeetingState, MinuteKind
from home.models import AgendaItem, Meeting, Minute

LEADS = (Part.CHAIR, Part.VICE_CHAIR)
# As many decisions are offered where another form asks for a minute.
MOST_OFFERED = 5


def meetings_for(person: Person) -> QuerySet[Meeting]:
    """Return the meetings that a person may see: of groups in which they sit, or stand in; the unit sees all."""
    meetings = Meeting.objects.select_related("group", "agreed_in", "closed_by")
    if not person.current_memberships:
        return meetings.none()
    if person.may(Permission.RUN_MEETINGS):
        return meetings
    seats = GroupMembership.objects.current().filter(group=OuterRef("group"))
    principals = Deputy.objects.current().filter(deputy=person).values("person")
    return meetings.filter(Exists(seats.filter(Q(person=person) | Q(person__in=principals))))


def meetings_to_attend(person: Person) -> QuerySet[Meeting]:
    """Return the meetings to come of groups in which a person sits themselves, nearest first. One query."""
    seats = GroupMembership.objects.current().filter(group=OuterRef("group"), person=person)
    still = Meeting.objects.filter(Exists(seats), state__in=TO_COME, held_on__gte=timezone.localdate())
    return still.select_related("group").order_by("held_on", "begins", "pk")


def meetings_past(person: Person) -> QuerySet[Meeting]:
    """Return the meetings that were held, or did not take place, the latest first."""
    over = ~Q(state__in=TO_COME)
    return meetings_for(person).filter(over).order_by("-held_on", "-begins", "-pk")


def meetings_coming(person: Person) -> QuerySet[Meeting]:
    """Return the meetings that are still to be held or closed, the nearest first."""
    return meetings_for(person).filter(state__in=TO_COME).order_by("held_on", "begins", "pk")


def runs(person: Person, meeting: Meeting) -> bool:
    """Say whether a person runs a meeting: the unit, and who chairs the group today."""
    if person.may(Permission.RUN_MEETINGS):
        return True
    chairs = GroupMembership.objects.current().filter(group=meeting.group_id, person=person, part__in=LEADS)
    return bool(person.current_memberships) and chairs.exists()


RUNS = Predicate(runs, "Only the business unit, and who chairs the group, run its meetings.")


def groups_that_meet() -> QuerySet[Group]:
    """Return the groups of today."""
    return groups_to_read().filter(pk__in=Group.objects.current().values("pk"))


def chair_of(group: Group) -> Person | None:
    """Return who chairs a group today, if somebody does who belongs to the partnership."""
    seats = group.memberships.current().filter(part=Part.CHAIR, person__in=people_to_name())
    seat = seats.select_related("person").first()
    return seat.person if seat else None


def advisers_of(group: Group) -> list[GroupMembership]:
    """Return who advises a group today: they come, and have no vote."""
    return list(in_order(group.memberships.current().filter(part=Part.ADVISER, person__in=people_to_name())))


def of_the_same_group(meeting: Meeting) -> QuerySet[Meeting]:
    """Return the other meetings of a group that take place."""
    others = Meeting.objects.filter(group=meeting.group_id).exclude(pk=meeting.pk)
    return others.exclude(state=MeetingState.CANCELLED)


def next_of(meeting: Meeting) -> Meeting | None:
    """Return the next meeting of the group, if it is planned."""
    later = of_the_same_group(meeting).filter(held_on__gt=meeting.held_on)
    return later.select_related("group").order_by("held_on", "pk").first()


def last_of(meeting: Meeting) -> Meeting | None:
    """Return the meeting of the group before this one, if it was held."""
    earlier = of_the_same_group(meeting).filter(held_on__lt=meeting.held_on, closed_at__isnull=False)
    return earlier.select_related("group").order_by("-held_on", "-pk").first()


def held_on_day(meeting: Meeting, day: date) -> Meeting | None:
    """Return the other meeting of the group on a day, if one takes place."""
    return of_the_same_group(meeting).filter(held_on=day).first()


# The agenda


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """Return the items of an agenda in their order, those left out before the papers went out first."""
    items = AgendaItem.objects.filter(meeting=meeting).select_related("presenter")
    return [_within(item, meeting) for item in items]


def standing_items(meeting: Meeting) -> list[AgendaItem]:
    """Return the items that have a number, in their order."""
    return [item for item in items_of(meeting) if item.number]


def _within(item: AgendaItem, meeting: Meeting) -> AgendaItem:
    item.meeting = meeting
    return item


def items_for(person: Person) -> QuerySet[AgendaItem]:
    """Return the items of the agendas that a person may see."""
    return AgendaItem.objects.filter(meeting__in=meetings_for(person)).select_related("meeting__group", "presenter")


def people_who_present(meeting: Meeting) -> QuerySet[Person]:
    """Return who may be named to present an item, or to own an action: everybody who belongs."""
    return people_to_name().order_by("full_name", "pk")


# What was said


def minutes_of(meeting: Meeting) -> list[Minute]:
    """Return what was said at a meeting, in the order in which it was written."""
    rows = Minute.objects.filter(item__meeting=meeting)
    return list(rows.select_related("item__meeting", "action__owner", "written_by").order_by("pk"))


def minutes_for(person: Person) -> QuerySet[Minute]:
    """Return the entries in the minutes that a person may see."""
    rows = Minute.objects.filter(item__meeting__in=meetings_for(person))
    return rows.select_related("item__meeting__group", "action", "written_by")


def actions_from(meetings: Iterable[int]) -> QuerySet[Action]:
    """Return the actions that arose at some meetings, by number."""
    arose = Minute.objects.filter(item__meeting__in=list(meetings), kind=MinuteKind.ACTION)
    return Action.objects.filter(pk__in=arose.values("action"))


def open_from_earlier(meeting: Meeting) -> QuerySet[Action]:
    """Return the actions that arose at earlier meetings of the group and are not closed, the earliest due first."""
    earlier = of_the_same_group(meeting).filter(held_on__lt=meeting.held_on)
    arose = actions_from(earlier.values_list("pk", flat=True)).exclude(state__in=ENDED)
    return arose.select_related("owner", "lead_agency").order_by("due_on", "pk")


def arose_at(meeting: Meeting) -> dict[int, str]:
    """Return the minute under which each action of the earlier meetings of a group arose, by the action's number."""
    rows = Minute.objects.filter(
        item__meeting__group=meeting.group_id, item__meeting__held_on__lt=meeting.held_on, kind=MinuteKind.ACTION
    )
    rows = rows.select_related("item__meeting__group")
    return {row.action_id: row.item.minute for row in rows if row.action_id}


def owners_at(meeting: Meeting) -> list[int]:
    """Return the numbers of those who own an action that arose at a meeting."""
    owners = actions_from([meeting.pk]).filter(owner__isnull=False)
    return sorted(set(owners.values_list("owner", flat=True)))


def own_actions(person: Person, meeting: Meeting) -> list[Action]:
    """Return a person's own actions from a meeting, as far as they may see them, the earliest due first."""
    mine = actions_for(person).filter(owner=person, pk__in=actions_from([meeting.pk]).values("pk"))
    return list(mine.exclude(state__in=ENDED).order_by("due_on", "pk"))


def decided_lately(kind: str) -> list[str]:
    """Return the minutes of the latest decisions of the group of a kind, the newest first, each once. One query."""
    rows = Minute.objects.filter(item__meeting__group__kind=kind, kind=MinuteKind.DECISION)
    rows = rows.filter(item__meeting__state__in=[*MINUTED, MeetingState.AGREED])
    latest = rows.select_related("item__meeting__group").order_by("-pk")[: MOST_OFFERED * 2]
    return list(dict.fromkeys(row.item.minute for row in latest))[:MOST_OFFERED]
