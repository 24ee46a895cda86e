"""Working limits out anew, the days of rare events, and taking either back. Each function is one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from intelligence.models import Figure, Indicator, RareEvent, Rebase, RebaseWithdrawn

ALREADY = "The limits are worked out anew from this period already."
GONE = "It was withdrawn already."
AHEAD = "The date cannot be in the future."
STRUCK = "It was struck out already."


@transaction.atomic
def rebase(*, by: Person, indicator: Indicator, figure: Figure, reason: str) -> Rebase:
    """Work the centre and the limits out anew from the period of a figure on. Raises ValidationError, at "figure"."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    if indicator.rebases.filter(starts_on=figure.starts_on, withdrawn=None).exists():
        raise ValidationError({"figure": ALREADY})
    return Rebase.objects.create(
        indicator=indicator,
        number=indicator.rebases.count() + 1,
        starts_on=figure.starts_on,
        period=figure.period,
        reason=reason,
        made_by=by,
    )


@transaction.atomic
def withdraw_rebase(*, by: Person, rebase: Rebase, reason: str) -> RebaseWithdrawn:
    """Let a rebase count no more. Raises ValidationError where somebody did so before."""
    Indicator.objects.select_for_update().get(pk=rebase.indicator_id)
    if RebaseWithdrawn.objects.filter(rebase=rebase).exists():
        raise ValidationError(GONE)
    return RebaseWithdrawn.objects.create(rebase=rebase, reason=reason, made_by=by)


@transaction.atomic
def add_event(*, by: Person, event: RareEvent) -> RareEvent:
    """Keep the day of a rare event. Raises ValidationError for a day ahead."""
    if event.happened_on > timezone.localdate():
        raise ValidationError({"happened_on": AHEAD})
    event.recorded_by = by
    event.save()
    return event


@transaction.atomic
def strike_event(*, by: Person, event: RareEvent, reason: str) -> RareEvent:
    """Strike the day of a rare event out, with the reason. Raises ValidationError where somebody did so before."""
    held = RareEvent.objects.select_for_update().get(pk=event.pk)
    if held.struck_at is not None:
        raise ValidationError(STRUCK)
    held.struck_at, held.struck_by, held.struck_because = timezone.now(), by, reason
    held.save()
    return held
