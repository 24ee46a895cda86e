"""Proposing a picture, turning lists into keys, and deleting them on their date. Each function is one transaction."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Agency, Person
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from intelligence.choices import PictureState
from intelligence.models import Picture, PictureEntry, PictureList
from intelligence.picture.asking import why_not_taken
from intelligence.picture.lifecycle import forget
from intelligence.picture.linking import Child, keys_of
from intelligence.picture.queries import due_for_deletion

HEADINGS = ("nhs_number", "first_name", "surname", "date_of_birth", "postcode", "in_plan")
IN_PLAN = {"yes": True, "no": False}
MOST_ROWS = 50_000
AT_ONCE = 2000
NOT_CSV = "The file is not a list in CSV (UTF-8). Save it so, with the headings in its first row."
NOT_OPEN = "Lists are brought in once the picture is approved, and until they are deleted."


@transaction.atomic
def propose(*, by: Person, picture: Picture) -> Picture:
    """Save a proposal. Raises ValidationError where its lists would be deleted today or earlier."""
    picture.proposed_by = by
    return change(by=by, picture=picture)


@transaction.atomic
def change(*, by: Person, picture: Picture) -> Picture:
    """Save a changed proposal. Raises ValidationError once it was approved: what was approved stands."""
    if picture.state != PictureState.PROPOSED:
        raise ValidationError("It was approved as it stands. Propose another one instead.")
    if picture.delete_on <= timezone.localdate():
        raise ValidationError({"delete_on": "The date must be in the future."})
    picture.save()
    return picture


@transaction.atomic
def take_list(*, by: Person, picture: Picture, agency: Agency, content: bytes) -> PictureList:
    """Turn the list of an agency into keys, in the place of one that it sent before. The file is kept nowhere.

    Raises ValidationError, with rows and headings and never with what a row holds.
    """
    current = Picture.objects.select_for_update().get(pk=picture.pk)
    if current.state not in (PictureState.APPROVED, PictureState.COUNTED):
        raise ValidationError(NOT_OPEN)
    secret = bytes(current.secret)
    rows = [(keys_of(child, secret), in_plan) for child, in_plan in _read(content)]
    current.lists.filter(agency=agency).delete()
    made = PictureList.objects.create(picture=current, agency=agency, row_count=len(rows), sent_by=by)
    _keep(made, rows)
    return made


@transaction.atomic
def hand_in(*, by: Person, asked: Return, content: bytes, signed: Mapping[str, Any]) -> PictureList:
    """Take the list that an agency was asked for, and send its return. Handed in anew, it takes the place of the first.

    `signed` says who signs it off. Raises ValidationError, also where nothing is taken any more.
    """
    if why_not := why_not_taken(asked):
        raise ValidationError(why_not)
    picture: Any = asked.request.about
    made = take_list(by=by, picture=picture, agency=asked.agency, content=content)
    if asked.is_open:
        RETURN.apply("send", asked, by=by, **signed)
    return made


def delete_due(today: date | None = None) -> int:
    """Delete the lists of every picture whose day has come. Return how many pictures that were."""
    with transaction.atomic():
        pictures = list(due_for_deletion(today or timezone.localdate()).select_for_update(of=("self",)))
        for picture in pictures:
            forget(picture, by=picture.approved_by or picture.proposed_by)
            picture.state = PictureState.DELETED
            picture.save()
    return len(pictures)


def _keep(made: PictureList, rows: Iterable[tuple[dict[str, str], bool]]) -> None:
    """Keep the keys of every row of a list."""
    entries = [PictureEntry(of=made, keys=keys, in_plan=in_plan) for keys, in_plan in rows]
    PictureEntry.objects.bulk_create(entries, batch_size=AT_ONCE)


def _read(content: bytes) -> list[tuple[Child, bool]]:
    """Return the rows of a list. Raises ValidationError at the field `file`."""
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        headings = [heading.strip().lower() for heading in next(reader, [])]
        if missing := [name for name in HEADINGS if name not in headings]:
            raise ValidationError({"file": f"These headings are missing: {', '.join(missing)}."})
        return list(_rows(reader, [headings.index(name) for name in HEADINGS]))
    except (UnicodeDecodeError, csv.Error):
        raise ValidationError({"file": NOT_CSV}) from None


def _rows(reader: Iterator[list[str]], places: list[int]) -> Iterator[tuple[Child, bool]]:
    for number, cells in enumerate(reader, 2):
        if number > MOST_ROWS + 1:
            raise ValidationError({"file": f"The list has more than {MOST_ROWS:,} rows."})
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) <= max(places):
            raise ValidationError({"file": f"Row {number} has too few columns."})
        *facts, plan = (cells[place].strip() for place in places)
        if plan.lower() not in IN_PLAN:
            raise ValidationError({"file": f"Row {number}: in_plan must be “yes” or “no”."})
        try:
            date.fromisoformat(facts[3])
        except ValueError:
            raise ValidationError({"file": f"Row {number}: write date_of_birth as 2018-03-31."}) from None
        yield Child(*facts), IN_PLAN[plan.lower()]
