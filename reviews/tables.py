"""The lists of incidents and what they can be filtered by."""

import django_filters
import django_tables2 as tables

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn
from reviews.choices import Nature
from reviews.models import SeriousIncident


class ConsideredFilter(GovFilterSet):
    """By reference, what happened, and the year of the decision."""

    q = SearchFilter(fields=["reference", "case__pseudonym"], label="Reference or pseudonym")
    nature = django_filters.ChoiceFilter(choices=Nature.choices, label="What happened")
    year = django_filters.NumberFilter(
        field_name="decided_on__year", min_value=1990, max_value=2200, label="Year of the decision"
    )

    class Meta:
        model = SeriousIncident
        fields = ["q", "nature", "year"]


class ConsideredTable(GovTable):
    """Incidents that were considered and not notified; the reasons stand on each record."""

    reference = ReferenceColumn()
    nature = tables.Column(verbose_name="What happened", accessor="get_nature_display", order_by="nature")
    child = tables.Column(verbose_name="Child", accessor="case__pseudonym")
    decided_on = DateColumn(verbose_name="Decided")
    decided_by = tables.Column(verbose_name="By", orderable=False)

    class Meta(GovTable.Meta):
        model = SeriousIncident
        fields = ["reference", "nature", "child", "decided_on", "decided_by"]
