"""What goes to the national database: the deaths that it counts, and what of each was sent."""

from collections.abc import Collection

from django.db.models import QuerySet

from cdop.choices import State
from cdop.models import ChildDeath, NationalSubmission
from cdop.policies import REVIEWED_HERE
from cdop.queries.deaths import deaths_for, deaths_to_list
from escp.partnership.models import Person


def deaths_to_send(person: Person) -> QuerySet[ChildDeath]:
    """Return the deaths that a person may know of and that the national database counts, as a list shows them."""
    return deaths_to_list(person).filter(scope__in=REVIEWED_HERE).exclude(state=State.OUT_OF_SCOPE)


def deaths_with_items(person: Person, references: Collection[str]) -> list[ChildDeath]:
    """Return those deaths of a person's with everything that is taken away of them."""
    rows = deaths_for(person).filter(reference__in=references, scope__in=REVIEWED_HERE)
    return list(rows.exclude(state=State.OUT_OF_SCOPE).select_related("analysis").prefetch_related("analysis__factors"))


def submissions_of(*deaths: ChildDeath) -> list[NationalSubmission]:
    """Return what was sent of deaths that the caller may see."""
    return list(NationalSubmission.objects.filter(death__in=deaths))
