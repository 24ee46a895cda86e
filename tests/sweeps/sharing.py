"""Pages of what passes learning on, with as many rows as asked for."""

from django.urls import reverse

from tests.factories.sharing import SharedPointFactory, a_shared


def sharing(rows, _):
    for number in range(rows):
        a_shared(replied=bool(number % 2))
    return reverse("learning:sharing")


def shared(rows, _):
    record = a_shared(agencies=rows, replied=True)
    for _number in range(rows):
        SharedPointFactory(dissemination=record)
    return record.get_absolute_url()


def reach(rows, _):
    a_shared(agencies=rows, replied=True)
    return reverse("learning:sharing-reach")


SHARING = {sharing: 5, shared: 12, reach: 8}
