"""Trackers on their way in: which files wait, what stands in one, what it would do here, what was worked on since."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from actionplans.models import (
    Action,
    ActionLetter,
    ActionLink,
    ImpactMeasure,
    Milestone,
    ProgressNote,
    RecommendationLink,
)
from actionplans.queries import actions_for
from actionplans.tracker import columns as c
from actionplans.tracker.names import Names, plain
from actionplans.tracker.plan import Known, Plan, plan_of, references_in
from actionplans.tracker.rows import Read, read_rows
from actionplans.tracker.taking_out import with_all
from escp.access.permissions import Permission
from escp.documents.models import Document, DocumentUse
from escp.imports.choices import Fate, ImportState
from escp.imports.models import Import, ImportedRow
from escp.imports.queries import came_from, imports_of, sheets_in
from escp.imports.table import Sheet
from escp.partnership.models import Person
from escp.partnership.queries import agencies_to_name, people_to_name

KIND = "actions"


def imports_for(person: Person) -> QuerySet[Import]:
    """Return the imports of trackers, for those who manage actions."""
    return imports_of(KIND) if person.may(Permission.MANAGE_ACTIONS) else Import.objects.none()


def sheet_in(imported: Import) -> Sheet:
    """Return the chosen sheet of a file that waits. Raises Unreadable."""
    return sheets_in(imported)[imported.sheet or 0]


def read_of(imported: Import, sheet: Sheet) -> Read:
    """Return what the chosen columns of a sheet say."""
    return read_rows(sheet, heading=imported.heading or 0, mapping=imported.mapping, today=timezone.localdate())


def names_for(imported: Import) -> Names:
    """Return whom a tracker may name, with what was said of its names."""
    answers = {each["column"]: each.get("meant", {}) for each in imported.columns}
    return Names(list(agencies_to_name()), list(people_to_name()), answers)


def plan_for(person: Person, imported: Import, read: Read) -> Plan:
    """Return what a file would do here now, as far as this person may change it."""
    found = with_all(actions_for(person).filter(reference__in=references_in(read)), person)
    titles = {plain(title): reference for reference, title in actions_for(person).values_list("reference", "title")}
    known = Known(
        actions={action.reference: action for action in found},
        names=names_for(imported),
        may_change=lambda action: not action.has_ended,
        titles=titles,
    )
    return plan_of(read, known, has_version=c.VERSION.name in imported.mapping.values())


def is_done(imported: Import) -> bool:
    """Say whether an import was brought in and stands."""
    return bool(imported.state == ImportState.DONE)


def worked_on(rows: Iterable[ImportedRow]) -> set[int]:
    """Return the keys of the rows whose action is no longer as the import left it. Few queries."""
    rows = list(rows)
    here = {"content_type": ContentType.objects.get_for_model(Action), "object_id": OuterRef("pk")}
    settled = Milestone.objects.exclude(done_on=None, dropped_because="")
    found: QuerySet[Any] = Action.objects.filter(pk__in=[row.object_id for row in rows]).annotate(
        built=Exists(ActionLink.objects.filter(action=OuterRef("pk")))
        | Exists(ImpactMeasure.objects.filter(action=OuterRef("pk")))
        | Exists(settled.filter(action=OuterRef("pk")))
        | Exists(ProgressNote.objects.filter(action=OuterRef("pk")))
        | Exists(RecommendationLink.objects.filter(action=OuterRef("pk")))
        | Exists(ActionLetter.objects.filter(actions=OuterRef("pk")))
        | Exists(Document.objects.filter(**here))
        | Exists(DocumentUse.objects.filter(**here))
    )
    actions = {action.pk: action for action in found}
    steps = [pk for row in rows for pk, _ in row.after.get(c.MILESTONES.name, ())]
    versions = dict(Milestone.objects.filter(pk__in=steps).values_list("pk", "version"))
    return {row.pk for row in rows if not _stands(row, actions.get(row.object_id), versions)}


def _stands(row: ImportedRow, action: Any, versions: Mapping[int, int]) -> bool:
    """Say whether an action is as the import left it; `versions` are those of the milestones that it changed."""
    if action is None or action.version != row.after["version"]:
        return False
    if any(versions.get(pk) != version for pk, version in row.after.get(c.MILESTONES.name, ())):
        return False
    return row.fate == Fate.CHANGED or not action.built


def origin_of(action: Action) -> tuple[str, dict[str, str]]:
    """Return the sentence that says from which file an action came, and what stood there in words; empty for others."""
    row = came_from(action)
    if row is None or row.fate != Fate.NEW:
        return "", {}
    return f"{row.imported.reference}, row {row.number}", row.after.get("words", {})
