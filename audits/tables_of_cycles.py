"""The lists of self-assessments and of schools, and what they can be filtered by."""

import django_filters
import django_tables2 as tables

from audits.choices import AssessmentKind, CycleState, Phase, SchoolSort
from audits.models import AssessmentCycle, Establishment
from audits.presenters.section_11 import COLOURS
from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn


class CycleFilter(GovFilterSet):
    """By words, who assesses itself, and how far it has come."""

    q = SearchFilter(fields=["reference", "title"], label="Reference or title")
    kind = django_filters.ChoiceFilter(choices=AssessmentKind.choices, label="Who assesses itself")
    state = django_filters.ChoiceFilter(choices=CycleState.choices, label="How far it has come")

    class Meta:
        model = AssessmentCycle
        fields = ["q", "kind", "state"]


class CycleTable(GovTable):
    """Rounds of self-assessments, the newest first."""

    reference = ReferenceColumn()
    title = tables.Column(attrs={"td": {"class": "gt-table__words"}})
    state = TagColumn(colours=COLOURS)
    body_count = tables.Column(verbose_name="Agencies")
    due_on = DateColumn(verbose_name="Returns due")

    class Meta(GovTable.Meta):
        model = AssessmentCycle
        fields = ["reference", "title", "state", "body_count", "due_on"]


class EstablishmentFilter(GovFilterSet):
    """By words, kind and phase."""

    q = SearchFilter(fields=["urn", "agency__name"], label="Number or name")
    sort = django_filters.ChoiceFilter(choices=SchoolSort.choices, label="Kind")
    phase = django_filters.ChoiceFilter(choices=Phase.choices, label="Phase")

    class Meta:
        model = Establishment
        fields = ["q", "sort", "phase"]


class EstablishmentTable(GovTable):
    """Schools and colleges by name."""

    urn = tables.Column(verbose_name="Number", linkify=("audits:school", {"urn": tables.A("urn")}))
    agency = tables.Column(verbose_name="Name", accessor="agency__name", attrs={"td": {"class": "gt-table__words"}})
    sort = tables.Column(verbose_name="Kind")
    phase = tables.Column()
    duty = tables.Column(verbose_name="Section", orderable=False)
    lead_name = tables.Column(verbose_name="Designated lead")

    class Meta(GovTable.Meta):
        model = Establishment
        fields = ["urn", "agency", "sort", "phase", "duty", "lead_name"]
