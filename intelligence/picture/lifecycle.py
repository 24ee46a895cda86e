"""How a picture goes: proposed, approved by another person, counted, and its lists deleted by their date.

Sources: UK GDPR articles 5(1)(b) (purpose), 5(1)(c) (no more than is needed), 5(1)(e) (no longer than is needed);
Working Together to Safeguard Children 2023, chapter 1 (information sharing).
"""

import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import Predicate, all_of, has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Agency, Person
from escp.returns.choices import WITH_THE_AGENCY
from escp.returns.lifecycle import RETURN
from escp.returns.queries import published
from escp.returns.services.asking import Asked, ask
from intelligence.choices import PictureState
from intelligence.models import Picture
from intelligence.picture.asking import CHILDRENS_LIST
from intelligence.picture.counting import counted
from intelligence.picture.linking import link
from intelligence.picture.quality import measured
from intelligence.picture.queries import asked_for_lists, pictures_for, rows_of

PICTURE = Lifecycle(Picture, find=pictures_for, key="picture")
KEEPS = has(Permission.KEEP_INTELLIGENCE)
ANOTHER = Predicate(lambda person, picture: picture.proposed_by_id != person.pk, "Somebody else records the approval.")
FEWEST_LISTS = 2
NOT_PUBLISHED = f"Publish the questionnaire “{CHILDRENS_LIST.label}” first."


def two_lists_are_here(picture: Picture) -> str | None:
    return None if picture.lists.count() >= FEWEST_LISTS else "Bring in the lists of at least two agencies first."


def lists_can_be_asked_for(picture: Picture) -> str | None:
    return None if published(CHILDRENS_LIST.questionnaire) else NOT_PUBLISHED


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
    source=PictureState.APPROVED,
    target=PictureState.APPROVED,
    label="Ask agencies for their lists",
    allow=KEEPS,
    needs=[its_date_is_ahead, lists_can_be_asked_for],
    help="Each agency ticked gets one letter, and hands its list in on its own page.",
)
def ask_for_lists(
    picture: Picture, *, by: Person, agencies: Iterable[Agency], due_on: date, title: str, message: str
) -> None:
    """Side effects: a return with its deadline and a letter for each agency. Raises ValidationError."""
    if due_on >= picture.delete_on:
        raise ValidationError({"due_on": "The date must be before the day on which lists are deleted."})
    version = published(CHILDRENS_LIST.questionnaire)
    if version is None:
        raise ValidationError(NOT_PUBLISHED)
    ask(
        by=by,
        kind=CHILDRENS_LIST,
        version=version,
        title=title,
        message=message,
        due_on=due_on,
        whom=[Asked(agency) for agency in agencies],
        about=picture,
        senior_sign_off=True,
    )


@PICTURE.transition(
    source=(PictureState.APPROVED, PictureState.COUNTED),
    target=PictureState.COUNTED,
    label="Count",
    allow=KEEPS,
    needs=[two_lists_are_here],
    help="Lists are linked under their keys. Only counts are kept, and none that tells of fewer than five children.",
)
def count(picture: Picture, *, by: Person) -> None:
    _ask_no_longer(picture, by)
    rows = rows_of(picture)
    linked = link([keys for keys, _agency, _in_plan in rows])
    known = [(child, agency, in_plan) for child, (_, agency, in_plan) in zip(linked.child_of, rows, strict=True)]
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
    forget(picture, by=by)


def forget(picture: Picture, *, by: Person) -> None:
    """Remove every list of a picture and what its keys were made with. Side effects: rows are deleted for good."""
    _ask_no_longer(picture, by)
    picture.lists.all().delete()
    picture.secret, picture.deleted_on = b"", timezone.localdate()


def _ask_no_longer(picture: Picture, by: Person) -> None:
    """Stop asking those agencies that have handed nothing in: no list is taken from now on."""
    for asked in asked_for_lists(picture).filter(state__in=WITH_THE_AGENCY):
        RETURN.apply("waive", asked, by=by, follows=True, note=f"{picture.reference} takes no more lists.")
