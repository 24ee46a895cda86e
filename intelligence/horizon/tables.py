"""The register of risks, and what it can be filtered by."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from intelligence.choices import Impact, Likelihood, SignalState
from intelligence.horizon.presenters import COLOURS
from intelligence.horizon.queries import overdue
from intelligence.models import RiskSignal


class RiskFilter(GovFilterSet):
    """By words, state, likelihood, impact, and whether the review is overdue."""

    q = SearchFilter(fields=["reference", "title", "description", "evidence", "children"], label="Reference or words")
    state = django_filters.ChoiceFilter(choices=SignalState.choices, label="State")
    likelihood = django_filters.ChoiceFilter(choices=Likelihood.choices, label="How likely")
    impact = django_filters.ChoiceFilter(choices=Impact.choices, label="How serious")
    review = django_filters.ChoiceFilter(choices=[("overdue", "Overdue")], method="late", label="Review")

    class Meta:
        model = RiskSignal
        fields = ["q", "state", "likelihood", "impact", "review"]

    def late(self, rows: QuerySet[RiskSignal], name: str, value: str) -> QuerySet[RiskSignal]:
        return overdue(rows)


class RiskTable(GovTable):
    """Risks, those first that are looked at again soonest."""

    reference = ReferenceColumn()
    title = tables.Column(verbose_name="Risk", attrs={"td": {"class": "gt-table__words"}})
    likelihood = tables.Column(verbose_name="How likely")
    impact = tables.Column(verbose_name="How serious")
    owner = tables.Column(verbose_name="Who watches it")
    review_on = DateColumn(verbose_name="Looked at again")
    state = TagColumn(colours=COLOURS)

    class Meta(GovTable.Meta):
        model = RiskSignal
        fields = ["reference", "title", "likelihood", "impact", "owner", "review_on", "state"]

    def render_impact(self, value: str) -> str:
        return value.partition(":")[0]
