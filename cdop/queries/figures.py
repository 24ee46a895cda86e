"""What is counted: the deaths that the panel has reviewed, and the days on which children died."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from cdop.choices import State
from cdop.figures import Reviewed
from cdop.models import ChildDeath
from cdop.policies import REVIEWED_HERE
from cdop.queries.deaths import deaths_for
from escp.partnership.models import Person

COUNTED = ("died_at", "panel_on", "child__age_band", "analysis__category", "analysis__modifiability")


def reviewed_for(person: Person) -> list[Reviewed]:
    """Return what is counted of the reviewed deaths that a person may know of."""
    return _counted(deaths_for(person))


def reviewed_by_all() -> list[Reviewed]:
    """Return what is counted of every reviewed death, whoever asks: it is shown to nobody unless it is suppressed.

    Figures that depended on who asks would tell, by their difference, of the deaths that one of two people may not see.
    """
    return _counted(ChildDeath.objects.all())


def _counted(deaths: QuerySet[ChildDeath]) -> list[Reviewed]:
    rows = deaths.exclude(state=State.OUT_OF_SCOPE).exclude(panel_on=None).order_by().values_list(*COUNTED)
    return [
        Reviewed(timezone.localdate(died_at), reviewed_on, age, category, modifiability or "")
        for died_at, reviewed_on, age, category, modifiability in rows
    ]


def days_of_deaths_for(person: Person) -> list[date]:
    """Return the days on which children died whose deaths are reviewed here and that a person may know of."""
    rows = deaths_for(person).exclude(state=State.OUT_OF_SCOPE).filter(scope__in=REVIEWED_HERE)
    return sorted(timezone.localdate(died_at) for died_at in rows.order_by().values_list("died_at", flat=True))
