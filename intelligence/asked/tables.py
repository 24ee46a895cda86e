"""What agencies were asked for, as a list."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from escp.partnership.queries import agencies_to_name
from escp.returns.choices import ReturnState
from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, TagColumn
from intelligence.asked.presenters import LATE, state_of
from intelligence.asked.queries import late
from intelligence.models import AskedFigure


class AskedFigureFilter(GovFilterSet):
    """By words, agency, how far it is, and whether it is late."""

    q = SearchFilter(fields=["indicator__code", "indicator__name", "period"], label="Indicator or period")
    agency = django_filters.ModelChoiceFilter(
        field_name="asked__agency", queryset=lambda request: agencies_to_name(), label="Agency"
    )
    state = django_filters.ChoiceFilter(field_name="asked__state", choices=ReturnState.choices, label="State")
    overdue = django_filters.ChoiceFilter(choices=[("late", LATE)], method="only_late", label="Late")

    class Meta:
        model = AskedFigure
        fields = ["q", "agency", "state", "overdue"]

    def only_late(self, rows: QuerySet[AskedFigure], name: str, value: str) -> QuerySet[AskedFigure]:
        return late(rows)


class AskedFigureTable(GovTable):
    """The figures that were asked for, the latest period first."""

    indicator = tables.Column(linkify=lambda record: record.indicator.get_absolute_url())
    period = tables.Column(order_by=("ends_on", "starts_on"))
    agency = tables.Column(accessor="asked__agency__short_name", verbose_name="Agency")
    due_on = DateColumn(accessor="asked__due_on", verbose_name="By when")
    state = TagColumn(accessor="asked__state", colours=state_of, verbose_name="State")
    asked = tables.Column(accessor="asked__reference", linkify=True, verbose_name="Return")

    class Meta(GovTable.Meta):
        model = AskedFigure
        fields = ["indicator", "period", "agency", "due_on", "state", "asked"]
