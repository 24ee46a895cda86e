"""The fuller picture as a person may see it. No row of a list is ever shown: they are read to be counted."""

from datetime import date

from django.db.models import QuerySet

from escp.access.permissions import Permission
from escp.partnership.models import Person
from intelligence.choices import PictureState
from intelligence.models import Picture, PictureEntry, PictureList


def pictures_for(person: Person) -> QuerySet[Picture]:
    """Return the pictures: their counts are made to be read by all who read intelligence."""
    if not person.may(Permission.SEE_INTELLIGENCE):
        return Picture.objects.none()
    return Picture.objects.select_related("proposed_by", "approved_by").order_by("-proposed_on", "-pk")


def lists_of(picture: Picture) -> QuerySet[PictureList]:
    """Return what each agency sent: how many rows, when and by whom."""
    return picture.lists.select_related("agency", "sent_by").order_by("agency__name")


def entries_of(picture: Picture) -> QuerySet[PictureEntry]:
    """Return every row of a picture, with its agency, in a fixed order."""
    return PictureEntry.objects.filter(of__picture=picture).select_related("of__agency").order_by("pk")


def due_for_deletion(today: date) -> QuerySet[Picture]:
    """Return the pictures whose lists are to be gone by a day."""
    return Picture.objects.filter(delete_on__lte=today).exclude(state__in=[PictureState.DELETED, PictureState.PROPOSED])
