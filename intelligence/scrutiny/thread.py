"""What was referred to the scrutineer as the golden thread shows it: it hangs on the learning points behind it."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from intelligence.choices import ScrutinyState
from intelligence.scrutiny.queries import scrutinies_for
from learning.hanging import Hanging, Hung


def _tells(hung: Hung) -> tuple[str, str]:
    state = ScrutinyState(hung.state)
    return state.label, "yellow" if state == ScrutinyState.REFERRED else "blue"


# A scrutiny’s own thread is that of its activity: it has no prefix here.
REFERRED = Hanging(
    key="referred",
    label="Referred to independent scrutiny",
    page="intelligence:scrutiny",
    rows=scrutinies_for,
    stands=Q(),
    point=Coalesce(
        "referral__learning_point",
        "referral__finding__links__learning_point",
        "referral__theme__learning_points",
        "referral__recommendation__links__learning_point",
        "referral__action__links__learning_point",
    ),
    day="referred_on",
    tells=_tells,
)
