"""Extracts from eCDOP on their way in, and the deaths that one of them speaks of."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from cdop.ecdop.columns import COLUMNS
from cdop.ecdop.plan import Plan, key_of, plan_of
from cdop.models import ChildDeath
from cdop.queries.deaths import deaths_for
from escp.access.permissions import Permission
from escp.imports.choices import ImportState
from escp.imports.models import Import, ImportedRow
from escp.imports.queries import imports_of, sheets_in
from escp.imports.table import Sheet, Table, read
from escp.partnership.models import Person

KIND = "child-deaths"


def imports_for(person: Person) -> QuerySet[Import]:
    """Return the imports of child deaths, for those who review deaths."""
    if not person.may(Permission.REVIEW_CHILD_DEATHS):
        return Import.objects.none()
    return imports_of(KIND)


def sheet_in(imported: Import) -> Sheet:
    """Return the chosen sheet of a file that waits. Raises Unreadable."""
    return sheets_in(imported)[imported.sheet or 0]


def table_of(imported: Import, sheet: Sheet) -> Table:
    """Return what the chosen columns of a sheet say."""
    today = timezone.localdate()
    return read(sheet, heading=imported.heading or 0, mapping=imported.mapping, columns=COLUMNS, today=today)


def plan_for(person: Person, table: Table) -> Plan:
    """Return what a table would do here now, as far as this person may change it."""
    references = [str(row.values.get("ecdop_reference", "")) for row in table.rows]
    known = deaths_by_reference(references)
    found = [death.pk for deaths in known.values() for death in deaths]
    open_to = set(deaths_for(person).filter(pk__in=found).values_list("pk", flat=True))
    return plan_of(table, known=known, open_to=open_to)


def deaths_by_reference(references: Iterable[str]) -> dict[str, list[ChildDeath]]:
    """Return every death that has one of these eCDOP references, whoever may see it, by the reference as compared.

    What is said of one that the caller may not see must tell nothing of it.
    """
    wanted = {key_of(reference) for reference in references if reference}
    rows = ChildDeath.objects.annotate(plain=Lower("ecdop_reference")).filter(plain__in=wanted)
    found: dict[str, list[ChildDeath]] = {}
    for death in beside(rows).order_by("pk"):
        found.setdefault(key_of(death.ecdop_reference), []).append(death)
    return found


def worked_on_since(imported: Import) -> list[str]:
    """Return, for each record that is no longer as an import left it, its reference and row in words. Few queries."""
    rows = list(imported.rows.all())
    found = ChildDeath.objects.filter(pk__in=[row.object_id for row in rows])
    deaths = {death.pk: death for death in beside(found)}
    return [f"{row.reference} (row {row.number})" for row in rows if not _stands_as_left(row, deaths)]


def beside(deaths: QuerySet[ChildDeath]) -> QuerySet[ChildDeath]:
    """Return deaths with all that an import reads of them."""
    return deaths.select_related("child", "case", "lead", "activity", "response", "analysis").prefetch_related(
        "activity__findings"
    )


def _stands_as_left(row: ImportedRow, deaths: Mapping[int, ChildDeath]) -> bool:
    death = deaths.get(row.object_id)
    return death is not None and standing_of(death) == row.after


def standing_of(death: ChildDeath) -> dict[str, Any]:
    """Return how far a record has been worked on: what undoing an import compares."""
    response, analysis = getattr(death, "response", None), getattr(death, "analysis", None)
    return {
        "version": death.version,
        "response": response.version if response else None,
        "analysis": analysis.version if analysis else None,
        "findings": sorted(finding.reference for finding in death.activity.findings.all()),
    }


def is_done(imported: Import) -> bool:
    """Say whether an import was brought in and stands."""
    return bool(imported.state == ImportState.DONE)
