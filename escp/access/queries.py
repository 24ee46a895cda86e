"""Who may read what about access."""

from typing import Any

from django.db.models import QuerySet

from escp.access.models import AccessLog
from escp.access.permissions import Permission


def access_log_for(person: Any) -> "QuerySet[AccessLog]":
    """Return the access log, newest first, for those who may read it."""
    return AccessLog.objects.all() if person.may(Permission.READ_ACCESS_LOG) else AccessLog.objects.none()
