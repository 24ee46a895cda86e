"""The lists of audits and what they can be filtered by."""

import django_filters
import django_tables2 as tables

from audits.choices import AuditState
from audits.models import MultiAgencyAudit
from audits.presenters.multi_agency import COLOURS
from escp.partnership.models.plan import year_name
from escp.partnership.queries import agencies_to_name, priorities_to_name
from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from learning.forms import years_to_choose


class AuditFilter(GovFilterSet):
    """By words, how far it has come, lead agency, Business Plan priority and year of the programme."""

    q = SearchFilter(fields=["reference", "title"], label="Reference or theme")
    state = django_filters.ChoiceFilter(choices=AuditState.choices, label="How far it has come")
    lead = django_filters.ModelChoiceFilter(queryset=lambda request: agencies_to_name(), label="Lead agency")
    priorities = django_filters.ModelChoiceFilter(
        queryset=lambda request: priorities_to_name(), label="Business Plan priority"
    )
    year = django_filters.TypedChoiceFilter(choices=years_to_choose, coerce=int, label="Programme of the year")

    class Meta:
        model = MultiAgencyAudit
        fields = ["q", "state", "lead", "priorities", "year"]


class AuditTable(GovTable):
    """Multi-agency audits, the newest first."""

    reference = ReferenceColumn()
    title = tables.Column(verbose_name="Theme", attrs={"td": {"class": "gt-table__words"}})
    state = TagColumn(colours=COLOURS)
    lead = tables.Column(verbose_name="Lead agency", accessor="lead__short_name")
    agency_count = tables.Column(verbose_name="Agencies")
    planned_on = DateColumn(verbose_name="Planned start")
    # The planned start says it on the page; a spreadsheet has room for a column of its own.
    year = tables.Column(verbose_name="Programme", visible=False)

    class Meta(GovTable.Meta):
        model = MultiAgencyAudit
        fields = ["reference", "title", "state", "lead", "agency_count", "planned_on", "year"]

    def render_year(self, value: int) -> str:
        return year_name(value)
