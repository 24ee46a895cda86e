"""Every component on one page with the call that makes it, for those who build pages.

What is shown is what was called.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.views.decorators.http import require_safe

from escp.ui.bars import Bar, Series
from escp.ui.bars import bar_chart as stacked
from escp.ui.charts import Reading
from escp.ui.charts import line_chart as measured
from escp.ui.examples import EXAMPLES, ExampleForm, ExampleTable
from escp.ui.parts import Event, Row, Stage, Task
from escp.ui.upset import Together, upset_chart


@dataclass(frozen=True)
class Shown:
    """An example with what came of it."""

    title: str
    about: str
    call: str
    result: str


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show the gallery. Raises Http404 where the installation does not offer it."""
    if not settings.GALLERY:
        raise Http404
    values = sample(request)
    shown = [
        Shown(
            example.title,
            example.about,
            example.call,
            engines["django"].from_string(example.call).render(values, request),
        )
        for example in EXAMPLES
    ]
    return render(request, "ui/gallery.html", {"examples": shown, "marking": True})


def sample(request: HttpRequest) -> dict[str, Any]:
    """Return what the examples are given."""
    known = ["29.8", "27.1", "25.4", None, "22.0", "20.9"]
    return {
        "rows": [
            Row("Lead agency", "Local authority", "#rows", "Change"),
            Row("Due", "29 January 2027", "#rows", "Change"),
            Row("What will show that it worked", "", "#rows", "Add"),
        ],
        "tasks": [
            Task("Scope and terms of reference", "Completed", "#scope"),
            Task(
                "Agency returns",
                "Filled in, not yet sent",
                "#returns",
                "purple",
                "7 of 9 received. Two reminders sent.",
            ),
            Task("Moderation panel", "Cannot start yet", hint="All returns must be in first"),
            Task("Report", "Not started", "#report", "blue"),
        ],
        "events": [
            Event(
                "Return received", datetime(2026, 11, 20, 15, 10, tzinfo=UTC), "Police", "Nothing further to report."
            ),
            Event("Action closed", date(2026, 11, 3), "Business unit"),
        ],
        "stages": [
            Stage("Identify", 12, "3 open over 6 months", "#identify"),
            Stage("Extract", 31, "", "#extract"),
            Stage("Agree", 4, "2 stuck", "#agree", stuck=True),
            Stage("Share", 2, "", "#share"),
            Stage("Embed", 9, "", "#embed"),
            Stage("Impact", 0, "No evidence recorded", "#impact"),
        ],
        "chart": measured(
            title="Re-referrals within 12 months",
            unit="%",
            baseline=Decimal("29.8"),
            target=Decimal(18),
            readings=[
                Reading(str(2019 + place), Decimal(value) if value else None, "" if value else "c (withheld)")
                for place, value in enumerate(known)
            ],
        ),
        "bars": stacked(
            title="How duties were kept",
            sentence="17 of 21 were met in time.",
            series=[Series("Met in time", "solid"), Series("Met late", "stripes"), Series("Late, still open", "cross")],
            bars=[Bar("Notify the National Panel", (11, 2, 0)), Bar("Send the rapid review", (6, 1, 1))],
        ),
        "sets": upset_chart(
            title="Children by the agencies that know them",
            sentence="Most are known to one agency.",
            sets=["Council", "Police", "Trust"],
            rows=[
                Together(("Police",), 40),
                Together(("Council", "Trust"), 21),
                Together(("Council", "Police", "Trust"), 6, is_mixed=True),
            ],
        ),
        "table": ExampleTable(order_by=request.GET.get("sort", "")[:50]),
        "page": Paginator(range(300), 25).page(5),
        "form": ExampleForm(),
        "refused": ExampleForm({"due_on_day": "31", "due_on_month": "2", "title": ""}, auto_id="refused_%s"),
        "moment": datetime(2026, 3, 6, 9, 30, tzinfo=UTC),
    }
