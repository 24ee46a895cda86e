"""The lists of conversations and of the lines that they give for the Update."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet

from actionplans.choices import ConversationState
from actionplans.conversations.queries import rounds_known
from actionplans.models import Conversation, ConversationLine
from actionplans.models.conversation import round_name
from escp.partnership.queries import agencies_to_name
from escp.ui.filters import GovFilterSet
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn

State = ConversationState
COLOURS = {
    State.PLANNED: "yellow",
    State.PREPARED: "blue",
    State.HELD: "teal",
    State.AGREED: "green",
    State.NOT_HELD: "grey",
}


class RoundFilter(GovFilterSet):
    """By round and agency, of conversations or of what stands in them: `path` leads to the conversation."""

    path = ""
    which = django_filters.ChoiceFilter(method="of_round", label="Round")
    agency = django_filters.ModelChoiceFilter(
        queryset=lambda request: agencies_to_name(), method="of_agency", label="Agency"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["which"].extra["choices"] = [
            (f"{year}-{half}", round_name(year, half)) for year, half in rounds_known(self.request.user)
        ]

    def of_round(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        year, _, half = value.partition("-")
        return rows.filter(**{f"{self.path}year": int(year), f"{self.path}half": half})

    def of_agency(self, rows: QuerySet, name: str, value) -> QuerySet:
        return rows.filter(**{f"{self.path}agency": value})


class ConversationFilter(RoundFilter):
    state = django_filters.ChoiceFilter(choices=State.choices, label="How far it has come")

    class Meta:
        model = Conversation
        fields = ["which", "agency", "state"]


class ConversationTable(GovTable):
    """Conversations, the latest round first."""

    reference = ReferenceColumn()
    agency = tables.Column(accessor="agency__name", verbose_name="Agency", attrs={"td": {"class": "gt-table__words"}})
    which = tables.Column(accessor="round_name", verbose_name="Round", orderable=False)
    state = TagColumn(colours=COLOURS)
    answered_count = tables.Column(verbose_name="Answered", orderable=False)
    hold_by = DateColumn(verbose_name="Held by")

    class Meta(GovTable.Meta):
        model = Conversation
        fields = ["reference", "agency", "which", "state", "answered_count", "hold_by"]

    def render_answered_count(self, value: int, record) -> str:
        return f"{value} of {record.line_count}"


class UpdateLineFilter(RoundFilter):
    path = "conversation__"

    class Meta:
        model = ConversationLine
        fields = ["which", "agency"]


class UpdateLineTable(GovTable):
    """One line for each action, as the Update prints it."""

    action = tables.Column(accessor="action__reference", linkify=lambda record: record.get_absolute_url())
    agency = tables.Column(accessor="conversation__agency__short_name", verbose_name="Agency")
    for_update = tables.Column(verbose_name="One line", attrs={"td": {"class": "gt-table__words"}}, orderable=False)
    which = tables.Column(accessor="conversation__round_name", verbose_name="Round", orderable=False)
    state = tables.Column(accessor="conversation__get_state_display", verbose_name="Record", orderable=False)

    class Meta(GovTable.Meta):
        model = ConversationLine
        fields = ["action", "agency", "for_update", "which", "state"]
