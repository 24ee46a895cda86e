"""The history of moves."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from escp.lifecycle.models import TransitionRecord


def moves_of(record: Model) -> QuerySet[TransitionRecord]:
    """Return every move of a record that the caller has already been allowed to see, the latest first."""
    return (
        TransitionRecord.objects.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)
        .select_related("by")
        .order_by("-at", "-pk")
    )
