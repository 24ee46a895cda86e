"""Publications as the golden thread shows them: what was published hangs on the learning points that it told of."""

from django.db.models import Q

from learning.choices import PublicationState, ShareMethod
from learning.hanging import Hanging, Hung
from learning.publications.queries import published_for


def _tells(hung: Hung) -> tuple[str, str]:
    state = PublicationState(hung.state)
    return f"{ShareMethod(hung.sort).label}: {state.label.lower()}", "purple"


PUBLICATIONS = Hanging(
    key="publication",
    prefix="PUB",
    label="Publication",
    page="learning:published",
    rows=published_for,
    stands=Q(state=PublicationState.PUBLISHED),
    point="dissemination__points__learning_point",
    sort="kind",
    day="published_on",
    tells=_tells,
)
