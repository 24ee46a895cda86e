"""Pages of figures that agencies are asked for, with as many rows as asked for."""

from django.urls import reverse

from intelligence.asked.presenters import quarters
from tests.factories.asked import figures_asked, owned
from tests.factories.partnership import AgencyFactory


def asked_figures(rows, _):
    agency = AgencyFactory()
    figures_asked(*(owned(agency) for _number in range(rows)))
    for _number in range(rows):
        owned()
    return reverse("intelligence:asked-figures")


def asked_figures_ask(rows, _):
    for _number in range(rows):
        owned()
    return reverse("intelligence:asked-figures-ask", args=[next(iter(quarters()))])


ASKED = {asked_figures: 17, asked_figures_ask: 7}
