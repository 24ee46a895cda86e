"""The lists of the learning cycle and what they can be filtered by."""

from datetime import date
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from escp.partnership.models.plan import APRIL
from escp.partnership.queries import agencies_to_name, priorities_to_name
from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from learning.choices import Confidence, FindingKind, Kind, PointStanding, PointState, Stage, ThemeState
from learning.forms import years_to_choose
from learning.models import Activity, Finding, LearningPoint, Theme
from learning.sharing.queries import told_to_nobody

STAGE_COLOURS = {Stage.UNDER_WAY: "blue", Stage.CONCLUDED: "green", Stage.NOT_TAKEN_FORWARD: "grey"}
FINDING_COLOURS = {FindingKind.STRENGTH: "green", FindingKind.IMPROVEMENT: "orange"}
POINT_COLOURS = {
    PointStanding.CAPTURED: "grey",
    PointStanding.AGREED: "teal",
    PointStanding.DISSEMINATING: "blue",
    PointStanding.EMBEDDING: "green",
}
THEME_COLOURS = {ThemeState.PROPOSED: "yellow", ThemeState.ACTIVE: "teal", ThemeState.CLOSED: "grey"}


class ActivityFilter(GovFilterSet):
    """By words, kind, stage, lead agency, Business Plan priority and year from April."""

    q = SearchFilter(fields=["reference", "title"], label="Reference or title")
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label="Kind")
    stage = django_filters.ChoiceFilter(choices=Stage.choices, label="Stage")
    lead = django_filters.ModelChoiceFilter(queryset=lambda request: agencies_to_name(), label="Lead agency")
    priority = django_filters.ModelChoiceFilter(
        queryset=lambda request: priorities_to_name(), label="Business Plan priority"
    )
    year = django_filters.TypedChoiceFilter(
        choices=years_to_choose, coerce=int, method="of_year", label="Year, April to March"
    )

    class Meta:
        model = Activity
        fields = ["q", "kind", "stage", "lead", "priority", "year"]

    def of_year(self, rows: QuerySet[Activity], name: str, year: int) -> QuerySet[Activity]:
        return rows.filter(happened_on__gte=date(year, APRIL, 1), happened_on__lt=date(year + 1, APRIL, 1))


class ActivityTable(GovTable):
    """Activities as any list of them shows them."""

    reference = ReferenceColumn()
    title = tables.Column(attrs={"td": {"class": "gt-table__words"}})
    # The title says it on the page; a spreadsheet has room for a column of its own.
    kind = tables.Column(visible=False)
    stage = TagColumn(colours=STAGE_COLOURS)
    lead = tables.Column(verbose_name="Lead agency", accessor="lead__short_name")
    priority = tables.Column(
        verbose_name="Priority", accessor="priority__title", order_by=("priority__year", "priority__number")
    )
    happened_on = DateColumn(verbose_name="Date")

    class Meta(GovTable.Meta):
        model = Activity
        fields = ["reference", "title", "kind", "stage", "lead", "priority", "happened_on"]


class ActivityWithFindingsTable(ActivityTable):
    """Every way of learning, with how much was found."""

    finding_count = tables.Column(verbose_name="Findings")

    class Meta(ActivityTable.Meta):
        fields = [*ActivityTable.Meta.fields, "finding_count"]


class FindingFilter(GovFilterSet):
    """By words, strength or improvement, confidence, where it came from, and whether anything was learned from it."""

    q = SearchFilter(fields=["reference", "title", "activity__reference"], label="Reference or words")
    kind = django_filters.ChoiceFilter(choices=FindingKind.choices, label="Strength or improvement")
    confidence = django_filters.ChoiceFilter(choices=Confidence.choices, label="How sure we are")
    learned = django_filters.ChoiceFilter(
        choices=[("yes", "With a learning point"), ("no", "Without a learning point")],
        method="with_learning",
        label="What was learned",
    )
    source = django_filters.ChoiceFilter(field_name="activity__kind", choices=Kind.choices, label="Where it came from")
    priority = django_filters.ModelChoiceFilter(
        field_name="activity__priority",
        queryset=lambda request: priorities_to_name(),
        label="Business Plan priority",
    )

    class Meta:
        model = Finding
        fields = ["q", "kind", "confidence", "learned", "source", "priority"]

    def with_learning(self, rows: QuerySet[Finding], name: str, value: str) -> QuerySet[Finding]:
        return rows.filter(point_count__gt=0) if value == "yes" else rows.filter(point_count=0)


