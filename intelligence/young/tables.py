"""The list of what young people said, and what it can be filtered by."""

import django_filters
import django_tables2 as tables

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from intelligence.choices import YoungState
from intelligence.models import YoungVoice

YOUNG_COLOURS = {
    YoungState.WAITING: "yellow",
    YoungState.PROMISED: "blue",
    YoungState.DONE: "green",
    YoungState.WITHHELD: "grey",
    YoungState.WITHDRAWN: "grey",
}


class YoungFilter(GovFilterSet):
    """By words and state."""

    q = SearchFilter(fields=["reference", "said", "promised", "did"], label="Reference or words")
    state = django_filters.ChoiceFilter(choices=YoungState.choices, label="State")

    class Meta:
        model = YoungVoice
        fields = ["q", "state"]


class YoungTable(GovTable):
    """What young people said, the newest first."""

    reference = ReferenceColumn()
    said = tables.Column(attrs={"td": {"class": "gt-table__words"}}, orderable=False)
    heard_on = DateColumn(verbose_name="Said")
    owed_on = DateColumn(verbose_name="Told by")
    state = TagColumn(colours=YOUNG_COLOURS)

    class Meta(GovTable.Meta):
        model = YoungVoice
        fields = ["reference", "said", "heard_on", "owed_on", "state"]
