"""Addresses that the tests of meetings share."""

from django.urls import reverse

from home.models import Meeting


def at(name: str, meeting: Meeting, *more) -> str:
    return reverse(f"home:meeting-{name}", args=[meeting.reference, *more])


def move(meeting: Meeting, name: str) -> str:
    return reverse("lifecycle:move", args=["meeting", meeting.reference, name])
