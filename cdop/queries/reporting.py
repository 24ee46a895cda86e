"""What agencies are asked for after a child's death, and how far each is."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from cdop.models import ChildDeath
from escp.partnership.models import Person
from escp.returns.choices import ReturnState
from escp.returns.models import Return
from escp.returns.queries import returns_asked_by


def forms_asked_about(person: Person, death: ChildDeath) -> QuerySet[Return]:
    """Return the reporting forms that were asked about a death, by agency, for those who may ask for them."""
    about = ContentType.objects.get_for_model(death)
    asked = returns_asked_by(person).filter(request__content_type=about, request__object_id=death.pk)
    return asked.order_by("agency__name", "pk")


def agencies_asked_about(death: ChildDeath) -> set[int]:
    """Return the agencies that are asked about a death already, by key; not those that are no longer asked."""
    about = ContentType.objects.get_for_model(death)
    asked = Return.objects.filter(request__content_type=about, request__object_id=death.pk)
    return set(asked.exclude(state=ReturnState.WAIVED).values_list("agency", flat=True))
