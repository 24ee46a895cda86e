"""Pages of indicators with as many rows as asked for."""

from django.urls import reverse

from intelligence.indicators import services
from tests.factories.indicators import (
    ENFIELD,
    IndicatorFactory,
    a_rebase,
    a_waiting_file,
    authorities_of,
    brought_in,
    own_figures,
    rare_indicator,
)
from tests.factories.partnership import PersonFactory, PriorityFactory


def scorecards(rows, _):
    priority = PriorityFactory()
    for _number in range(rows):
        indicator = IndicatorFactory()
        own_figures(indicator, [1, 2])
        services.keep(by=indicator.recorded_by, indicator=indicator, priorities=[priority])
    return reverse("intelligence:scorecards")


def indicators(rows, _):
    for _number in range(rows):
        IndicatorFactory()
    return reverse("intelligence:indicators")


def indicator(rows, _):
    record = IndicatorFactory()
    own_figures(record, range(rows))
    return record.get_absolute_url()


def rebased_indicator(rows, _):
    """An indicator with limits worked out anew, of which others see joined figures."""
    record = IndicatorFactory()
    own_figures(record, range(rows + 1))
    for place in range(1, rows + 1):
        a_rebase(record, place)
    return record.get_absolute_url()


def rare(rows, _):
    return rare_indicator([30] * rows).get_absolute_url()


def authorities(rows, _):
    authorities_of(record := IndicatorFactory(), rows)
    return reverse("intelligence:indicator-authorities", args=[record.code])


def data_imports(rows, _):
    for number in range(min(rows, 3)):
        brought_in(rows=[(ENFIELD, 2000 + number, 1, "1", "1")])
    return reverse("intelligence:imports")


def data_import(rows, _):
    years = [(ENFIELD, 2000 + number, 1, "1", "1") for number in range(rows)]
    return reverse("intelligence:import", args=[a_waiting_file(PersonFactory(), years).reference])


INDICATORS = {
    scorecards: 9,
    indicators: 4,
    indicator: 11,
    rebased_indicator: 11,
    rare: 12,
    authorities: 4,
    data_imports: 3,
    data_import: 4,
}
