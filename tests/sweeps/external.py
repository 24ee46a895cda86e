"""Pages of external learning, with as many rows as asked for."""

from django.urls import reverse

from tests.factories.external import ExternalItemFactory, asked_after_external
from tests.factories.learning import FindingFactory


def external(rows, _):
    for _number in range(rows):
        ExternalItemFactory()
    return reverse("intelligence:external")


def external_item(rows, _):
    record = ExternalItemFactory(state="assurance_requested")
    for _number in range(rows):
        asked_after_external(record)
        FindingFactory(activity=record.activity)
    return record.get_absolute_url()


EXTERNAL = {external: 4, external_item: 21}
