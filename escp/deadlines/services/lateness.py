"""Saying why a duty was done late, or is late. The reason is counted and the words are read; they hide nothing."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from escp.deadlines import queries
from escp.deadlines.calendar import Start
from escp.deadlines.choices import DeadlineState, LateReason
from escp.deadlines.models import Deadline, Lateness
from escp.deadlines.services.changes import locked
from escp.partnership.models import Person

NOT_LATE = "It is not late."
CHOOSE = "Choose why this is late. The reason is kept and reported; it hides nothing."
SAY = "Say in your own words why this is late."


def why_not_explain(deadline: Deadline) -> str:
    """Return why there is no lateness to explain, or nothing. A reason once given can always be put better."""
    late = deadline.is_late or deadline.state == DeadlineState.MET_LATE or hasattr(deadline, "lateness")
    return "" if late else NOT_LATE


@transaction.atomic
def explain_lateness(*, by: Person, deadline: Deadline, reason: str, words: str) -> Lateness:
    """Keep why a deadline was met late, or is late now. Said again, it replaces what was said; history keeps both."""
    row = locked(deadline)
    if refusal := why_not_explain(row):
        raise ValidationError(refusal)
    return _keep(row, by=by, reason=reason, words=words)


@transaction.atomic
def explain_if_late(record: models.Model, clock: str, *, at: Start, by: Person, reason: str, words: str) -> None:
    """Keep why a move finishes a duty late, before it does so at a moment. What is in time needs no reason.

    Raises ValidationError, at the fields of `forms.LatenessAsked`, when it is late and nobody has said why.
    """
    row = Deadline.objects.filter(queries.about(record), clock=clock, state=DeadlineState.OPEN).first()
    if row is None or (at <= row.due_at if isinstance(at, datetime) else at <= row.due_on):
        return
    missing = {"late_reason": "" if reason else CHOOSE, "late_words": "" if words.strip() else SAY}
    if errors := {name: error for name, error in missing.items() if error}:
        raise ValidationError(errors)
    _keep(row, by=by, reason=reason, words=words)


def _keep(row: Deadline, *, by: Person, reason: str, words: str) -> Lateness:
    facts = {"reason": LateReason(reason), "words": words, "given_by": by, "given_at": timezone.now()}
    lateness, _ = Lateness.objects.update_or_create(deadline=row, defaults=facts)
    return lateness
