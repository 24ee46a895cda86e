"""Pages of what was said before with as many rows as asked for."""

from django.urls import reverse

from tests.factories.actionplans import ActionLinkFactory
from tests.factories.learning import FindingFactory, FindingLinkFactory
from tests.factories.said_before import FindingMergeFactory, SaidAgainFactory


def findings_recurring(rows, _):
    for _number in range(rows):
        said = SaidAgainFactory()
        FindingMergeFactory(kept=said.earlier)
        ActionLinkFactory(learning_point=FindingLinkFactory(finding=said.earlier).learning_point)
    return reverse("learning:findings-recurring")


def finding_said_before(rows, _):
    record = FindingFactory()
    for _number in range(rows):
        SaidAgainFactory(earlier=record)
        FindingMergeFactory(kept=record)
    return reverse("learning:finding-said-before", args=[record.reference])


SAID_BEFORE = {findings_recurring: 6, finding_said_before: 8}
