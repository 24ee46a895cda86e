"""Extracts of invented deaths from eCDOP: one that was brought in, and one that waits to be looked at."""

import csv
import io
from datetime import date, timedelta

from django.core.files.base import ContentFile

from cdop.models import ChildDeath
from cdop.queries.imports import plan_for, sheet_in, table_of
from cdop.services import consider_incident
from cdop.services import imports as services
from escp.partnership.models import Person
from home.demo.records.story import Story
from reviews.choices import Answer

HEADINGS = ("eCDOP ref", "Date of death", "Date notified", "NCMD", "Age band", "Sex", "JAR", "CDRM date")
BROUGHT_IN_DAYS, WAITS_DAYS = 12, 1
# Days before the extract on which each child died, and what it says beside the dates.
FIRST = (("DEMO-2051", 40, "5 to 9", "Female"), ("DEMO-2052", 33, "Under 1", "Male"))
NEXT = ("DEMO-2053", 20, "10 to 14", "Female")


def tell(story: Story) -> None:
    """Add an extract that was brought in, and a later one that waits."""
    first, second = story.days.ahead(-BROUGHT_IN_DAYS), story.days.ahead(-WAITS_DAYS)
    brought_in = story.days.in_office(first, "extract")
    story.then(brought_in, "cdop", lambda by: _brought_in(by, first))
    story.then(brought_in + timedelta(hours=1), "cdop", _answer)
    story.then(story.days.in_office(second, "extract"), "cdop", lambda by: _sent(by, first, waits=True))


def _brought_in(by: Person, day: date) -> None:
    imported = _sent(by, day, waits=False)
    table = table_of(imported, sheet_in(imported))
    seen = plan_for(by, table).fingerprint(services.mark_of(imported))
    services.bring_in(by=by, imported=imported, table=table, seen=seen)


def _answer(by: Person) -> None:
    """Answer what every imported death asks at once."""
    for death in ChildDeath.objects.filter(ecdop_reference__in=[row[0] for row in FIRST]):
        reason = "A long illness. Nothing suggests abuse or neglect."
        consider_incident(by=by, death=death, answer=Answer.NO, reason=reason)


def _sent(by: Person, day: date, *, waits: bool):
    """Send an extract. The one that waits has a review meeting for a death that is known, and a death that is new."""
    rows = [_row(day, *each) for each in FIRST]
    if waits:
        rows[0][-1] = f"{day - timedelta(days=1):%d/%m/%Y}"
        rows.append(_row(day, *NEXT))
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    return services.receive(by=by, file=ContentFile(text.getvalue().encode(), "extract.csv"))


def _row(day: date, reference: str, days: int, age: str, sex: str) -> list[str]:
    died_on, told_on = (f"{day - timedelta(days=ago):%d/%m/%Y}" for ago in (days, days - 1))
    return [reference, died_on, told_on, told_on, age, sex, "No", ""]
