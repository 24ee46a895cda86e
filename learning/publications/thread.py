"""Publications as the golden thread shows them: what was published hangs on the learning points that it told of."""

from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from escp.partnership.models import Person
from learning.choices import PublicationState, ShareMethod
from learning.hanging import Hanging, Hung
from learning.publications.queries import published_for


def _told(person: Person) -> QuerySet[Any]:
    """Return what a person may read, with the parts that are not left out as `told`."""
    kept = FilteredRelation("parts", condition=Q(parts__left_out_because=""))
    return published_for(person).annotate(told=kept)


def _tells(hung: Hung) -> tuple[str, str]:
    state = PublicationState(hung.state)
    return f"{ShareMethod(hung.sort).label}: {state.label.lower()}", "purple"


PUBLICATIONS = Hanging(
    key="publication",
    prefix="PUB",
    label="Publication",
    page="learning:published",
    rows=_told,
    stands=Q(state=PublicationState.PUBLISHED),
    point=Coalesce("told__learning_point", "dissemination__points__learning_point"),
    sort="kind",
    day="published_on",
    tells=_tells,
)
