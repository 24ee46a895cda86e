"""How a picture goes: proposed, approved by another person, counted, and its lists deleted by their date.

Sources: UK GDPR articles 5(1)(b) (purpose), 5(1)(c) (no more than is needed), 5(1)(e) (no longer than is needed);
Working Together to Safeguard Children 2023, chapter 1 (information sharing).
"""

import secrets
from dataclasses import asdict

from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import Predicate, all_of, has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from intelligence.choices import PictureState
from intelligence.models import Picture
from intelligence.picture.counting import counted
from intelligence.picture.linking import link
from intelligence.picture.quality import measured
from intelligence.picture.queries import entries_of, pictures_for

PICTURE = Lifecycle(Picture, find=pictures_for, key="picture")
KEEPS = has(Permission.KEEP_INTELLIGENCE)
ANOTHER = Predicate(lambda person, picture: picture.proposed_by_id != person.pk, "Somebody else records the approval.")
FEWEST_LISTS = 2


def two_lists_are_here(picture: Picture) -> str | None:
    return None if picture.lists.count() >= FEWEST_LISTS else "Bring in the lists of at least two agencies first."


def its_date_is_ahead(picture: Picture) -> str | None:
    return None if picture.delete_on > timezone.localdate() else "The day on which its lists are deleted has come."


@PICTURE.transition(
    source=PictureState.PROPOSED,
    target=PictureState.APPROVED,
    label="Record the approval",
    allow=all_of(KEEPS, ANOTHER),
    needs=[its_date_is_ahead],
    help="Its purpose, its lawful basis, its period and the day on which lists are deleted are approved as they stand.",
)
def approve(picture: Picture, *, by: Person, approval: str) -> None:
    picture.approval, picture.approved_by, picture.approved_on = approval, by, timezone.localdate()
    picture.secret = secrets.token_bytes(32)


@PICTURE.transition(
    source=(PictureState.APPROVED, PictureState.COUNTED),
    target=PictureState.COUNTED,
    label="Count",
    allow=KEEPS,
    needs=[two_lists_are_here],
    help="Lists are linked under their keys. Only counts are kept, and none that tells of fewer than five children.",
)
def count(picture: Picture, *, by: Person) -> None:
    rows = list(entries_of(picture))
    linked = link([row.keys for row in rows])
    known = [(child, row.of.agency.short_name, row.in_plan) for child, row in zip(linked.child_of, rows, strict=True)]
    # How many pairs were left open is rounded, so that nobody is told of by it.
    quality = measured()
    picture.result = counted(known) | {
        "open_pairs": -(-len(linked.open_pairs) // 5) * 5,
        "quality": asdict(quality) | {"precision": round(quality.precision, 3), "recall": round(quality.recall, 3)},
    }
    picture.counted_on = timezone.localdate()


@PICTURE.transition(
    source=(PictureState.APPROVED, PictureState.COUNTED),
    target=PictureState.DELETED,
    label="Delete the lists",
    allow=KEEPS,
    help="They are gone for good. The counts stay.",
    aside=True,
)
def delete_lists(picture: Picture, *, by: Person) -> None:
    forget(picture)


def forget(picture: Picture) -> None:
    """Remove every list of a picture and what its keys were made with. Side effects: rows are deleted for good."""
    picture.lists.all().delete()
    picture.secret, picture.deleted_on = b"", timezone.localdate()
