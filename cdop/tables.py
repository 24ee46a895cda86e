"""The list of child death reviews and what it can be filtered by. It shows the month of a death, never the day."""

import django_filters
import django_tables2 as tables
from django.utils import timezone

from cdop.choices import HeldIn, State
from cdop.models import ChildDeath
from escp.partnership.choices import AgeBand
from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import GovTable, ReferenceColumn


class DeathFilter(GovFilterSet):
    """By reference or pseudonym, how far it has come, where it is worked on, and the child's age."""

    q = SearchFilter(fields=["reference", "child__pseudonym", "ecdop_reference"], label="Reference or pseudonym")
    state = django_filters.ChoiceFilter(choices=State.choices, label="How far it has come")
    held_in = django_filters.ChoiceFilter(choices=HeldIn.choices, label="Where it is worked on")
    age = django_filters.ChoiceFilter(field_name="child__age_band", choices=AgeBand.choices, label="Age")

    class Meta:
        model = ChildDeath
        fields = ["q", "state", "held_in", "age"]


class DeathTable(GovTable):
    reference = ReferenceColumn()
    child = tables.Column(verbose_name="Child", accessor="child__pseudonym")
    age = tables.Column(verbose_name="Age", accessor="child__get_age_band_display", order_by="child__age_band")
    died_at = tables.Column(verbose_name="Month of death")
    state = tables.Column(verbose_name="How far it has come", accessor="get_state_display", order_by="state")
    considered = tables.Column(
        verbose_name="Serious incident", accessor="get_incident_considered_display", order_by="incident_considered"
    )

    class Meta(GovTable.Meta):
        model = ChildDeath
        fields = ["reference", "child", "age", "died_at", "state", "considered"]

    def render_died_at(self, value) -> str:
        return f"{timezone.localtime(value):%B %Y}"

    def render_considered(self, value) -> str:
        return {"Yes": "Considered: yes", "No": "Considered: no"}.get(value, value)
