"""How a meeting moves from planned to agreed minutes. The unit and who chairs the group run it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.ui.words import date_in_words
from home.meetings.choices import MeetingState
from home.meetings.queries import RUNS, held_on_day, meetings_for
from home.meetings.services.closing import write_mails
from home.models import Meeting

MEETING = Lifecycle(Meeting, find=meetings_for, key="meeting")


def has_an_agenda(meeting: Meeting) -> str | None:
    return None if meeting.items.filter(number__gt=0).exists() else "Build its agenda first."


def its_day_has_come(meeting: Meeting) -> str | None:
    if meeting.held_on <= timezone.localdate():
        return None
    return f"It begins on its day, {date_in_words(meeting.held_on)}."


def attendance_is_kept(meeting: Meeting) -> str | None:
    if meeting.others or meeting.present.exists():
        return None
    return "Record who was there first."


@MEETING.transition(
    source=MeetingState.PLANNED,
    target=MeetingState.PAPERS_OUT,
    label="Papers are out",
    allow=RUNS,
    needs=[has_an_agenda],
    help="From now on the numbers of items stay, because minutes name them. More items may be added at the end.",
)
def send_papers(meeting: Meeting, *, by: Person) -> None:
    """The state says it."""


@MEETING.transition(
    source=(MeetingState.PLANNED, MeetingState.PAPERS_OUT),
    target=MeetingState.UNDER_WAY,
    label="Begin the meeting",
    allow=RUNS,
    needs=[has_an_agenda, its_day_has_come],
    help="What is said can then be written under each item.",
)
def begin(meeting: Meeting, *, by: Person) -> None:
    """The state says it."""


@MEETING.transition(
    source=MeetingState.UNDER_WAY,
    target=MeetingState.HELD,
    label="Close the meeting",
    allow=RUNS,
    needs=[attendance_is_kept],
    help="Everybody who owns an action from it gets one message with their own actions and a calendar entry. The "
    "minutes stay a draft until a later meeting agrees them.",
)
def close(meeting: Meeting, *, by: Person) -> None:
    meeting.closed_at, meeting.closed_by = timezone.now(), by
    write_mails(meeting)


@MEETING.transition(
    source=MeetingState.HELD,
    target=MeetingState.AGREED,
    label="Record that the minutes are agreed",
    allow=RUNS,
    help="From then on nothing in them changes: a correction is an entry of its own.",
)
def agree_minutes(meeting: Meeting, *, by: Person, agreed_on: date) -> None:
    """Raises ValidationError where no later meeting of the group took place on that day."""
    if not meeting.held_on < agreed_on <= timezone.localdate():
        raise ValidationError({"agreed_on": "Enter the day of a later meeting, by today."})
    meeting.agreed_in = held_on_day(meeting, agreed_on)
    if meeting.agreed_in is None:
        raise ValidationError({"agreed_on": "No meeting of this group took place on that day."})
    meeting.agreed_at, meeting.agreed_by = timezone.now(), by


@MEETING.transition(
    source=(MeetingState.PLANNED, MeetingState.PAPERS_OUT),
    target=MeetingState.CANCELLED,
    label="Call it off",
    allow=RUNS,
    help="It does not take place. Its agenda stays on record.",
    aside=True,
)
def cancel(meeting: Meeting, *, by: Person, cancelled_because: str) -> None:
    meeting.cancelled_because = cancelled_because
