"""The plan of independent scrutiny, and what it can be filtered by."""

import django_filters
import django_tables2 as tables

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from intelligence.choices import ScrutinyState
from intelligence.models import Scrutiny
from intelligence.scrutiny.presenters import COLOURS


class ScrutinyFilter(GovFilterSet):
    """By words, year and state."""

    q = SearchFilter(fields=["reference", "title", "asks", "scrutineer"], label="Reference or words")
    year = django_filters.NumberFilter(label="Year in which the plan begins", min_value=2015, max_value=2100)
    state = django_filters.ChoiceFilter(choices=ScrutinyState.choices, label="State")

    class Meta:
        model = Scrutiny
        fields = ["q", "year", "state"]


class ScrutinyTable(GovTable):
    """Independent scrutiny, the latest plan first."""

    reference = ReferenceColumn()
    title = tables.Column(verbose_name="Topic", attrs={"td": {"class": "gt-table__words"}})
    year = tables.Column(accessor="year_in_words", verbose_name="Plan of", order_by="year")
    report_due_on = DateColumn(verbose_name="Report due")
    state = TagColumn(colours=COLOURS)
    challenge_count = tables.Column(verbose_name="Challenges")

    class Meta(GovTable.Meta):
        model = Scrutiny
        fields = ["reference", "title", "year", "report_due_on", "state", "challenge_count"]
