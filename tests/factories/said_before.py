"""Findings that say the same: said again, and merged."""

import factory
from factory.django import DjangoModelFactory

from learning.models import FindingMerge, SaidAgain
from tests.factories.learning import FindingFactory
from tests.factories.partnership import PersonFactory


class SaidAgainFactory(DjangoModelFactory):
    class Meta:
        model = SaidAgain

    earlier = factory.SubFactory(FindingFactory)
    finding = factory.SubFactory(FindingFactory)
    why_not_held = "The training was given once."
    by = factory.SubFactory(PersonFactory)


class FindingMergeFactory(DjangoModelFactory):
    class Meta:
        model = FindingMerge

    duplicate = factory.SubFactory(FindingFactory)
    kept = factory.SubFactory(FindingFactory)
    why = "Two audits looked at the same visits."
    by = factory.SubFactory(PersonFactory)


def of_said_before(activity) -> dict[str, list]:
    """Return the parts of the address that takes a duplicate of an activity apart."""
    merge = FindingMergeFactory(duplicate=FindingFactory(activity=activity), kept=FindingFactory(activity=activity))
    return {"finding merge": [merge.duplicate.reference, merge.pk]}
