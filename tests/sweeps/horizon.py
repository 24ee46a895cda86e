"""Pages of the horizon, with as many rows as asked for."""

from django.urls import reverse

from tests.factories.horizon import RiskSignalFactory, asked_about
from tests.factories.learning import FindingFactory


def horizon(rows, _):
    for _number in range(rows):
        RiskSignalFactory()
    return reverse("intelligence:horizon")


def risk(rows, _):
    record = RiskSignalFactory(state="acted_on")
    for _number in range(rows):
        asked_about(record)
        FindingFactory(activity=record.activity)
    return record.get_absolute_url()


HORIZON = {horizon: 4, risk: 20}
