"""The list of surveys, and what it can be filtered by."""

import django_filters
import django_tables2 as tables

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from intelligence.choices import SurveyState
from intelligence.models import Survey

COLOURS = {
    SurveyState.DRAFT: "grey",
    SurveyState.OPEN: "blue",
    SurveyState.CLOSED: "yellow",
    SurveyState.SHARED: "green",
    SurveyState.DROPPED: "grey",
}


class SurveyFilter(GovFilterSet):
    """By words and state."""

    q = SearchFilter(fields=["reference", "title", "audience", "why"], label="Reference or words")
    state = django_filters.ChoiceFilter(choices=SurveyState.choices, label="State")

    class Meta:
        model = Survey
        fields = ["q", "state"]


class SurveyTable(GovTable):
    """Surveys, those that close last first."""

    reference = ReferenceColumn()
    title = tables.Column(attrs={"td": {"class": "gt-table__words"}})
    asks = tables.Column(verbose_name="Questions", accessor="asks__questionnaire__title", orderable=False)
    closes_on = DateColumn(verbose_name="Last day")
    state = TagColumn(colours=COLOURS)

    class Meta(GovTable.Meta):
        model = Survey
        fields = ["reference", "title", "asks", "closes_on", "state"]
