"""The list of pictures."""

import django_filters
import django_tables2 as tables

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from intelligence.choices import PictureState
from intelligence.models import Picture
from intelligence.picture.presenters import COLOURS


class PictureFilter(GovFilterSet):
    """By words and state."""

    q = SearchFilter(fields=["reference", "title", "purpose"], label="Reference or words")
    state = django_filters.ChoiceFilter(choices=PictureState.choices, label="State")

    class Meta:
        model = Picture
        fields = ["q", "state"]


class PictureTable(GovTable):
    """Pictures, the newest first."""

    reference = ReferenceColumn()
    title = tables.Column(verbose_name="What is counted", attrs={"td": {"class": "gt-table__words"}})
    state = TagColumn(colours=COLOURS)
    delete_on = DateColumn(verbose_name="Lists deleted on")

    class Meta(GovTable.Meta):
        model = Picture
        fields = ["reference", "title", "state", "delete_on"]
