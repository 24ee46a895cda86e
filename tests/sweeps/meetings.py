"""Pages of meetings with as many rows as asked for."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from escp.partnership.choices import GroupKind
from home.meetings.choices import ItemKind, MeetingState, MinuteKind, RecordKind
from tests.factories.actionplans import ActionFactory, ready_to_agree
from tests.factories.documents import a_document
from tests.factories.learning import FindingLinkFactory
from tests.factories.meetings import ItemFactory, MeetingFactory, MinuteFactory
from tests.factories.partnership import GroupFactory, SeatFactory


def meetings(rows, _):
    for _number in range(rows):
        MeetingFactory()
        MeetingFactory(state=MeetingState.HELD)
    return reverse("home:meetings")


def _a_meeting(rows, state):
    """An agenda with records of two kinds, what was said under each, and open actions from the meeting before."""
    group = GroupFactory(kind=GroupKind.PIG, quorum_least=1)
    day = timezone.localdate()
    last = MeetingFactory(
        group=group, state=MeetingState.HELD, held_on=day - timedelta(days=60), health={"no-theme": 1}
    )
    record = MeetingFactory(group=group, state=state, health={"no-theme": 2}, built_at=timezone.now())
    for _number in range(rows):
        seat = SeatFactory(group=group)
        record.present.add(seat.person)
        item = ItemFactory(meeting=last)
        open_action = ActionFactory(state=ActionState.IN_PROGRESS)
        MinuteFactory(item=item, kind=MinuteKind.ACTION, action=open_action)
        point = FindingLinkFactory().learning_point
        for kind, about in ((RecordKind.ACTION, ready_to_agree()), (RecordKind.POINT, point)):
            about = ItemFactory(
                meeting=record,
                kind=ItemKind.DECIDE,
                key=about.reference,
                record_kind=kind,
                record_reference=about.reference,
                presenter=seat.person,
            )
        MinuteFactory(item=about)
        MinuteFactory(item=about, kind=MinuteKind.ACTION, action=ActionFactory(state=ActionState.IN_PROGRESS))
        a_document(record)
    return record


def meeting(rows, _):
    return _a_meeting(rows, MeetingState.PAPERS_OUT).get_absolute_url()


def meeting_now(rows, _):
    return reverse("home:meeting-now-item", args=[_a_meeting(rows, MeetingState.UNDER_WAY).reference, 1])


def minutes(rows, _):
    return reverse("home:meeting-minutes", args=[_a_meeting(rows, MeetingState.UNDER_WAY).reference])


MEETINGS = {meetings: 4, meeting: 20, meeting_now: 13, minutes: 14}
