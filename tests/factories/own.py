"""Tables of the partnership's own figures as they are sent. Every number is made up."""

from django.core.files.uploadedfile import SimpleUploadedFile

from escp.imports.models import Import
from intelligence.choices import Frequency, Unit
from intelligence.indicators.plans import plan_of
from intelligence.indicators.queries import sheet_of
from intelligence.indicators.services import bring_in, mark_of
from intelligence.models import Indicator
from intelligence.own import services
from tests.factories.indicators import IndicatorFactory, own_figures
from tests.factories.partnership import PersonFactory
from tests.factories.tracker import tracker_book

LONG = "Period,Indicator,Counted,Out of,Note\nApril 2024,{one},30,60,\nMay 2024,{one},12,40,Half of the agencies\n"


def a_percentage(code: str = "") -> Indicator:
    """Return an indicator of every month, measured as a percentage."""
    facts = {"code": code} if code else {}
    return IndicatorFactory(unit=Unit.PERCENT, frequency=Frequency.MONTHLY, name="Seen alone", **facts)


def a_table(text: str, name: str = "figures.csv", coding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(coding), "text/csv")


def a_waiting_table(text: str = LONG, *, by=None, indicator=None, **facts) -> Import:
    """Return a table that is sent and not brought in. `{one}` in it becomes the code of an indicator."""
    one = indicator or a_percentage()
    by = by or PersonFactory()
    file = a_table(text.replace("{one}", one.code))
    return services.receive(by=by, title="Made-up return", agency=None, file=file, **facts)


def a_waiting_workbook(*names: str) -> Import:
    """Return a workbook whose sheet is still to be chosen."""
    book = tracker_book({name: [["Month", "Indicator", "Figure"], ["May 2024", "T1", "5"]] for name in names or "AB"})
    return services.receive(by=PersonFactory(), title="Made-up workbook", agency=None, file=book)


def table_brought_in(text: str = LONG, **facts) -> Import:
    imported = a_waiting_table(text, **facts)
    sheet = sheet_of(imported)
    seen = mark_of(imported, plan_of(imported, sheet))
    return bring_in(by=imported.added_by, imported=imported, sheet=sheet, seen=seen)


def of_own_figures() -> dict[str, list]:
    """Return the parts of the addresses of an own figure, and of tables that wait: one for its columns or its sheet."""
    indicator = IndicatorFactory()
    figure = own_figures(indicator, [12])[0]
    return {
        "own figure": [indicator.code, figure.pk],
        "own table": [a_waiting_table().reference],
        "own workbook": [a_waiting_workbook().reference],
    }
