"""Write the access log before anything identifiable is shown: no log, no page."""

from collections.abc import Iterable
from typing import Any

from escp.access.models import AccessLog


def record_access(
    person: Any,
    action: str,
    *,
    reference: str = "",
    fields: Iterable[str] = (),
    purpose: str = "",
    outcome: str = AccessLog.Outcome.ALLOWED,
) -> AccessLog:
    """Add one row and return it. Whatever the database raises is left to rise: the caller must then show nothing."""
    return AccessLog.objects.create(
        person_id=person.pk,
        person_name=str(person),
        action=action,
        reference=reference,
        fields=sorted(fields),
        purpose=purpose,
        outcome=outcome,
    )
