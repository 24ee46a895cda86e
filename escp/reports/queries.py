"""Whose papers are whose, and how long somebody has been waiting for one."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from escp.reports.choices import PaperState
from escp.reports.kinds import KINDS
from escp.reports.models import Paper


def papers_for(person: Any) -> QuerySet[Paper]:
    """Return the papers that a person asked for and may still have, latest first, without their contents.

    Those of a kind that their roles no longer permit do not exist for them, nor do those whose time is over.
    """
    allowed = [kind.key for kind in KINDS.values() if kind.may(person, None)]
    return Paper.objects.filter(asked_by_id=person.pk, kind__in=allowed, expires_at__gt=timezone.now()).defer("content")


def waiting() -> QuerySet[Paper]:
    """Return what a worker should take up: asked for, or begun by a worker that has not been heard of since."""
    return Paper.objects.filter(
        Q(state=PaperState.ASKED) | Q(state=PaperState.MAKING, lease_until__lte=timezone.now())
    ).order_by("asked_at", "pk")


def oldest_waiting() -> datetime | None:
    """Return since when somebody has been waiting longest for a paper, or None when nobody is."""
    unfinished = Paper.objects.filter(state__in=[PaperState.ASKED, PaperState.MAKING])
    return unfinished.order_by(F("asked_at")).values_list("asked_at", flat=True).first()
