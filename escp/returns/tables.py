"""Requests as a list."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from escp.returns.kinds import KINDS
from escp.returns.models import Request
from escp.ui.filters import DateFilter, GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn


class RequestFilter(GovFilterSet):
    q = SearchFilter(fields=["reference", "title", "about_reference"], label="Reference or words")
    kind = django_filters.ChoiceFilter(
        choices=lambda: [(kind.key, kind.label) for kind in KINDS.values()], label="What for"
    )
    open = django_filters.ChoiceFilter(
        choices=[("yes", "Somebody has not replied")], method="unanswered", label="Replies"
    )
    due_before = DateFilter(field_name="due_on", lookup_expr="lte", label="Due on or before")

    class Meta:
        model = Request
        fields = ["q", "kind", "open", "due_before"]

    def unanswered(self, rows: QuerySet[Request], name: str, value: str) -> QuerySet[Request]:
        return rows.filter(still_open__gt=0)


class RequestTable(GovTable):
    reference = ReferenceColumn()
    title = tables.Column(verbose_name="What is asked")
    about_reference = tables.Column(verbose_name="About")
    asked_at = DateColumn(verbose_name="Asked")
    due_on = DateColumn(verbose_name="By when")
    replied = tables.Column(verbose_name="Replied", order_by=("still_open", "replied"))

    class Meta(GovTable.Meta):
        model = Request
        fields = ["reference", "title", "about_reference", "asked_at", "due_on", "replied"]

    def render_replied(self, record: Request) -> str:
        return f"{record.replied} of {record.asked_of}"  # type: ignore[attr-defined]

    def value_replied(self, record: Request) -> str:
        return self.render_replied(record)
