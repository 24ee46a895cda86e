"""What is asked of whoever keeps indicators and brings in published figures."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import Truncator

from actionplans.queries import actions_for
from escp.imports.forms import LEAVE_OUT
from escp.partnership.queries import agencies_to_name
from escp.ui.forms import CountedTextarea, FileField, GovForm, GovModelForm
from intelligence.indicators.queries import priorities_now
from intelligence.models import Comment, Definition, Indicator

NO_NAMES = "No names, and nothing by which a child or a professional can be recognised."


class IndicatorForm(GovModelForm):
    """What an indicator is. What it counts is its definition, which has versions."""

    class Meta:
        model = Indicator
        fields = [
            "name", "question", "data_kind", "unit", "direction", "frequency", "owner", "owner_agency",
            "source_system", "target", "breakdowns", "priorities",
        ]  # fmt: skip
        labels = {
            "owner_agency": "Which agency is asked for the figures each quarter?",
            "priorities": "Which priorities of the Business Plan does it belong to?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency = self.fields["owner_agency"]
        agency.queryset, agency.empty_label = agencies_to_name(), "Nobody is asked"
        chosen = self.fields["priorities"]
        chosen.queryset = chosen.queryset.filter(pk__in=[one.pk for one in priorities_now()])


class DefinitionForm(GovModelForm):
    """A definition that takes the place of the one before."""

    class Meta:
        model = Definition
        fields = ["numerator", "denominator", "caveats", "is_rare", "starts_on", "reason"]
        widgets = {"caveats": CountedTextarea(rows=3)}


class CommentForm(GovModelForm):
    """The story behind the figures, and what follows."""

    class Meta:
        model = Comment
        fields = ["story", "action"]
        help_texts = {"story": NO_NAMES}
        widgets = {"story": CountedTextarea(rows=6)}

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].queryset = actions_for(person).order_by("-reference")


class PublishedForm(GovForm):
    """A published file, and what it is."""

    title = forms.CharField(
        label="What is it?",
        max_length=150,
        help_text="The name of the publication and its year, such as “Characteristics of children in need, 2024”.",
    )
    file = FileField(
        label="The data file of the publication",
        extensions=["csv"],
        megabytes=settings.LONG_TABLES_MEGABYTES,
        help_text="The CSV file as the Department for Education publishes it, up to 200 MB and two million rows. Leave "
        "it as it is.",
    )


class MeasuresForm(GovForm):
    """Which column feeds which indicator. Valid, it has the `mapping`."""

    def __init__(
        self,
        *args: Any,
        columns: Mapping[int, str],
        indicators: Any,
        chosen: Mapping[int, str],
        explained: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.mapping: dict[int, str] = {}
        offered = [LEAVE_OUT, *((one.code, str(one)) for one in indicators)]
        for place, heading in columns.items():
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=Truncator(heading).chars(60),
                help_text=(explained or {}).get(heading, ""),
                choices=offered,
                initial=chosen.get(place, ""),
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.mapping = {int(name.partition("_")[2]): value for name, value in cleaned.items() if value}
        seen: set[str] = set()
        for place, code in self.mapping.items():
            if code in seen:
                self.add_error(f"column_{place}", "Another column feeds this indicator already: leave one out")
            seen.add(code)
        if not seen and not self.errors:
            self.add_error(None, "Choose an indicator for at least one column.")
        return cleaned


class UndoForm(GovForm):
    """Why figures are taken back."""

    why = forms.CharField(label="Why is it taken back?", max_length=300)
