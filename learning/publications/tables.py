"""The list of publications, and what it can be filtered by."""

import django_filters
import django_tables2 as tables

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from learning.choices import WRITTEN_HERE, Publication, PublicationState, ShareMethod
from learning.models import LearningPublication

COLOURS = {
    PublicationState.DRAFT: "yellow",
    PublicationState.CHECKED: "blue",
    PublicationState.APPROVED: "purple",
    PublicationState.PUBLISHED: "green",
    PublicationState.SUPERSEDED: "grey",
    PublicationState.WITHDRAWN: "grey",
}


class PublicationFilter(GovFilterSet):
    """By words, kind, state, and who may read it."""

    q = SearchFilter(fields=["reference", "title", "audience", "about"], label="Reference or words")
    kind = django_filters.ChoiceFilter(
        choices=[(kind, ShareMethod(kind).label) for kind in WRITTEN_HERE], label="What it is"
    )
    state = django_filters.ChoiceFilter(choices=PublicationState.choices, label="State")
    readers = django_filters.ChoiceFilter(choices=Publication.choices, label="Who may read it")

    class Meta:
        model = LearningPublication
        fields = ["q", "kind", "state", "readers"]


class PublicationTable(GovTable):
    """Publications, the latest first."""

    reference = ReferenceColumn()
    title = tables.Column(attrs={"td": {"class": "gt-table__words"}})
    kind = tables.Column(verbose_name="What it is")
    state = TagColumn(colours=COLOURS)
    published_on = DateColumn(verbose_name="Published")
    review_on = DateColumn(verbose_name="Look again by")

    class Meta(GovTable.Meta):
        model = LearningPublication
        fields = ["reference", "title", "kind", "state", "published_on", "review_on"]
