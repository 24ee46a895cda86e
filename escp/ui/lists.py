"""One way to show many records: filtered, sorted and paged in the database; bad addresses never fail.

def actions(request):
    return list_page(request, title="Actions", queryset=actions_for(request.user), filterset_class=ActionFilter,
                     table_class=ActionTable, export=list_response, empty="Actions appear here once they are agreed.")
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from escp.access.log import will_show
from escp.ui.answers import NOTHING, in_words
from escp.ui.widgets import DateBoxes

PAGE_SIZE = 25
Export = Callable[[str, Sequence[str], Iterable[Sequence[Any]]], HttpResponse]


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in use, in words, and the address of the list without it."""

    label: str
    value: str
    without: str


def list_page(
    request: HttpRequest,
    *,
    queryset: QuerySet,
    filterset_class: type | None,
    table_class: type,
    title: str,
    template: str = "layouts/list.html",
    export: Export | None = None,
    empty: str = "There is nothing here yet.",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show one page of the records.

    With `?format=xlsx`, call `export(title, columns, rows)` on all that is filtered instead; the access log says so.
    `title` is words of ours: it goes into the log.

    `?sort=` takes a column's name, `-` before it for descending; `?page=` a number. What cannot be read falls back to
    the default order and the first page; a filter that cannot be read shows its error. Costs two queries beside the
    filter's own choices.
    """
    filterset = filterset_class(request.GET, queryset=queryset, request=request) if filterset_class else None
    rows = filterset.qs if filterset else queryset
    order = _order(request, table_class)
    table = table_class(rows, order_by=order)
    table.data.data = _settled(table.data.data)
    if export is not None and request.GET.get("format") == "xlsx":
        will_show(request, f"took away the list {title}")
        values = table.as_values()
        return export(title, next(values), values)
    table.caption = table.caption or title
    table.paginator = Paginator(table.rows, PAGE_SIZE)
    table.page = page_of(table.paginator, request.GET.get("page"))
    active = _active_filters(request, filterset.form) if filterset else []
    return render(
        request,
        template,
        {
            "title": title,
            "table": table,
            "page": table.page,
            "form": filterset.form if filterset else None,
            "active_filters": active,
            "sort": ",".join(order or ()),
            "count": count_in_words(table.paginator.count, queryset.model),
            "filtered": bool(active),
            "export_url": _query(request, page=None, format="xlsx") if export is not None else "",
            "empty": empty,
            **(context or {}),
        },
    )


def page_of(paginator: Paginator, number: str | None) -> Page:
    """Return the page that was asked for, or the first where there is no such page."""
    plain = number if number and number.isascii() and number.isdigit() and len(number) < 10 else "1"
    return paginator.page(int(plain) if 1 <= int(plain) <= paginator.num_pages else 1)


def count_in_words(count: int, model: Any) -> str:
    """Return `31 actions`, `1 action` or `No actions`."""
    name = model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
    return f"{count:,} {name}" if count else f"No {name}"


def _order(request: HttpRequest, table_class: type) -> tuple[str, ...] | None:
    """Return the order that was asked for, as far as the table knows those columns; None for the table's own."""
    asked = request.GET.get("sort", "")[:200].split(",")
    known = tuple(alias for alias in asked if alias.removeprefix("-") in table_class.base_columns)
    return known or None


def _settled(rows: Any) -> Any:
    """Order the rows to the last, so that no row stands on two pages."""
    if not isinstance(rows, QuerySet):
        return rows
    order = rows.query.order_by or tuple(rows.model._meta.ordering)
    return (
        rows
        if {"pk", "-pk", "id", "-id"} & {name for name in order if isinstance(name, str)}
        else rows.order_by(*order, "pk")
    )


def _active_filters(request: HttpRequest, form: Any) -> list[ActiveFilter]:
    found = []
    for name, value in form.cleaned_data.items():
        field = form[name]
        if value in (None, "", [], ()) or (hasattr(value, "exists") and not field.data):
            continue
        boxes = (
            [f"{name}_{box}" for box in field.field.widget.boxes] if isinstance(field.field.widget, DateBoxes) else []
        )
        words = in_words(field, value if boxes else field.data)
        if words != NOTHING:
            without = _query(request, page=None, **dict.fromkeys([name, *boxes]))
            found.append(ActiveFilter(label=str(field.label), value=words, without=without))
    return found


def _query(request: HttpRequest, **changes: str | None) -> str:
    """Return the query string with these parts changed, or without them where None."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    return f"?{query.urlencode()}"
