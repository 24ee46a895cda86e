"""Pages of imports with as many rows as asked for."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cdop.queries.imports import standing_of
from tests.factories.cdop import ChildDeathFactory
from tests.factories.imports import ImportFactory, a_waiting_import, plain_rows


def imports_list(rows, _):
    for _number in range(rows):
        ImportFactory()
    return reverse("cdop:imports")


def import_preview(rows, person):
    """Half of the rows are known here, and would change."""
    for number in range(1, rows // 2 + 2):
        died_at = timezone.now() - timedelta(days=20)
        ChildDeathFactory(ecdop_reference=f"E-{number}", held_in="ecdop", died_at=died_at)
    return reverse("cdop:import", args=[a_waiting_import(plain_rows(rows), by=person).reference])


def import_done(rows, person):
    done = ImportFactory(settled=True)
    for number in range(rows):
        death = ChildDeathFactory(held_in="ecdop")
        done.rows.create(number=number, fate="new", record=death, reference=death.reference, after=standing_of(death))
    return reverse("cdop:import", args=[done.reference])


IMPORTS = {imports_list: 3, import_preview: 8, import_done: 9}
