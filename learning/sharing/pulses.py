"""Asking whether shared learning stuck: opened by itself, answered without a name, closed by its date."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from learning.choices import PulseTime, ShareState
from learning.models import Dissemination, Pulse
from learning.models.pulse import AskedWithoutName

OPEN_DAYS = 21
CLOSED = "The questions are closed: they were open for three weeks. Thank you for wanting to answer."


@transaction.atomic
def open_due() -> int:
    """Open what is due today and was not opened yet; what would be closed by now stays unopened. Return how many."""
    today, opened = timezone.localdate(), 0
    for after in PulseTime.values:
        due = Dissemination.objects.filter(
            state=ShareState.SENT,
            sent_on__range=(today - timedelta(days=after + OPEN_DAYS), today - timedelta(days=after)),
        )
        for record in due.exclude(pulses__after=after).select_for_update(of=("self",)):
            opens = record.sent_on + timedelta(days=after) if record.sent_on else today
            facts = {"opens_on": opens, "closes_on": opens + timedelta(days=OPEN_DAYS)}
            opened += Pulse.objects.get_or_create(dissemination=record, after=after, defaults=facts)[1]
    return opened


@transaction.atomic
def answer(*, asked: AskedWithoutName, said: Model) -> Model:
    """Keep what one person said, and nothing of who said it. Raises ValidationError once it is closed."""
    if not asked.is_open:
        raise ValidationError(CLOSED)
    said.save()
    return said
