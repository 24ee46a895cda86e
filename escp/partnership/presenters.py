"""Pages about people, in words."""

from typing import Any

from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.partnership.queries import deputies_for, deputies_of, not_over, principals_of

MOST_COLLEAGUES = 100


def deputies_page(person: Person) -> dict[str, Any]:
    """Return who stands in for a person, who did, and for whom they stand in; colleagues' for those who keep them."""
    own = list(deputies_of(person))
    today = timezone.localdate()
    past = [row for row in own if row.ends_on is not None and row.ends_on < today]
    keeps = person.may(Permission.MANAGE_DEADLINES)
    return {
        "title": "Your deputy",
        "coming": [row for row in own if row not in past],
        "past": past,
        "principals": principals_of(person),
        "keeps": keeps,
        "colleagues": list(not_over(deputies_for(person).exclude(person=person))[:MOST_COLLEAGUES]) if keeps else [],
    }
