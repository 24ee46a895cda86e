"""The lists of actions and of recommendations, and what they can be filtered by."""

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.template.loader import render_to_string

from actionplans.choices import ActionState, Response, Standing
from actionplans.models import Action, Recommendation
from actionplans.queries import BRAG_ORDER, Overview, overdue, under_theme
from actionplans.queries.recommendations import overdue_recommendations
from escp.access.permissions import Permission
from escp.partnership.models import Agency
from escp.partnership.queries import agencies_to_name
from escp.ui.filters import GovFilterSet, SearchFilter
from escp.ui.tables import DateColumn, GovTable, ReferenceColumn, TagColumn
from learning.choices import Kind
from learning.models import Theme
from learning.queries import themes_for


class ActionFilter(GovFilterSet):
    """By words, BRAG, state, lead agency, owner, theme, and whether it is overdue.

    Use `ActionFilter.over(overview)`: the agencies and owners to choose from are those of the overview.
    """

    overview: Overview

    q = SearchFilter(fields=["reference", "title", "desired_outcome"], label="Reference or words")
    brag = django_filters.ChoiceFilter(
        choices=[
            (colour.value, f"{colour.label}: {colour.means[:1].lower()}{colour.means[1:]}") for colour in BRAG_ORDER
        ],
        label="BRAG",
    )
    state = django_filters.ChoiceFilter(choices=ActionState.choices, label="State")
    lead_agency = django_filters.ChoiceFilter(label="Lead agency")
    owner = django_filters.ChoiceFilter(label="Owner")
    theme = django_filters.ModelChoiceFilter(
        queryset=lambda request: themes_for(request.user), method="of_theme", label="Theme"
    )
    overdue = django_filters.ChoiceFilter(choices=[("yes", "Overdue only")], method="only_overdue", label="Due date")

    class Meta:
        model = Action
        fields = ["q", "brag", "state", "lead_agency", "owner", "theme", "overdue"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["lead_agency"].extra["choices"] = self.overview.agencies
        self.filters["owner"].extra["choices"] = self.overview.owners
        if not self.request.user.may(Permission.SEE_LEARNING):
            del self.filters["theme"]

    @classmethod
    def over(cls, overview: Overview) -> type["ActionFilter"]:
        return type(cls.__name__, (cls,), {"overview": overview})

    def of_theme(self, rows: QuerySet[Action], name: str, theme: Theme) -> QuerySet[Action]:
        return under_theme(rows, theme)

    def only_overdue(self, rows: QuerySet[Action], name: str, value: str) -> QuerySet[Action]:
        return overdue(rows)


def _rating(action: Action) -> tuple[str, str]:
    rating = action.rating
    return rating.words, rating.colour.tone


class ActionTable(GovTable):
    """Actions, what needs attention first."""

    reference = ReferenceColumn()
    title = tables.Column(verbose_name="What will change")
    brag = TagColumn(verbose_name="BRAG", colours=_rating, order_by=("brag_order", "due_on"))
    lead_agency = tables.Column(accessor="lead_agency__short_name", verbose_name="Lead")
    owner = tables.Column(accessor="owner__full_name", verbose_name="Owner")
    due_on = DateColumn(verbose_name="Due")

    class Meta(GovTable.Meta):
        model = Action
        fields = ["reference", "title", "brag", "lead_agency", "owner", "due_on"]
        order_by = ("brag", "due_on")


class ChosenColumn(tables.Column):
    """A box to choose a row, for the form of the page whose id is “many”."""

    def __init__(self, **kwargs):
        super().__init__(accessor="reference", verbose_name="Choose", orderable=False, **kwargs)

    def render(self, value: str) -> str:
        return render_to_string("actionplans/choose.html", {"reference": value})


class ActionTableToChooseFrom(ActionTable):
    """The same, for those who change many at once."""

    chosen = ChosenColumn()

    class Meta(ActionTable.Meta):
        fields = [*ActionTable.Meta.fields, "chosen"]


class RecommendationFilter(GovFilterSet):
    """By words, what became of it, whether it is accepted, which review made it, to whom, and whether it is late."""

    q = SearchFilter(fields=["reference", "words", "activity__reference"], label="Reference or words")
    standing = django_filters.ChoiceFilter(choices=Standing.choices, label="What became of it")
    response = django_filters.ChoiceFilter(
        choices=[*Response.choices, ("none", "Nobody has said yet")], method="of_response", label="Accepted"
    )
    kind = django_filters.ChoiceFilter(field_name="activity__kind", choices=Kind.choices, label="Where it came from")
    agency = django_filters.ModelChoiceFilter(
        queryset=lambda request: agencies_to_name(), method="to_agency", label="To which agency"
    )
    overdue = django_filters.ChoiceFilter(choices=[("yes", "Late only")], method="only_overdue", label="By when")

    class Meta:
        model = Recommendation
        fields = ["q", "standing", "response", "kind", "agency", "overdue"]

    def of_response(self, rows: QuerySet[Recommendation], name: str, value: str) -> QuerySet[Recommendation]:
        return rows.filter(response="" if value == "none" else value)

    def to_agency(self, rows: QuerySet[Recommendation], name: str, agency: Agency) -> QuerySet[Recommendation]:
        return rows.filter(agencies=agency)

    def only_overdue(self, rows: QuerySet[Recommendation], name: str, value: str) -> QuerySet[Recommendation]:
        return overdue_recommendations(rows)


def _became(row: Recommendation) -> tuple[str, str]:
    standing = Standing(row.standing)
    return standing.label, standing.tone


class RecommendationTable(GovTable):
    """Recommendations, those that nobody acts on first. A spreadsheet gets all their words."""

    reference = ReferenceColumn()
    headline = tables.Column(
        verbose_name="Recommendation", order_by="words", attrs={"td": {"class": "gt-table__words"}}
    )
    activity = tables.Column(
        accessor="activity__reference", verbose_name="From", linkify=lambda record: record.activity.get_absolute_url()
    )
    standing = TagColumn(verbose_name="What became of it", colours=_became, order_by=("standing_order", "due_on"))
    response = tables.Column(verbose_name="Accepted", accessor="get_response_display", order_by="response")
    due_on = DateColumn(verbose_name="By")
    to_whom = tables.Column(verbose_name="To", orderable=False, visible=False)
    number = tables.Column(verbose_name="Number", visible=False)
    words = tables.Column(verbose_name="Word for word", visible=False)
    response_reason = tables.Column(verbose_name="Why not, or only in part", visible=False)

    class Meta(GovTable.Meta):
        model = Recommendation
        fields = ["reference", "headline", "activity", "standing", "response", "due_on"]
        order_by = ("standing", "due_on")
