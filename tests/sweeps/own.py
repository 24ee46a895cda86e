"""Pages of own figures with as many rows as asked for."""

from django.urls import reverse

from tests.factories.own import a_percentage, a_waiting_table, a_waiting_workbook, table_brought_in

MONTHS = "Period,Indicator,Counted,Out of\n"


def table_of(rows: int, start: int = 0) -> str:
    """Return a table of so many months from January 2000 on."""
    months = range(start, start + rows)
    return MONTHS + "".join(f"{one % 12 + 1}/{2000 + one // 12},{{one}},1,2\n" for one in months)


def own_imports(rows, _):
    indicator = a_percentage()
    for number in range(min(rows, 3)):
        table_brought_in(table_of(1, number), indicator=indicator)
    return reverse("intelligence:own-imports")


def own_columns(rows, _):
    return reverse("intelligence:own-columns", args=[a_waiting_table(table_of(rows)).reference])


def own_import(rows, _):
    return reverse("intelligence:import", args=[a_waiting_table(table_of(rows)).reference])


def own_sheet(rows, _):
    return reverse("intelligence:own-sheet", args=[a_waiting_workbook(*map(str, range(rows + 1))).reference])


OWN = {own_imports: 5, own_columns: 4, own_sheet: 3, own_import: 5}
