"""What follows when a meeting closes: one message to each person who owns an action from it."""

from django.utils import timezone

from escp.deadlines.mailing import message_id
from home.meetings.queries import owners_at
from home.models import Meeting, MeetingMail


def write_mails(meeting: Meeting) -> int:
    """Write the messages of a meeting, one a person; twice writes none twice. Returns how many are new."""
    new = 0
    for owner in owners_at(meeting):
        key = message_id(meeting.pk, owner, kind="meeting")
        facts = {"message_id": key, "try_at": timezone.now()}
        _, made = MeetingMail.objects.get_or_create(meeting=meeting, person_id=owner, defaults=facts)
        new += made
    return new
