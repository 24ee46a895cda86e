"""The lists of events and of policy changes, and what they can be filtered by."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from learning.choices import EventKind, EventState, PolicyState
from learning.embedding.queries import late, without_evaluation
from learning.models import Event, PolicyChange

EVENT_COLOURS = {EventState.PLANNED: "yellow", EventState.HELD: "green", EventState.CANCELLED: "grey"}
POLICY_COLOURS = {PolicyState.REQUIRED: "yellow", PolicyState.MADE: "green", PolicyState.NOT_NEEDED: "grey"}


class EventFilter(GovFilterSet):
    q = SearchFilter(fields=["reference", "title"], label="Reference or title")
    kind = django_filters.ChoiceFilter(choices=EventKind.choices, label="Kind")
    state = django_filters.ChoiceFilter(choices=EventState.choices, label="State")
    evaluated = django_filters.ChoiceFilter(
        choices=[("no", "Held, with no word on what it was worth")], method="that_nobody_judged", label="Evaluation"
    )

    class Meta:
        model = Event
        fields = ["q", "kind", "state", "evaluated"]

    def that_nobody_judged(self, rows: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        return without_evaluation(rows)


class EventTable(GovTable):
    """Events, the latest first."""

    reference = ReferenceColumn()
    title = tables.Column(attrs={"td": {"class": "gt-table__words"}})
    kind = tables.Column()
    happens_on = DateColumn(verbose_name="When")
    state = TagColumn(colours=EVENT_COLOURS)
    people = tables.Column(verbose_name="People")
    agency_count = tables.Column(verbose_name="Agencies")

    class Meta(GovTable.Meta):
        model = Event
        fields = ["reference", "title", "kind", "happens_on", "state", "people", "agency_count"]


class PolicyFilter(GovFilterSet):
    q = SearchFilter(fields=["reference", "title"], label="Reference or policy")
    state = django_filters.ChoiceFilter(choices=PolicyState.choices, label="State")
    late = django_filters.ChoiceFilter(choices=[("yes", "Late")], method="that_is_late", label="Late")

    class Meta:
        model = PolicyChange
        fields = ["q", "state", "late"]

    def that_is_late(self, rows: QuerySet[PolicyChange], name: str, value: str) -> QuerySet[PolicyChange]:
        return late(rows)


class PolicyTable(GovTable):
    """Policy changes, the one that is due first on top."""

    reference = ReferenceColumn()
    title = tables.Column(verbose_name="Policy", attrs={"td": {"class": "gt-table__words"}})
    agency = tables.Column(verbose_name="Whose", default="The partnership", accessor="agency__short_name")
    owner = tables.Column()
    due_on = DateColumn(verbose_name="By when")
    state = TagColumn(colours=POLICY_COLOURS)
    is_late = tables.Column(verbose_name="Late", orderable=False)

    class Meta(GovTable.Meta):
        model = PolicyChange
        fields = ["reference", "title", "agency", "owner", "due_on", "state", "is_late"]

    def render_is_late(self, value: bool) -> str:
        return "Late" if value else "No"

    def value_is_late(self, value: bool) -> str:
        return self.render_is_late(value)
