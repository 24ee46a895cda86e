"""The library of external learning, and what it can be filtered by."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils import timezone

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from escp.ui.words import date_in_words
from intelligence.choices import ExternalKind
from intelligence.external.queries import overdue
from intelligence.models import ExternalItem
from reviews.choices import NationalState, Relevance
from reviews.presenters.national_review import COLOURS


class ExternalFilter(GovFilterSet):
    """By words, kind, state, relevance, and whether triage is overdue."""

    q = SearchFilter(fields=["reference", "title", "publisher", "summary"], label="Reference or words")
    kind = django_filters.ChoiceFilter(choices=ExternalKind.choices, label="Kind")
    state = django_filters.ChoiceFilter(choices=NationalState.choices, label="State")
    relevance = django_filters.ChoiceFilter(choices=Relevance.choices, label="How much it matters here")
    triage = django_filters.ChoiceFilter(choices=[("overdue", "Overdue")], method="late", label="Triage")

    class Meta:
        model = ExternalItem
        fields = ["q", "kind", "state", "relevance", "triage"]

    def late(self, rows: QuerySet[ExternalItem], name: str, value: str) -> QuerySet[ExternalItem]:
        return overdue(rows)


class ExternalTable(GovTable):
    """External learning, the newest first."""

    reference = ReferenceColumn()
    title = tables.Column(attrs={"td": {"class": "gt-table__words"}})
    kind = tables.Column(verbose_name="What it is")
    published_on = DateColumn(verbose_name="Published")
    state = TagColumn(colours=COLOURS)
    triage_due = tables.Column(verbose_name="Triage", default="Done")

    class Meta(GovTable.Meta):
        model = ExternalItem
        fields = ["reference", "title", "kind", "published_on", "state", "triage_due"]

    def render_triage_due(self, value) -> str:
        return f"Overdue since {date_in_words(value)}" if value < timezone.localdate() else f"By {date_in_words(value)}"
