"""The timeline of a whole case: from the first report to what changed."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from escp.partnership.models import Person
from escp.ui.lists import page_of
from learning.models import Activity
from reviews.queries.timeline import whole_of
from reviews.timeline import CONTRIBUTIONS, Happening

PAGE_SIZE = 100
NEWEST, OLDEST = "newest", "oldest"


def timeline_page(activity: Activity, person: Person, asked: Mapping[str, Any], form: Any) -> dict[str, Any]:
    """Return what happened in a case, as far as the person may know of it, of the kinds that the form asks for."""
    case = activity.case
    kinds = form.kinds()
    whole = whole_of(person, case)  # type: ignore[arg-type]
    found: list[Happening] = list(chain.from_iterable(CONTRIBUTIONS[key].happenings(whole) for key in kinds))
    found.sort(key=lambda one: one.order, reverse=form.order_asked() == NEWEST)
    everything = "all" in asked
    paginator = Paginator(found, max(len(found), 1) if everything else PAGE_SIZE)
    page = page_of(paginator, asked.get("page"))
    ahead = sum(one.order[0] > timezone.localdate() for one in found)
    return {
        "marking": True,
        "title": "Timeline of the whole case",
        "caption": activity.reference,
        "back": activity.get_absolute_url(),
        "form": form,
        "page": page,
        "events": page.object_list,
        "count": len(found),
        "ahead": ahead,
        "order": "newest first" if form.order_asked() == NEWEST else "oldest first",
        "some": len(kinds) < len(CONTRIBUTIONS),
    }