class FindingTable(GovTable):
    """Findings, the newest first."""

    reference = ReferenceColumn()
    title = tables.Column(verbose_name="Finding")
    kind = TagColumn(verbose_name="Kind", colours=FINDING_COLOURS)
    activity = tables.Column(
        accessor="activity__reference", verbose_name="From", linkify=lambda record: record.activity.get_absolute_url()
    )
    who_for = tables.Column(verbose_name="Who it is for")
    point_count = tables.Column(verbose_name="Learning points")
    recorded_at = DateColumn(verbose_name="Recorded", accessor="recorded_on", order_by="recorded_at")

    class Meta(GovTable.Meta):
        model = Finding
        fields = ["reference", "title", "kind", "activity", "who_for", "point_count", "recorded_at"]


class LearningPointFilter(GovFilterSet):
    """By words, whether it is agreed, and theme."""

    q = SearchFilter(fields=["reference", "statement"], label="Reference or words")
    state = django_filters.ChoiceFilter(choices=PointState.choices, label="Agreed or not")
    themed = django_filters.ChoiceFilter(
        choices=[("yes", "Under a theme"), ("no", "Without a theme")], method="with_theme", label="Theme"
    )

    shared = django_filters.ChoiceFilter(
        choices=[("no", "Agreed and told to nobody")], method="with_sharing", label="Shared"
    )

    class Meta:
        model = LearningPoint
        fields = ["q", "state", "themed", "shared"]

    def with_sharing(self, rows: QuerySet[LearningPoint], name: str, value: str) -> QuerySet[LearningPoint]:
        return rows.filter(told_to_nobody())

    def with_theme(self, rows: QuerySet[LearningPoint], name: str, value: str) -> QuerySet[LearningPoint]:
        return rows.filter(theme__isnull=value == "no")


def point_tag(point: Any) -> tuple[str, str]:
    """Return how far a learning point has come, in words and as a colour: of one that was read `with_standing`."""
    standing = PointStanding(point.standing)
    return standing.label, POINT_COLOURS[standing]


class LearningPointTable(GovTable):
    """Learning points; those that keep coming back can be sorted to the top."""

    reference = ReferenceColumn()
    statement = tables.Column(verbose_name="What we learned")
    standing = TagColumn(colours=point_tag, verbose_name="State")
    theme = tables.Column(accessor="theme__title", verbose_name="Theme")
    finding_count = tables.Column(verbose_name="Findings behind it")

    class Meta(GovTable.Meta):
        model = LearningPoint
        fields = ["reference", "statement", "standing", "theme", "finding_count"]


class ThemeFilter(GovFilterSet):
    """By words, year, state and Business Plan priority."""

    q = SearchFilter(fields=["reference", "title"], label="Reference or title")
    year = django_filters.TypedChoiceFilter(choices=years_to_choose, coerce=int, label="Year, April to March")
    state = django_filters.ChoiceFilter(choices=ThemeState.choices, label="State")
    priority = django_filters.ModelChoiceFilter(
        queryset=lambda request: priorities_to_name(), label="Business Plan priority"
    )

    class Meta:
        model = Theme
        fields = ["q", "year", "state", "priority"]


class ThemeTable(GovTable):
    """Themes of every year."""

    reference = ReferenceColumn()
    title = tables.Column(verbose_name="Theme")
    year = tables.Column(accessor="year_name", order_by="year")
    state = TagColumn(colours=THEME_COLOURS)
    priority = tables.Column(
        verbose_name="Priority", accessor="priority__title", order_by=("priority__year", "priority__number")
    )
    point_count = tables.Column(verbose_name="Learning points")

    class Meta(GovTable.Meta):
        model = Theme
        fields = ["reference", "title", "year", "state", "priority", "point_count"]
