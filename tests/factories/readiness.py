"""Evidence under the criteria of an inspection, on whatever record the test asks for."""

from datetime import date
from typing import Any

from django.utils import timezone

from audits.models import Criterion, Exhibit, InspectionFramework
from audits.readiness import services
from audits.readiness.queries import Candidate
from tests.factories.learning import LearningPointFactory
from tests.factories.partnership import PersonFactory


def a_criterion(place: int = 1, code: str = "jtai-2024-04") -> Criterion:
    """Return a shipped criterion; a database that was emptied since it was made has them again."""
    if not InspectionFramework.objects.exists():
        services.bring_frameworks()
    return Criterion.objects.get(framework__code=code, place=place)


def an_exhibit(
    criterion: Criterion | None = None, *, field: str = "learning_point", record: Any = None, **facts: Any
) -> Exhibit:
    """Return evidence under a criterion: a new learning point, unless another record is given."""
    record = record or LearningPointFactory()
    day: date = facts.pop("dated_on", timezone.localdate())
    candidate = Candidate(field, record, facts.pop("kind", "Learning point"), "What it was called", day)
    by = facts.pop("by", None) or PersonFactory()
    return services.put_under(by=by, criterion=criterion or a_criterion(), candidate=candidate, shows="It shows a way.")


def of_readiness() -> dict[str, list]:
    """Return the parts of the addresses of criteria and of what stands under one."""
    exhibit = an_exhibit()
    place = [exhibit.criterion.framework.code, exhibit.criterion.key]
    return {
        "readiness framework": place[:1],
        "readiness criterion": place,
        "readiness exhibit": [*place, exhibit.pk],
    }
