"""Meetings as their services would have left them."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from home.meetings.choices import ItemKind, MeetingState, MinuteKind
from home.models import AgendaItem, Meeting, Minute
from tests.factories.partnership import GroupFactory, PersonFactory

OVER = (MeetingState.HELD, MeetingState.AGREED)


class MeetingFactory(DjangoModelFactory):
    """A meeting that is held today; `state` as its moves would have left it."""

    class Meta:
        model = Meeting

    class Params:
        over = factory.LazyAttribute(lambda o: o.state in OVER)
        agreed = factory.LazyAttribute(lambda o: o.state == MeetingState.AGREED)

    group = factory.SubFactory(GroupFactory)
    held_on = factory.LazyFunction(timezone.localdate)
    planned_by = factory.SubFactory(PersonFactory)
    state = MeetingState.PLANNED
    cancelled_because = factory.LazyAttribute(lambda o: "A holiday." if o.state == MeetingState.CANCELLED else "")
    closed_at = factory.LazyAttribute(lambda o: timezone.now() if o.over else None)
    closed_by = factory.LazyAttribute(lambda o: PersonFactory() if o.over else None)
    agreed_at = factory.LazyAttribute(lambda o: timezone.now() if o.agreed else None)
    agreed_by = factory.LazyAttribute(lambda o: PersonFactory() if o.agreed else None)
    agreed_in = factory.LazyAttribute(
        lambda o: MeetingFactory(group=o.group, held_on=o.held_on + timedelta(days=60)) if o.agreed else None
    )


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.LazyAttribute(lambda o: o.meeting.items.count() + 1)
    kind = ItemKind.ADDED
    title = "Fathers in assessments"


class MinuteFactory(DjangoModelFactory):
    class Meta:
        model = Minute

    item = factory.SubFactory(ItemFactory)
    kind = MinuteKind.NOTE
    text = "Two agencies said how they ask."
    written_by = factory.SubFactory(PersonFactory)


def of_a_meeting() -> dict[str, list]:
    """Return the parts of the addresses that lead to a meeting to come, one under way, and one with agreed minutes."""
    item = ItemFactory()
    left = ItemFactory(meeting=item.meeting, number=0, left_out_because="Next time.")
    minute = MinuteFactory(item__meeting__state=MeetingState.UNDER_WAY)
    done = ItemFactory(meeting__state=MeetingState.AGREED).meeting
    return {
        "meeting": [item.meeting.reference],
        "meeting item": [item.meeting.reference, item.pk],
        "meeting left out": [item.meeting.reference, left.pk],
        "meeting now": [minute.item.meeting.reference],
        "meeting now item": [minute.item.meeting.reference, 1],
        "meeting minute": [minute.item.meeting.reference, minute.pk],
        "meeting done": [done.reference],
    }


def every_step_of_a_meeting() -> list[Meeting]:
    """Return meetings from which every move can be made."""
    planned = ItemFactory().meeting
    under_way = MeetingFactory(state=MeetingState.UNDER_WAY, others="Practice lead, council")
    held = MeetingFactory(state=MeetingState.HELD, held_on=timezone.localdate() - timedelta(days=60))
    return [planned, under_way, held]
