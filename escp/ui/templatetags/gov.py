"""Components as tags, in every template without loading. Each takes plain values, escapes what it shows, and stands in the gallery.

{% gov_tag "On track" "green" %}            {% banner "late" "Overdue" "Send by 7 January 2026." %}
{% summary_list rows %}                      rows: Row(key, value, url, change) or dictionaries with those names
{{ action.due_on|uk_date }}                  6 March 2026
"""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from escp.ui.controls import control, error_links
from escp.ui.words import date_in_words, moment_in_words, time_in_words

register = template.Library()

COLOURS = ("grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow")


@register.simple_tag
def gov_tag(text: Any, colour: str = "grey") -> SafeString:
    """Show a state: a word on a colour. Colours: grey, green, teal, blue, purple, magenta, red, orange, yellow."""
    return format_html(
        '<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour if colour in COLOURS else "grey", text
    )


@register.simple_tag
def control_of(field: BoundField) -> dict[str, Any]:
    """Return what the field's template draws (see `escp.ui.controls`)."""
    return control(field)


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: Any) -> dict[str, Any]:
    """List the errors of one or several forms at the top of the page, each leading to its control."""
    return {"errors": [link for form in forms for link in error_links(form)]}


@register.inclusion_tag("components/back_link.html")
def back_link(url: str) -> dict[str, Any]:
    """Link back to `url`."""
    return {"back": url}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*pairs: Any) -> dict[str, Any]:
    """Show where this page stands: `{% breadcrumbs "Actions" actions_url "ACT-2026-118" action_url %}`."""
    return {"crumbs": [{"label": label, "url": url} for label, url in zip(pairs[::2], pairs[1::2], strict=True)]}


@register.filter
def uk_date(value: date | None) -> str:
    """`6 March 2026`; empty for None."""
    return date_in_words(value) if value else ""


@register.filter
def uk_time(value: time | datetime | None) -> str:
    """`9.30am`; empty for None. Midnight is a time."""
    return time_in_words(value) if value is not None else ""


@register.filter
def uk_datetime(value: datetime | None) -> str:
    """`6 March 2026 at 9.30am`; empty for None."""
    return moment_in_words(value) if value else ""


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """Return this page's query string with parts changed: `{% query page=3 %}`; None or empty removes a part."""
    asked = context["request"].GET.copy()
    for name, value in changes.items():
        asked.pop(name, None)
        if value not in (None, ""):
            asked[name] = value
    return f"?{asked.urlencode()}"


@register.simple_tag
def order_of(column: Any) -> dict[str, str]:
    """Return how a table's column is sorted now, and what its link asks for next."""
    if not column.is_ordered:
        return {"aria": "none", "next": column.name}
    descending = column.order_by_alias.is_descending
    return {
        "aria": "descending" if descending else "ascending",
        "next": column.name if descending else f"-{column.name}",
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Any, page: Any) -> dict[str, Any]:
    """Lead to the other pages of a list; nothing where there is one page. The rest of the address stays."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context["request"]}
