"""The catalogue of indicators as a list."""

import django_filters
import django_tables2 as tables

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import GovTable, ReferenceColumn
from intelligence.choices import Question
from intelligence.models import Indicator


class IndicatorFilter(GovFilterSet):
    """By words and by question."""

    q = SearchFilter(fields=["code", "name", "owner"], label="Code, name or owner")
    question = django_filters.ChoiceFilter(choices=Question.choices, label="Question")

    class Meta:
        model = Indicator
        fields = ["q", "question"]


class IndicatorTable(GovTable):
    """The indicators by their codes."""

    code = ReferenceColumn()
    name = tables.Column(attrs={"td": {"class": "gt-table__words"}})
    question = tables.Column()
    owner = tables.Column(verbose_name="Owner")
    figure_count = tables.Column(verbose_name="Figures")

    class Meta(GovTable.Meta):
        model = Indicator
        fields = ["code", "name", "question", "owner", "figure_count"]
