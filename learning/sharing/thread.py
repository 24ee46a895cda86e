"""What was sent of the learning as the golden thread shows it: it hangs on the learning points that it carries."""

from django.db.models import F, Q

from learning.choices import ShareMethod, ShareState
from learning.hanging import Hanging, Hung
from learning.sharing.queries import disseminations_for


def _tells(hung: Hung) -> tuple[str, str]:
    return f"Shared: {ShareMethod(hung.sort).label}", "purple"


SHARED = Hanging(
    key="shared",
    prefix="SHR",
    label="Shared learning",
    page="learning:shared",
    rows=disseminations_for,
    # What sends a publication hangs on the thread as that publication.
    stands=Q(state=ShareState.SENT, published_as=None),
    point=F("points__learning_point"),
    sort="method",
    day="sent_on",
    tells=_tells,
)
