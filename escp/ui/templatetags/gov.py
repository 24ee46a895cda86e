"""Components as tags, in every template without loading.

Each takes plain values, escapes what it shows, and stands in the gallery.

{% gov_tag "On track" "green" %}            {% banner "late" "Overdue" "Send by 7 January 2026." %}
{% summary_list rows %}                      rows: Row(key, value, url, change) or dictionaries with those names
{{ action.due_on|uk_date }}                  6 March 2026
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import template
from django.forms import BoundField
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from escp.ui.bars import BarChart
from escp.ui.charts import LineChart
from escp.ui.controls import control, error_links
from escp.ui.funnel import FunnelChart
from escp.ui.parts import Event, Row, Stage, Task, parts
from escp.ui.upset import UpsetChart
from escp.ui.words import date_in_words, day_or_moment_in_words, moment_in_words, time_in_words

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


BANNERS = ("late", "soon", "info", "done")


@register.inclusion_tag("components/banner.html")
def banner(kind: str, title: Any, text: Any = "") -> dict[str, Any]:
    """Say one important thing: `{% banner "late" "Send to the National Panel" "It was due on 7 January 2026." %}`.

    Kinds: late (red, and the word Late), soon (amber), info (aubergine), done (green).
    """
    return {"kind": kind if kind in BANNERS else "info", "title": title, "text": text, "body": ""}


@register.simple_block_tag(end_name="endbannerbody")
def bannerbody(content: SafeString, kind: str, title: Any) -> SafeString:
    """A banner around more than a sentence: `{% bannerbody "soon" "Two days left" %} … {% endbannerbody %}`."""
    context = {"kind": kind if kind in BANNERS else "info", "title": title, "text": "", "body": content}
    return render_to_string("components/banner.html", context)


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Iterable[Any]) -> dict[str, Any]:
    """Show facts with their names: `rows` are `escp.ui.parts.Row(key, value, url="", change="Change")`."""
    return {"rows": parts(Row, rows)}


@register.inclusion_tag("components/task_list.html")
def task_list(items: Iterable[Any], name: str = "tasks") -> dict[str, Any]:
    """Show the parts of a record: `items` are `escp.ui.parts.Task(title, status, url="", colour="", hint="")`.

    `name` keeps the ids of two lists on a page apart.
    """
    return {"items": parts(Task, items), "name": name}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """Show what happened, newest first: `items` are `escp.ui.parts.Event(title, at, by="", text="", url="")`."""
    return {"items": parts(Event, items)}


@register.inclusion_tag("components/strip.html")
def strip(stages: Iterable[Any], label: str = "The cycle") -> dict[str, Any]:
    """Show the stages of the cycle side by side:

    `stages` are `escp.ui.parts.Stage(label, number, hint="", url="", stuck=False)`.
    """
    return {"stages": parts(Stage, stages), "label": label}


@register.inclusion_tag("components/funnel_chart.html")
def funnel_chart(chart: FunnelChart, name: str = "funnel") -> dict[str, Any]:
    """Draw `escp.ui.funnel.funnel_chart(…)` with its sentence. The table beside it belongs to the page."""
    return {"chart": chart, "name": name, "drawings": [("wide", chart.wide), ("narrow", chart.narrow)]}


@register.inclusion_tag("components/line_chart.html")
def line_chart(chart: LineChart | None, name: str = "chart") -> dict[str, Any]:
    """Draw `escp.ui.charts.line_chart(…)` with its sentence and its table. `name` keeps two charts on a page apart."""
    drawings = [("wide", chart.wide), ("narrow", chart.narrow)] if chart else []
    return {"chart": chart, "name": name, "drawings": drawings}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(chart: BarChart | None, name: str = "bars") -> dict[str, Any]:
    """Draw `escp.ui.bars.bar_chart(…)` with its sentence. `name` keeps two charts on a page apart."""
    drawings = [("wide", chart.wide), ("narrow", chart.narrow)] if chart else []
    return {"chart": chart, "name": name, "drawings": drawings}


@register.inclusion_tag("components/upset_chart.html")
def upset_chart(chart: UpsetChart | None, name: str = "sets") -> dict[str, Any]:
    """Draw `escp.ui.upset.upset_chart(…)` with its sentence. `name` keeps two charts on a page apart."""
    drawings = [("wide", chart.wide), ("narrow", chart.narrow)] if chart else []
    return {"chart": chart, "name": name, "drawings": drawings}


@register.inclusion_tag("components/action.html", takes_context=True)
def action(
    context: Any, label: str, url: str, reason: str = "", kind: str = "primary", method: str = "get"
) -> dict[str, Any]:
    """Offer a step, or say why it is not possible yet: `{% action "Close the action" close_url reason=why_not %}`.

    Kinds: primary, secondary, warning. `method="post"` makes it a form of its own.
    """
    token = get_token(context["request"]) if method == "post" else ""
    return {"label": label, "url": url, "reason": reason, "kind": kind, "method": method, "csrf_token": token}


@register.simple_block_tag
def details(content: SafeString, summary: Any) -> SafeString:
    """Fold away what few need: `{% details "Why this date?" %} … {% enddetails %}`."""
    return format_html(
        '<details class="govuk-details"><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        summary,
        content,
    )


@register.simple_block_tag
def inset(content: SafeString) -> SafeString:
    """Set a passage apart: `{% inset %} … {% endinset %}`."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.filter
def event_time(value: date) -> str:
    """`6 March 2026 at 9.30am` of a moment, `6 March 2026` of a day."""
    return day_or_moment_in_words(value) if isinstance(value, datetime) else date_in_words(value)
