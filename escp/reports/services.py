"""Asking for a paper, making it, and putting old ones away. Nothing here is slow but `make`, which the worker calls."""

import logging
import traceback
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from escp.reports import queries
from escp.reports.choices import PaperState
from escp.reports.kinds import KINDS, File
from escp.reports.models import Paper
from escp.reports.pdf import Unavailable

# Asked for again within this time with the same arguments, it is the same paper: somebody clicked twice.
SAME_WITHIN = timedelta(minutes=1)
KEPT_FOR = timedelta(days=7)
# Longer than the longest paper takes; a worker that died with one in its hands holds it up for no longer than this.
LEASE = timedelta(minutes=5)
MOST_TRIES = 2

NO_LONGER_YOURS = "You may no longer have this paper."
BROKEN = "Something went wrong while it was being made. The people who run the service can see what."

logger = logging.getLogger(__name__)


@transaction.atomic
def ask_for(*, by: Any, kind: str, arguments: Mapping[str, Any], reference: str = "", title: str = "") -> Paper:
    """Write down that a person wants a paper, and return it; asked twice within a minute, the same one.

    Raises PermissionDenied when they may not have it. Whoever calls this also tells the worker (`views.ask_for` does).
    """
    wanted = KINDS[kind]
    if not wanted.is_open_to(by, arguments):
        raise PermissionDenied("Your role does not let you have this paper.")
    # Two clicks at once wait for each other here.
    get_user_model()._default_manager.select_for_update().get(pk=by.pk)
    now = timezone.now()
    recent = Paper.objects.filter(asked_by_id=by.pk, kind=kind, asked_at__gt=now - SAME_WITHIN).defer("content")
    for paper in recent.exclude(state=PaperState.FAILED):
        if paper.arguments == dict(arguments):
            return paper
    return Paper.objects.create(
        kind=kind,
        arguments=dict(arguments),
        title=title or wanted.title,
        reference=reference,
        asked_by_id=by.pk,
        asked_at=now,
        expires_at=now + KEPT_FOR,
    )


def make(paper_id: int) -> PaperState | None:
    """Make a paper if it waits to be made, and return how it went; None when there was nothing to do.

    Safe to call again at any moment: whoever claims the row first makes it, under a lease. What the person may see is
    asked now, not when they asked for the paper.
    """
    paper = _claimed(paper_id)
    if paper is None:
        return None
    person = get_user_model()._default_manager.get(pk=paper.asked_by_id)
    kind = KINDS.get(paper.kind)
    if kind is None or not kind.is_open_to(person, paper.arguments):
        return _settled(paper, PaperState.FAILED, reason=NO_LONGER_YOURS)
    try:
        file = kind.build(person, **paper.arguments)
    except Unavailable as missing:
        logger.error("Paper %s cannot be made: Pango is not installed", paper.pk)
        return _settled(paper, PaperState.FAILED, reason=str(missing))
    except Exception as problem:
        # Where it went wrong, and nothing of what it was about: an error's own words may hold what somebody typed.
        where = "".join(traceback.format_tb(problem.__traceback__)[-3:])
        logger.error("Paper %s, %s, failed with %s\n%s", paper.pk, paper.kind, type(problem).__name__, where)
        if paper.tries < MOST_TRIES:
            return _settled(paper, PaperState.ASKED)
        return _settled(paper, PaperState.FAILED, reason=BROKEN)
    return _settled(paper, PaperState.READY, file=file)


@transaction.atomic
def _claimed(paper_id: int) -> Paper | None:
    """Take a paper under a lease, or return None when there is nothing to do; give up one that was tried enough."""
    paper = queries.waiting().select_for_update(of=("self",)).filter(pk=paper_id).first()
    if paper is None:
        return None
    if paper.tries >= MOST_TRIES:
        paper.state, paper.reason = PaperState.FAILED, BROKEN
        paper.lease_id = paper.lease_until = None
        logger.error("Paper %s, %s, was given up: its worker died twice", paper.pk, paper.kind)
        paper.save()
        return None
    paper.state, paper.tries = PaperState.MAKING, paper.tries + 1
    paper.lease_id, paper.lease_until = uuid.uuid4(), timezone.now() + LEASE
    paper.save()
    return paper


@transaction.atomic
def _settled(paper: Paper, state: PaperState, *, reason: str = "", file: File | None = None) -> PaperState | None:
    """Write down how it went, unless the lease ran out and somebody else has taken the paper up."""
    held = Paper.objects.select_for_update(of=("self",)).filter(pk=paper.pk, lease_id=paper.lease_id).first()
    if held is None:
        return None
    held.state, held.reason = state, reason
    held.lease_id = held.lease_until = None
    if file is not None:
        held.content, held.content_type, held.file_name = file.content, file.content_type, file.name
        held.size, held.ready_at = len(file.content), timezone.now()
        logger.info("Paper %s, %s, is ready: %s bytes", held.pk, held.kind, held.size)
    held.save()
    return state


def put_away_old() -> int:
    """Remove the papers whose time is over. Returns how many."""
    removed, _ = Paper.objects.filter(expires_at__lte=timezone.now()).delete()
    return removed
