"""Signals become calls of services: a saved record keeps its deadlines in step in the same transaction."""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from escp.deadlines import services
from escp.deadlines.models import Deadline, LocalHoliday


def record_saved(sender: type, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Rows loaded from a fixture bring their deadlines with them."""
    if not raw:
        services.sync(instance)


def record_deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    Deadline.objects.filter(content_type=ContentType.objects.get_for_model(instance), object_id=instance.pk).delete()


def holiday_changed(sender: type, instance: LocalHoliday, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        services.recalculate(why=f"The list of bank holidays changed: {instance.title}.")
