"""Pages of readiness for inspection with as much evidence as asked for."""

from django.urls import reverse

from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.readiness import a_criterion, an_exhibit


def _evidence(rows):
    criterion = a_criterion()
    for _number in range(rows):
        an_exhibit(criterion, field="activity", record=MultiAgencyAuditFactory().activity)
        an_exhibit(criterion)
    return criterion


def criteria(rows, _):
    _evidence(rows)
    return reverse("audits:readiness")


def one_criterion(rows, _):
    return _evidence(rows).get_absolute_url()


def pack(rows, _):
    return reverse("audits:readiness-pack", args=[_evidence(rows).framework.code])


READINESS = {criteria: 6, one_criterion: 7, pack: 5}
