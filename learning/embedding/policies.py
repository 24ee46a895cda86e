"""Who may say what became of a policy change."""

from typing import Any

from escp.access.permissions import Permission


def may_answer(person: Any, change: Any) -> bool:
    """Say whether a person may record that a policy was changed: the unit, its owner, and the agency whose it is."""
    if person.may(Permission.ASK_AGENCIES) or change.owner_id == person.pk:
        return True
    return bool(person.may(Permission.ANSWER_FOR_AGENCY) and change.agency_id in person.agency_ids)
