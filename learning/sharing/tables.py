"""The list of what was shared, and what it and the reach map can be filtered by."""

from datetime import date

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from escp.partnership.models.plan import APRIL
from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from learning.choices import ShareMethod, ShareState
from learning.forms import years_to_choose
from learning.models import Dissemination, Theme
from learning.queries import themes_for
from learning.sharing.queries import carrying_theme, unanswered

SHARE_COLOURS = {ShareState.DRAFT: "grey", ShareState.SENT: "green", ShareState.SUPERSEDED: "yellow"}


def _themes(request: object) -> QuerySet[Theme]:
    return themes_for(request.user).order_by("-year", "title", "pk")  # type: ignore[attr-defined]


class ReachFilter(GovFilterSet):
    """By theme, and by the year in which it was sent."""

    theme = django_filters.ModelChoiceFilter(queryset=_themes, method="of_theme", label="Theme")
    year = django_filters.TypedChoiceFilter(
        choices=years_to_choose, coerce=int, method="of_year", label="Year, April to March"
    )

    class Meta:
        model = Dissemination
        fields = ["theme", "year"]

    def of_theme(self, rows: QuerySet[Dissemination], name: str, theme: Theme) -> QuerySet[Dissemination]:
        return carrying_theme(rows, theme)

    def of_year(self, rows: QuerySet[Dissemination], name: str, year: int) -> QuerySet[Dissemination]:
        return rows.filter(sent_on__gte=date(year, APRIL, 1), sent_on__lt=date(year + 1, APRIL, 1))


class SharedFilter(ReachFilter):
    """By words, way, state, theme and year."""

    q = SearchFilter(fields=["reference", "title"], label="Reference or title")
    method = django_filters.ChoiceFilter(choices=ShareMethod.choices, label="How it is passed on")
    state = django_filters.ChoiceFilter(choices=ShareState.choices, label="State")
    receipts = django_filters.ChoiceFilter(
        choices=[("missing", "An agency has not answered")], method="with_receipts", label="Receipts"
    )

    class Meta:
        model = Dissemination
        fields = ["q", "method", "state", "receipts", "theme", "year"]

    def with_receipts(self, rows: QuerySet[Dissemination], name: str, value: str) -> QuerySet[Dissemination]:
        return unanswered(rows)


class SharedTable(GovTable):
    """What was shared, the newest first."""

    reference = ReferenceColumn()
    title = tables.Column(attrs={"td": {"class": "gt-table__words"}})
    method = tables.Column(verbose_name="Passed on as")
    state = TagColumn(colours=SHARE_COLOURS)
    sent_on = DateColumn(verbose_name="Sent")
    receipt_count = tables.Column(verbose_name="Receipts")

    class Meta(GovTable.Meta):
        model = Dissemination
        fields = ["reference", "title", "method", "state", "sent_on", "receipt_count"]

    def render_receipt_count(self, value: int, record: Dissemination) -> str:
        return f"{value} of {record.agency_count}"
