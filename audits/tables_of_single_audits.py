"""The register of single-agency audits and the list of their years, and what the register can be filtered by."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from audits.choices import CarriedOutBy
from audits.models import SingleAgencyAudit, SingleAgencyYear
from audits.presenters.single_agency import COLOURS
from audits.queries.looked_at import touching_on
from escp.partnership.models.plan import year_name
from escp.partnership.queries import agencies_to_name
from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from learning.forms import years_to_choose
from learning.likeness import topic_name
from learning.topics import TOPICS

TOPIC_CHOICES = sorted(((topic, topic_name(topic)) for topic in TOPICS), key=lambda choice: choice[1])


class SingleAuditFilter(GovFilterSet):
    """By words, agency, topic, year of the meeting, and who did it."""

    q = SearchFilter(fields=["reference", "title", "topics", "learning"], label="Reference or words")
    agency = django_filters.ModelChoiceFilter(queryset=lambda request: agencies_to_name(), label="Agency")
    topic = django_filters.ChoiceFilter(choices=TOPIC_CHOICES, label="Topic", method="on_topic")
    year = django_filters.TypedChoiceFilter(
        choices=years_to_choose, coerce=int, label="Shared in the year", field_name="year__year"
    )
    by_whom = django_filters.ChoiceFilter(choices=CarriedOutBy.choices, label="Who did it")

    class Meta:
        model = SingleAgencyAudit
        fields = ["q", "agency", "topic", "year", "by_whom"]

    def on_topic(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return touching_on(rows, value)


class SingleAuditTable(GovTable):
    """Single-agency audits, the newest first. What a page has no room for stands in the spreadsheet."""

    reference = ReferenceColumn()
    title = tables.Column(attrs={"td": {"class": "gt-table__words"}})
    agency = tables.Column(verbose_name="Agency", accessor="agency__short_name")
    sample = tables.Column(verbose_name="Cases")
    finding_count = tables.Column(verbose_name="Findings")
    finished_on = DateColumn(verbose_name="Finished")
    method = tables.Column(visible=False)
    grades = tables.Column(visible=False)
    learning = tables.Column(visible=False)
    impact = tables.Column(visible=False)
    next_steps = tables.Column(visible=False)

    class Meta(GovTable.Meta):
        model = SingleAgencyAudit
        fields = ["reference", "title", "agency", "sample", "finding_count", "finished_on"]


class YearTable(GovTable):
    """Years of single-agency audits, the latest first."""

    year = tables.Column(linkify=True)
    state = TagColumn(colours=COLOURS)
    audit_count = tables.Column(verbose_name="Audits")
    asked_on = DateColumn(verbose_name="Agencies asked")
    met_on = DateColumn(verbose_name="Meeting held")

    class Meta(GovTable.Meta):
        model = SingleAgencyYear
        fields = ["year", "state", "audit_count", "asked_on", "met_on"]

    def render_year(self, value: Any) -> str:
        return year_name(value)
