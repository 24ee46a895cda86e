"""What agencies are asked for the fuller picture: the list of the children whom each knows, on a page of its own."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.deadlines.calendar import WorkingDays
from escp.deadlines.clocks import Level, after_due, before_due, ladder
from escp.deadlines.queries import calendar
from escp.returns.choices import WITH_THE_AGENCY, ReturnState
from escp.returns.kinds import Beside, RequestKind
from escp.returns.models import Return
from intelligence.choices import PictureState
from intelligence.models import Picture
from intelligence.picture.queries import LIST_KIND, list_from, pictures_to_ask_for

LIST_DAYS = WorkingDays(15)
NO_MORE_LISTS = "{} takes no more lists: it was counted, or its lists are deleted."
TOO_LATE = "The day for handing it in has passed. Ask the business unit for another."
SETTLED = "It was accepted, or is asked for no longer."


def list_due_on(picture: Picture) -> date:
    """Return working day 15 from today, or the day before lists are deleted where that is earlier."""
    asked = LIST_DAYS.count(timezone.localdate(), calendar()).due_on
    return min(asked, picture.delete_on - timedelta(days=1))


def why_closed(picture: Picture) -> str:
    """Return why a picture takes no more lists from agencies, in words; empty while it does."""
    return "" if picture.state == PictureState.APPROVED else NO_MORE_LISTS.format(picture.reference)


def why_not_taken(asked: Return) -> str:
    """Return why an agency can hand in no list now, in words; empty while it can, for the first time or anew."""
    picture: Any = asked.request.about
    if closed := why_closed(picture):
        return closed
    if asked.due_on < timezone.localdate():
        return TOO_LATE
    return "" if asked.state in (*WITH_THE_AGENCY, ReturnState.SENT) else SETTLED


def the_list(asked: Return) -> Beside:
    """Return where an agency hands in its list, and whether it is here."""
    picture: Any = asked.request.about
    why_not = why_not_taken(asked)
    url = "" if why_not else reverse("intelligence:picture-hand-in", args=[asked.reference])
    is_here = list_from(picture, asked.agency) is not None
    return Beside("The list of children", url, is_here, why_not)


CHILDRENS_LIST = RequestKind(
    key=LIST_KIND,
    label="List for the fuller picture",
    questionnaire="picture-list",
    about="intelligence.Picture",
    visible=pictures_to_ask_for,
    due=list_due_on,
    closed=why_closed,
    beside=the_list,
    level=Level.LOCAL,
    authority="The partnership’s own plan: fifteen working days after the approval",
    remind=(before_due(5), before_due(1), before_due(0)),
    escalate=ladder(agency_lead=after_due(1)),
)
