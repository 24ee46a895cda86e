"""Deadlines as a list, and what it can be filtered by."""

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.deadlines.queries import owed_by, owed_by_any
from escp.deadlines.registry import CLOCKS
from escp.partnership.queries import principals_of
from escp.ui.filters import DateFilter, GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn

OWED = Q(state__in=[DeadlineState.OPEN, DeadlineState.PAUSED])
DONE = Q(state__in=[DeadlineState.MET, DeadlineState.MET_LATE])


def clocks_to_choose() -> list[tuple[str, str]]:
    return sorted(((clock.key, clock.label) for clock in CLOCKS.values() if clock.model), key=lambda pair: pair[1])


class DeadlineFilter(GovFilterSet):
    """By reference, whose, how it stands, which duty and when. Without a choice: what is still owed."""

    q = SearchFilter(fields=["reference", "label"], label="Reference or words")
    whose = django_filters.ChoiceFilter(
        choices=[("mine", "Mine"), ("stood_in_for", "Those I stand in for"), ("others", "Other people’s")],
        method="of_whom",
        label="Whose",
    )
    state = django_filters.ChoiceFilter(
        choices=[("late", "Late"), ("paused", "Paused"), ("done", "Done"), ("any", "Done or not")],
        method="in_state",
        label="How it stands",
        empty_label="Still owed",
    )
    clock = django_filters.ChoiceFilter(choices=clocks_to_choose, label="Duty")
    due_from = DateFilter(field_name="due_on", lookup_expr="gte", label="Due on or after")
    due_to = DateFilter(field_name="due_on", lookup_expr="lte", label="Due on or before")

    class Meta:
        model = Deadline
        fields = ["q", "whose", "state", "clock", "due_from", "due_to"]

    def filter_queryset(self, queryset: QuerySet[Deadline]) -> QuerySet[Deadline]:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(OWED)

    def of_whom(self, rows: QuerySet[Deadline], name: str, value: str) -> QuerySet[Deadline]:
        mine = owed_by(self.request.user)
        if value == "stood_in_for":
            return rows.filter(owed_by_any(principals_of(self.request.user)))
        return rows.filter(mine) if value == "mine" else rows.exclude(mine)

    def in_state(self, rows: QuerySet[Deadline], name: str, value: str) -> QuerySet[Deadline]:
        if value == "late":
            return rows.filter(state=DeadlineState.OPEN, due_at__lt=timezone.now())
        if value == "paused":
            return rows.filter(state=DeadlineState.PAUSED)
        return rows.filter(DONE) if value == "done" else rows


def standing(deadline: Deadline) -> tuple[str, str]:
    """Return how a deadline stands in words, and the colour that says the same."""
    if deadline.is_late:
        return "Late", "red"
    colours = {DeadlineState.OPEN: "blue", DeadlineState.PAUSED: "yellow", DeadlineState.MET_LATE: "orange"}
    return str(deadline.get_state_display()), colours.get(DeadlineState(deadline.state), "green")


class DeadlineTable(GovTable):
    """Deadlines, the nearest first. A spreadsheet also says when it was done and whether it is law."""

    reference = ReferenceColumn(linkify=lambda record: reverse("home:reference", args=[record.reference]))
    label = tables.Column(verbose_name="Duty")
    due_on = DateColumn(verbose_name="Due", order_by=("due_at",))
    state = TagColumn(verbose_name="How it stands", colours=standing)
    owed_by = tables.Column(accessor="owing", verbose_name="Owed by", orderable=False)
    stopped_at = DateColumn(verbose_name="Done", visible=False)
    statutory = tables.BooleanColumn(verbose_name="Set by law or guidance", visible=False)

    class Meta(GovTable.Meta):
        model = Deadline
        fields = ["reference", "label", "due_on", "state", "owed_by"]
        order_by = ("due_on",)

    def value_statutory(self, value: bool) -> str:
        return "Yes" if value else "No"
