"""The fuller picture as a person may see it. No row of a list is ever shown: they are read to be counted."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from escp.access.permissions import Permission
from escp.partnership.models import Agency, Person
from escp.returns.choices import ReturnState
from escp.returns.models import Return
from intelligence.choices import PictureState
from intelligence.models import Picture, PictureEntry, PictureList

LIST_KIND = "intelligence.picture-list"


def pictures_for(person: Person) -> QuerySet[Picture]:
    """Return the pictures: their counts are made to be read by all who read intelligence."""
    if not person.may(Permission.SEE_INTELLIGENCE):
        return Picture.objects.none()
    return Picture.objects.select_related("proposed_by", "approved_by").order_by("-proposed_on", "-pk")


def pictures_to_ask_for(person: Person) -> QuerySet[Picture]:
    """Return the pictures for which agencies may be asked for their lists: those that are approved and not counted."""
    return pictures_for(person).filter(state=PictureState.APPROVED)


def asked_for_lists(picture: Picture) -> QuerySet[Return]:
    """Return what agencies were asked for a picture, without those asked no longer."""
    kind = ContentType.objects.get_for_model(Picture)
    returns = Return.objects.filter(request__kind=LIST_KIND, request__content_type=kind, request__object_id=picture.pk)
    return returns.exclude(state=ReturnState.WAIVED).select_related("agency", "request").order_by("agency__name", "pk")


def list_from(picture: Picture, agency: Agency) -> PictureList | None:
    """Return the list of an agency, or None while none is here."""
    return picture.lists.filter(agency=agency).first()


def lists_of(picture: Picture) -> QuerySet[PictureList]:
    """Return what each agency sent: how many rows, when and by whom."""
    return picture.lists.select_related("agency", "sent_by").order_by("agency__name")


def rows_of(picture: Picture) -> list[tuple[dict[str, str], str, bool]]:
    """Return the keys, the agency and whether it is in a plan, of every row of a picture, in a fixed order."""
    rows = PictureEntry.objects.filter(of__picture=picture).order_by("pk")
    return list(rows.values_list("keys", "of__agency__short_name", "in_plan"))


def due_for_deletion(today: date) -> QuerySet[Picture]:
    """Return the pictures whose lists are to be gone by a day."""
    return Picture.objects.filter(delete_on__lte=today).exclude(state__in=[PictureState.DELETED, PictureState.PROPOSED])
