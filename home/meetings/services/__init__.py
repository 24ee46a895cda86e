"""Writes to meetings. Each is one transaction that holds the meeting, so that two people at once lose nothing."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from home.models import Meeting

AGREED = "The minutes are agreed: nothing in them changes. Add a correction instead."


def held(meeting: Meeting, states: Collection[str], refusal: str) -> Meeting:
    """Return a meeting as it is now, locked for a change. Raises ValidationError where it stands in no such state."""
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("group").get(pk=meeting.pk)
    if locked.state not in states:
        raise ValidationError(refusal)
    return locked


def hold(meeting: Meeting) -> None:
    """Make others who write to a meeting or its parts wait until this transaction ends."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
