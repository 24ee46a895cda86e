"""Deaths of the years before, as an extract from eCDOP brought them in: reviewed, answered and closed. All invented."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

from django.core.files.base import ContentFile

from cdop import services
from cdop.choices import Category, Modifiability, Route
from cdop.lifecycle import CHILD_DEATH
from cdop.models import ChildDeath
from cdop.queries.imports import plan_for, sheet_in, table_of
from cdop.services import imports
from escp.partnership.models import Person
from home.demo.records.story import Story
from reviews.choices import Answer

HEADINGS = ("eCDOP ref", "Date of death", "Date notified", "NCMD", "Age band", "Sex", "JAR", "CDRM date", "CDOP date",
            "Category", "Modifiable factors")  # fmt: skip
BROUGHT_IN_DAYS = 400
MEETING_DAYS, PANEL_DAYS = 75, 140
NOTHING_SUGGESTS = "Nothing suggests abuse or neglect."
REVIEWED_BEFORE = "The panel’s learning of that year was carried further at the time, in eCDOP."
# Days before today on which each child died, the age, the sex, the category of death, and whether anything could have
# been changed.
EARLIER = (
    (1085, "Under 1", "Male", Category.PERINATAL, Modifiability.NONE),
    (1030, "Under 1", "Female", Category.UNEXPLAINED, Modifiability.IDENTIFIED),
    (972, "10 to 14", "Male", Category.MALIGNANCY, Modifiability.NONE),
    (905, "Under 1", "Female", Category.PERINATAL, Modifiability.NONE),
    (861, "15 to 17", "Male", Category.TRAUMA, Modifiability.IDENTIFIED),
    (790, "Under 1", "Male", Category.GENETIC, Modifiability.NONE),
    (747, "1 to 4", "Female", Category.INFECTION, Modifiability.IDENTIFIED),
    (688, "Under 1", "Female", Category.PERINATAL, Modifiability.INADEQUATE),
    (640, "5 to 9", "Male", Category.CHRONIC, Modifiability.NONE),
    (581, "Under 1", "Male", Category.UNEXPLAINED, Modifiability.IDENTIFIED),
    (552, "15 to 17", "Female", Category.SELF_INFLICTED, Modifiability.IDENTIFIED),
)


def tell(story: Story) -> None:
    """Add the extract of the years before, and what was answered and closed after it."""
    day = story.days.ahead(-BROUGHT_IN_DAYS)
    at = story.days.in_office(day, "earlier deaths")
    story.then(at, "cdop", _bring_in(story))
    story.then(at + timedelta(hours=1), "cdop", _answer_and_close)


def _bring_in(story: Story) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        text = io.StringIO()
        csv.writer(text).writerows([HEADINGS, *(_row(story.days.today, *each) for each in EARLIER)])
        imported = imports.receive(by=by, file=ContentFile(text.getvalue().encode(), "extract.csv"))
        table = table_of(imported, sheet_in(imported))
        seen = plan_for(by, table).fingerprint(imports.mark_of(imported))
        imports.bring_in(by=by, imported=imported, table=table, seen=seen)

    return step


def _row(today: date, ago: int, age: str, sex: str, category: Category, modifiability: Modifiability) -> list[str]:
    died_on = today - timedelta(days=ago)
    days = (0, 1, 1, MEETING_DAYS, PANEL_DAYS)
    died, told, national, met, reviewed = (f"{died_on + timedelta(days=after):%d/%m/%Y}" for after in days)
    what = (str(category.value), str(modifiability.label))
    return [f"DEMO-{ago}", died, told, national, age, sex, "No", met, reviewed, *what]


def _answer_and_close(by: Person) -> None:
    for death in ChildDeath.objects.filter(ecdop_reference__in=[f"DEMO-{row[0]}" for row in EARLIER]):
        services.consider_incident(by=by, death=death, answer=Answer.NO, reason=NOTHING_SUGGESTS)
        CHILD_DEATH.apply("close", death, by=by, route=Route.NONE, route_reason=REVIEWED_BEFORE)
