"""A tracker brought in as a whole or not at all, and taken back as far as nobody has worked on what it brought."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from actionplans import planning, services
from actionplans.models import Action, Milestone
from actionplans.tracker.beside import Steps
from actionplans.tracker.columns import COLUMNS, CONTRIBUTING, MILESTONES, PROGRESS
from actionplans.tracker.looking_up import KIND, is_done, plan_for, worked_on
from actionplans.tracker.names import plain
from actionplans.tracker.plan import Plan, Planned
from actionplans.tracker.rows import Read
from actionplans.tracker.taking_out import version_of
from escp.access.log import record_access
from escp.imports import services as imports
from escp.imports.choices import Fate, ImportState
from escp.imports.models import Import, ImportedRow
from escp.imports.queries import rows_of
from escp.partnership.models import Person

CHANGED_SINCE = "Something here has changed since this page was opened. Look at what would happen now."
NOT_YET = "Nothing is brought in while a cell has an error, or where nothing would change."
ALL_STAY = "All of them have been worked on since, so nothing is taken back."


def receive(*, by: Person, file: Any) -> Import:
    """Keep a tracker that is to be brought in."""
    return imports.receive(by=by, kind=KIND, columns=COLUMNS, about_cases=False, file=file)


@transaction.atomic
def choose_names(*, by: Person, imported: Import, said: Mapping[str, Mapping[str, int]]) -> Import:
    """Keep who is meant by names that nobody here has: by the column and the text, the person's or agency's key."""
    imports.must_wait(imported)
    for each in imported.columns:
        if texts := said.get(each["column"]):
            each["meant"] = each.get("meant", {}) | {plain(text): pk for text, pk in texts.items()}
    imported.save()
    return imported


def mark_of(imported: Import) -> str:
    """Return what a plan is made of beside the records: the file, and how its columns are read."""
    return f"{imported.pk} {imported.version} {imported.sha256}"


@transaction.atomic
def bring_in(*, by: Person, imported: Import, read: Read, seen: str) -> Import:
    """Record and change every action of the file, or none. `seen` is the mark of the plan that was looked at.

    Raises ValidationError where a cell has an error, and where anything differs from what was looked at.
    """
    _one_at_a_time()
    imports.must_wait(imported)
    plan = plan_for(by, imported, read)
    if plan.fingerprint(mark_of(imported)) != seen:
        raise ValidationError(CHANGED_SINCE)
    if not plan.can_be_brought_in:
        raise ValidationError(NOT_YET)
    rows = [_record(by, imported, row) for row in plan.of_kind("new")]
    rows += [_change(by, imported, row) for row in plan.of_kind("changed")]
    ImportedRow.objects.bulk_create(rows)
    record_access(by, "brought in a tracker of actions", reference=imported.reference)
    return imports.settle(by=by, imported=imported, state=ImportState.DONE, **_facts(read, plan))


def _one_at_a_time() -> None:
    """Let two trackers wait for each other at the first import there is: the second sees what the first has brought."""
    Import.objects.select_for_update().filter(kind=KIND).order_by("pk").first()


def _facts(read: Read, plan: Plan) -> dict[str, Any]:
    return {"rows_read": len(read.rows), "counts": plan.counts}


def _reason(imported: Import, number: int) -> str:
    return f"From spreadsheet {imported.reference}, row {number}"


def _record(by: Person, imported: Import, row: Planned) -> ImportedRow:
    action = Action(**row.facts)
    action._change_reason = _reason(imported, row.number)  # type: ignore[attr-defined]
    services.record_action(by=by, action=action, contributing=row.beside.contributing)
    for what, due_on in row.beside.milestones:
        planning.set_milestone(by=by, action=action, milestone=Milestone(what=what, due_on=due_on))
    after = {"version": action.version, "words": row.words}
    return _row(imported, row, Fate.NEW, action, {}, after)


def _change(by: Person, imported: Import, row: Planned) -> ImportedRow:
    planned: Any = row.action
    action = Action.objects.select_for_update(of=("self",)).get(pk=planned.pk)
    if version_of(action, action.milestones.all()) != version_of(planned, planned.steps):
        raise ValidationError(CHANGED_SINCE)
    said = {each.name: each.value for each in row.changes}
    note, agencies, steps = (said.pop(column.name, None) for column in (PROGRESS, CONTRIBUTING, MILESTONES))
    before = {name: _plain(getattr(action, name)) for name in said}
    if agencies is not None:
        before[CONTRIBUTING.name] = [agency.pk for agency in planned.contributing.all()]
    if before:
        for name, value in said.items():
            setattr(action, name, value)
        action._change_reason = _reason(imported, row.number)  # type: ignore[attr-defined]
        services.change_action(by=by, action=action, contributing=agencies)
    after: dict[str, Any] = {"version": action.version, "note": bool(note)}
    if steps is not None:
        before[MILESTONES.name], after[MILESTONES.name] = _change_steps(by, action, steps, imported, row.number)
    if note:
        services.add_progress(by=by, action=action, text=note)
    return _row(imported, row, Fate.CHANGED, action, before, after)


def _change_steps(
    by: Person, action: Action, steps: Steps, imported: Import, number: int
) -> tuple[list[Any], list[Any]]:
    """Add milestones and date others anew. Returns (key, date before or None) and (key, version after) of each."""
    wanted = [(Milestone(what=what), due_on) for what, due_on in steps.added] + list(steps.moved)
    before, after = [], []
    for one, due_on in wanted:
        stood = one.due_on
        one.due_on = due_on
        one._change_reason = _reason(imported, number)  # type: ignore[attr-defined]
        planning.set_milestone(by=by, action=action, milestone=one)
        before.append([one.pk, stood and stood.isoformat()])
        after.append([one.pk, one.version])
    return before, after


def _row(
    imported: Import, row: Planned, fate: str, action: Action, before: dict[str, Any], after: dict[str, Any]
) -> ImportedRow:
    return ImportedRow(
        imported=imported,
        number=row.number,
        fate=fate,
        record=action,
        reference=action.reference,
        before=before,
        after=after,
    )


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else getattr(value, "pk", value)


# Taking back


@transaction.atomic
def take_back(*, by: Person, imported: Import) -> list[str]:
    """Take back what an import brought, as far as nobody has worked on it. Returns the references of what stays.

    New actions are removed, changed ones say again what they said before; a note of progress stays, as notes do. Raises
    ValidationError where everything would stay.
    """
    if not is_done(imported):
        raise ValidationError(imports.SETTLED)
    rows = rows_of(imported)
    list(Action.objects.select_for_update(of=("self",)).filter(pk__in=[row.object_id for row in rows]).order_by("pk"))
    since = worked_on(rows)
    stays = [row.reference for row in rows if row.pk in since or not _taken_back(by, row)]
    if len(stays) == len(rows):
        raise ValidationError(ALL_STAY)
    imported.state, imported.settled_at, imported.settled_by = ImportState.TAKEN_BACK, timezone.now(), by
    imported.save()
    record_access(by, "took back a tracker of actions", reference=imported.reference)
    return stays


def _taken_back(by: Person, row: ImportedRow) -> bool:
    action = Action.objects.get(pk=row.object_id)
    try:
        with transaction.atomic():
            if row.fate == Fate.NEW:
                action.milestones.all().delete()
                action.delete()
            elif row.before:
                _put_back(by, row, action)
    except (ProtectedError, ValidationError):
        # Something was built upon it, or it has ended.
        return False
    return True


def _put_back(by: Person, row: ImportedRow, action: Action) -> None:
    before = dict(row.before)
    reason = f"{row.imported.reference}, row {row.number}, taken back"
    for pk, stood in before.pop(MILESTONES.name, ()):
        _put_step_back(by, action, action.milestones.get(pk=pk), stood, reason)
    agencies = before.pop(CONTRIBUTING.name, None)
    for name, value in before.items():
        field: Any = Action._meta.get_field(name)
        setattr(
            action, field.attname, field.target_field.to_python(value) if field.is_relation else field.to_python(value)
        )
    action._change_reason = reason  # type: ignore[attr-defined]
    services.change_action(by=by, action=action, contributing=agencies)


def _put_step_back(by: Person, action: Action, one: Milestone, stood: str | None, reason: str) -> None:
    """Give a milestone its date again, or remove the one that the import had added."""
    one._change_reason = reason  # type: ignore[attr-defined]
    if stood is None:
        one.delete()
        return
    one.due_on = date.fromisoformat(stood)
    planning.set_milestone(by=by, action=action, milestone=one)
