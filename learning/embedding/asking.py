"""What each agency states once a year: whether its own training reflects what was learned."""

from collections.abc import Collection

from django.utils import timezone

from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.partnership.models import Agency
from escp.partnership.models.plan import year_name, year_of
from escp.returns.kinds import RequestKind
from escp.ui.words import listed
from learning.embedding.queries import QUESTIONNAIRE, TRAINING, agencies_asked_to_state


def asked_this_year(agencies: Collection[Agency]) -> str:
    """Return which agencies were asked for their statement this year already, in words; empty for none."""
    year = year_of(timezone.localdate())
    asked = agencies_asked_to_state(year)
    names = sorted(one.name for one in agencies if one.pk in asked)
    return f"{listed(names)} stated this for {year_name(year)} already, or were asked to." if names else ""


STATEMENT = RequestKind(
    key=TRAINING,
    label="Statement that single-agency training reflects the learning",
    questionnaire=QUESTIONNAIRE,
    asked_enough=asked_this_year,
    level=Level.LOCAL,
    authority="The partnership’s learning framework: members state it; once a year is a proposal of ours",
    remind=(before_due(10), before_due(0)),
    escalate=ladder(agency_lead=after_due(1), delegated=after_due(10)),
)
