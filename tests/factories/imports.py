"""Extracts of child deaths as files, and imports of them as they wait."""

import csv
import io
from datetime import date, datetime, time, timedelta

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from openpyxl import Workbook

from cdop.queries.imports import KIND, plan_for, sheet_in, table_of
from cdop.services import imports as services
from escp.imports.choices import ImportState
from escp.imports.models import Import
from escp.partnership.models import Agency
from tests.factories.partnership import AgencyFactory, PersonFactory

FULL = [
    "eCDOP reference", "Surname", "NHS number", "Date of birth", "DoD", "Time of death", "Date of notification", "NCMD",
    "Sex", "Local authority", "JAR", "JAR trigger", "JAR meeting date", "CDRM", "Panel date",
    "Category", "Modifiable factors", "Learning points",
]  # fmt: skip
HEADINGS = ["eCDOP ref", "Date of death", "Date notified", "CDRM date", "CDOP date"]


class ImportFactory(DjangoModelFactory):
    """An import without a file: one that waits, or one that was brought in."""

    class Meta:
        model = Import

    class Params:
        settled = factory.Trait(
            state=ImportState.DONE,
            stored_as="",
            settled_at=factory.LazyFunction(timezone.now),
            settled_by=factory.SelfAttribute("added_by"),
            counts={"new": 1},
        )

    kind = KIND
    about_cases = True
    stored_as = "0" * 40
    added_by = factory.SubFactory(PersonFactory)


def some_days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def at_noon(day: date) -> datetime:
    """Return a moment of a day that is the same day wherever the clocks stand."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def uk(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def plain_rows(count: int, first: int = 1) -> list[list[str]]:
    """Return rows of an extract that nothing stands against: notified the day after the death, no more."""
    return [
        [f"E-{number}", uk(some_days_ago(20)), uk(some_days_ago(19)), "", ""] for number in range(first, first + count)
    ]


def full_row(**changes):
    facts = {
        "eCDOP reference": "E-100", "Surname": "Canaryname", "NHS number": "943 476 5919",
        "Date of birth": uk(some_days_ago(1200)), "DoD": uk(some_days_ago(200)), "Time of death": "14:30",
        "Date of notification": uk(some_days_ago(200)), "NCMD": uk(some_days_ago(199)), "Sex": "F",
        "Local authority": "Meadows", "JAR": "Yes", "JAR trigger": "Sudden, no apparent cause; External causes",
        "JAR meeting date": uk(some_days_ago(197)), "CDRM": uk(some_days_ago(120)), "Panel date": uk(some_days_ago(80)),
        "Category": "9 Infection", "Modifiable factors": "Yes",
        "Learning points": "Advice lines cannot see each other’s notes.",
    }  # fmt: skip
    return [(facts | changes)[heading] for heading in FULL]


def csv_file(rows, *, headings=HEADINGS, separator=",", coding="utf-8") -> SimpleUploadedFile:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows([headings, *rows] if headings else rows)
    return SimpleUploadedFile("extract.csv", text.getvalue().encode(coding), content_type="text/csv")


def book_file(sheets: dict[str, list[list]], *, merge: str = "") -> SimpleUploadedFile:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    content = io.BytesIO()
    book.save(content)
    return SimpleUploadedFile("extract.xlsx", content.getvalue())


def a_panel():
    """Make the agency that leads the reviews of deaths."""
    return AgencyFactory(kind="child_death_panel")


def a_waiting_import(rows=None, *, by=None, file=None):
    """Return an import that waits to be checked, its file in the store."""
    if not Agency.objects.filter(kind="child_death_panel").exists():
        a_panel()
    file = file or csv_file(rows if rows is not None else plain_rows(1))
    return services.receive(by=by or PersonFactory(), file=file)


def brought_in(imported, *, by=None):
    """Return an import whose rows were brought in as they stand."""
    by = by or imported.added_by
    table = table_of(imported, sheet_in(imported))
    plan = plan_for(by, table)
    assert plan.can_be_brought_in, [plan.refusal, *map(str, plan.errors)]
    return services.bring_in(by=by, imported=imported, table=table, seen=plan.fingerprint(services.mark_of(imported)))


def of_an_import() -> dict[str, list]:
    """Return the parts of the addresses of an import that waits, and of one that was brought in."""
    done = brought_in(a_waiting_import(plain_rows(1, first=901)))
    return {"death import": [a_waiting_import().reference], "death import done": [done.reference]}
