"""Which redacted editions a person may know of, and what of a case must not stand in one."""

from collections.abc import Iterable

from django.db.models import QuerySet

from escp.access.permissions import Permission
from escp.partnership.models import Person
from learning.models import Activity
from learning.queries import activity_open_to
from learning.redaction import Known
from learning.redaction.who import who_is_in
from reviews.models import RedactedEdition

FULLEST_NAME = 5


def editions_for(person: Person) -> QuerySet[RedactedEdition]:
    """Return the redacted editions that a person may know of: those who run or sign reviews, of what they may see."""
    if not (person.may(Permission.RUN_REVIEWS) or person.may(Permission.SIGN_OFF_REVIEWS)):
        return RedactedEdition.objects.none()
    return RedactedEdition.objects.filter(activity_open_to(person, "activity__")).select_related(
        "activity", "activity__case", "drafted_by", "checked_by", "approved_by"
    )


def editions_of(person: Person, activity: Activity) -> QuerySet[RedactedEdition]:
    """Return the redacted editions of an activity's report, the latest first."""
    return editions_for(person).filter(activity=activity)


def keys_accepted(edition: RedactedEdition) -> set[str]:
    """Return the places that may stay in an edition."""
    return set(edition.accepted.values_list("key", flat=True))


def who_accepted(edition: RedactedEdition) -> set[int]:
    """Return who has said of something that it may stay."""
    return set(edition.accepted.values_list("accepted_by", flat=True))


def known_of(edition: RedactedEdition, people: Iterable[str]) -> Known:
    """Return what must not stand in an edition: who is in its case, people, and the words of its author."""
    names = {" ".join(name.split()) for name in people}
    return who_is_in(
        [edition.case.pk],
        words=tuple((find, instead) for find, instead in edition.words),
        people=tuple(sorted(name for name in names if 2 <= len(name.split()) <= FULLEST_NAME)),
    )
