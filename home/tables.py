"""The access log as a list."""

import django_filters
import django_tables2 as tables

from escp.access.models import AccessLog
from escp.ui.filters import DateFilter, GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, TagColumn


class AccessLogFilter(GovFilterSet):
    reference = SearchFilter(fields=["reference"], label="Reference")
    person = SearchFilter(fields=["person_name"], label="Person")
    action = SearchFilter(fields=["action"], label="What was done")
    outcome = django_filters.ChoiceFilter(choices=AccessLog.Outcome.choices, label="Outcome")
    since = DateFilter(field_name="at", lookup_expr="date__gte", label="On or after")

    class Meta:
        model = AccessLog
        fields = ["reference", "person", "action", "outcome", "since"]


class AccessLogTable(GovTable):
    at = DateColumn(verbose_name="When")
    person_name = tables.Column(verbose_name="Who")
    action = tables.Column(verbose_name="What was done")
    reference = tables.Column()
    fields_seen = tables.Column(accessor="fields", verbose_name="Fields", orderable=False)
    purpose = tables.Column(verbose_name="Reason given")
    outcome = TagColumn(colours={"allowed": "green", "denied": "red"})

    class Meta(GovTable.Meta):
        model = AccessLog
        fields = ["at", "person_name", "action", "reference", "fields_seen", "purpose", "outcome"]

    def render_fields_seen(self, value: list[str]) -> str:
        return ", ".join(name.replace("_", " ") for name in value)
