"""Writes about one's own account."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone


@transaction.atomic
def end_other_sessions(*, by: Any, keep: str) -> int:
    """End every session of the person but the one with the key `keep`, and return how many there were."""
    others = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=timezone.now()).exclude(pk=keep).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(by.pk)
    ]
    Session.objects.filter(pk__in=others).delete()
    return len(others)
