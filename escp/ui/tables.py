"""Tables in the design system, sorted in the database. On a phone each row stands as a card with its column names.

class ActionTable(GovTable):
    reference = ReferenceColumn()
    state = TagColumn(colours={"open": "blue", "closed": "green"})
    due_on = DateColumn(verbose_name="Due")

    class Meta(GovTable.Meta):
        model = Action
        fields = ["reference", "title", "state", "due_on"]
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString

from escp.ui.templatetags.gov import gov_tag
from escp.ui.words import date_in_words, moment_in_words


class GovTable(tables.Table):
    """A table of records.

    The first column names the row. `caption` says what the table holds, for those who cannot see it.
    """

    caption = ""

    class Meta:
        template_name = "components/table.html"
        order_by_field = "sort"
        page_field = "page"
        default = ""
        empty_text = ""


class TagColumn(tables.Column):
    """A state as a word on a colour.

    `colours` gives the colour for each value, or is a function of the record giving (word, colour).
    """

    def __init__(
        self, *args: Any, colours: Mapping[Any, str] | Callable[[Any], tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.colours = colours or {}

    def render(self, value: Any, record: Any, bound_column: Any) -> SafeString:
        if callable(self.colours):
            return gov_tag(*self.colours(record))
        return gov_tag(value, self.colours.get(bound_column.accessor.resolve(record, safe=True), "grey"))

    def value(self, value: Any, record: Any) -> Any:
        """Return the word alone, for a spreadsheet."""
        return self.colours(record)[0] if callable(self.colours) else value


class DateColumn(tables.Column):
    """A day as `6 March 2026`; a moment as `6 March 2026 at 9.30am`. A spreadsheet gets the date itself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"td": {"class": "gt-date"}})
        super().__init__(*args, **kwargs)

    def render(self, value: Any) -> str:
        return moment_in_words(value) if isinstance(value, datetime) else date_in_words(value)

    def value(self, value: Any) -> Any:
        return value


class ReferenceColumn(tables.Column):
    """A record's reference, leading to its page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("linkify", True)
        kwargs.setdefault("attrs", {"a": {"class": "govuk-link gt-reference"}})
        super().__init__(*args, **kwargs)
