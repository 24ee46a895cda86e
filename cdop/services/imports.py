"""An extract from eCDOP brought in as a whole, and taken back as a whole.

It is not among the names of `cdop.services`: it makes moves, and the moves call those.
"""

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from cdop import services
from cdop.choices import HeldIn
from cdop.ecdop.columns import COLUMNS
from cdop.ecdop.plan import Plan, Planned
from cdop.ecdop.rows import Case
from cdop.lifecycle import CHILD_DEATH
from cdop.models import Analysis, ChildDeath, JointAgencyResponse
from cdop.queries.imports import KIND, is_done, plan_for, standing_of, worked_on_since
from escp.access.log import record_access
from escp.deadlines.calendar import at_time
from escp.imports import services as imports
from escp.imports.choices import Fate, ImportState
from escp.imports.models import Import, ImportedRow
from escp.imports.queries import rows_of
from escp.imports.table import Table
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Agency, Person
from escp.partnership.queries import agencies_to_name
from escp.ui.words import date_in_words, listed
from learning.choices import FindingKind
from learning.models import Finding
from learning.services import record_finding

CHANGED_SINCE = "Something here has changed since this page was opened. Look at what would happen now."
NOT_THERE = "No agency leads the reviews of deaths: ask the administrator to add the panel."
# What a changed record may say differently, apart from what its moves write.
FIELDS = ("notified_at", "national_at", "sex", "area_of_residence")
ANALYSED = ("category", "modifiability")
MOVED = ("state", "meeting_on", "ready_on", "panel_on", "no_response_because")


def receive(*, by: Person, file: Any) -> Import:
    """Keep an extract that is to be brought in."""
    return imports.receive(by=by, kind=KIND, columns=COLUMNS, about_cases=True, file=file)


@transaction.atomic
def bring_in(*, by: Person, imported: Import, table: Table, seen: str) -> Import:
    """Bring in every row of the table that was read, or none. `seen` is the mark of the plan that was looked at.

    Raises ValidationError where a cell has an error, and where anything differs from what was looked at.
    """
    # Two extracts at once wait for each other at the first import there is: the second sees what the first has brought.
    Import.objects.select_for_update().filter(kind=KIND).order_by("pk").first()
    imports.must_wait(imported)
    plan = plan_for(by, table)
    if plan.fingerprint(mark_of(imported)) != seen:
        raise ValidationError(CHANGED_SINCE)
    if not plan.can_be_brought_in:
        raise ValidationError("Nothing is brought in while a cell has an error, or where nothing would change.")
    _bring_in(by, imported, plan)
    record_access(by, "brought in an extract of child deaths", reference=imported.reference)
    return imports.settle(
        by=by, imported=imported, state=ImportState.DONE, rows_read=len(table.rows), counts=plan.counts
    )


def mark_of(imported: Import) -> str:
    """Return what a plan is made of beside the records: the file, and how its columns are read."""
    return f"{imported.pk} {imported.version} {imported.sha256}"


def _bring_in(by: Person, imported: Import, plan: Plan) -> None:
    lead = agencies_to_name().filter(kind=AgencyKind.CHILD_DEATH_PANEL).order_by("pk").first()
    if lead is None:
        raise ValidationError(NOT_THERE)
    for row in plan.new:
        death = _new_death(by, row.case, lead)
        _follow(by, row, death)
        _keep(imported, row, Fate.NEW, death, {})
    for row in plan.changed:
        death = ChildDeath.objects.select_for_update(of=("self",)).get(pk=row.known.pk)
        before = _said_before(death)
        _change(by, row, death)
        _follow(by, row, death)
        _keep(imported, row, Fate.CHANGED, death, before)


def origin_in_words(row: int) -> str:
    """Return the sentence that every record of an import carries: where it came from."""
    return f"Imported from an eCDOP extract, row {row}, on {date_in_words(timezone.localdate())}"


def _new_death(by: Person, case: Case, lead: Agency) -> ChildDeath:
    origin = origin_in_words(case.row)
    late = (case.known_at - case.died_at).total_seconds() > 24 * 3600
    death = ChildDeath(
        lead=lead,
        held_in=HeldIn.ECDOP,
        ecdop_reference=case.reference,
        died_at=case.died_at,
        died_precision=case.died_precision,
        known_at=case.known_at,
        known_late_because="The extract does not say." if late else "",
        notifier=origin,
        notified_at=case.known_at,
        national_at=case.national_at,
        brought_in_at=timezone.now(),
        sex=case.sex,
        area_of_residence=case.area,
    )
    _give_reason(death, origin)
    services.notify_death(by=by, death=death, identity=None, age_band=case.age_band)
    _learn(by, death, case.learning)
    return death


def _learn(by: Person, death: ChildDeath, words: str) -> None:
    if words:
        finding = Finding(kind=FindingKind.IMPROVEMENT, title=words.splitlines()[0][:160], what=words)
        finding.who_for = "The extract does not say"
        record_finding(by=by, activity=death.activity, finding=finding)


def _change(by: Person, row: Planned, death: ChildDeath) -> None:
    case, names = row.case, {change.name for change in row.changes}
    said = {"notified_at": case.known_at, "national_at": case.national_at, "sex": case.sex}
    said["area_of_residence"] = case.area
    for name in names & set(FIELDS):
        setattr(death, name, said[name])
    if "age_band" in names:
        death.child.age_band = case.age_band
        death.child.save()
    if "learning" in names:
        _learn(by, death, case.learning)
    _give_reason(death, origin_in_words(case.row))
    services.change_death(by=by, death=death)


def _give_reason(death: Any, reason: str) -> None:
    """Say in the record's history why its next saving changes it."""
    death._change_reason = reason


def _follow(by: Person, row: Planned, death: ChildDeath) -> None:
    """Make the moves that the row's dates lead to, each on its own day."""
    case, origin = row.case, origin_in_words(row.case.row)
    facts: dict[str, tuple[datetime, dict[str, Any]]] = {
        "respond": (
            case.known_at,
            {
                "triggers": list(case.triggers),
                "decided_by_words": "The extract does not say",
                "decided_at": case.known_at,
            },
        ),
        "gather": (case.known_at, {"no_response_because": f"{_no_response(case)} {origin}."}),
        "end_response": (_start_of(case.jar_met_on or case.meeting_on or case.panel_on, case), {}),
        "hold_meeting": (_start_of(case.meeting_on, case), {"meeting_on": case.meeting_on, "brought_in": True}),
        "review": (_start_of(case.panel_on, case), {"panel_on": case.panel_on, "brought_in": True}),
    }
    met_on = None if "respond" in row.moves else case.jar_met_on
    _hold_response_meeting(by, death, met_on)
    for name in row.moves:
        if name == "review":
            _analyse(by, death, case)
        at, more = facts[name]
        # The question whether a serious incident was considered stays open: a clock of its own asks it at once.
        CHILD_DEATH.apply(name, death, by=by, note=origin, at=at, follows=True, **more)
        death.refresh_from_db()
        if name == "respond":
            _hold_response_meeting(by, death, case.jar_met_on)
    _analyse(by, death, case)


def _analyse(by: Person, death: ChildDeath, case: Case) -> None:
    """Keep the two answers that eCDOP has of the analysis, where they differ from what stands here."""
    analysis = getattr(death, "analysis", None) or Analysis(death=death, recorded_by=by)
    said = {"category": case.category, "modifiability": case.modifiability}
    new = {name: value for name, value in said.items() if value and value != getattr(analysis, name)}
    if new:
        for name, value in new.items():
            setattr(analysis, name, value)
        analysis.save()


def _no_response(case: Case) -> str:
    return "eCDOP has none." if case.jar is False else "The extract does not say whether there was one."


def _start_of(day: date | None, case: Case) -> datetime:
    """Return when a move of a day was made: no sooner than the death became known."""
    return max(at_time(day, time.min), case.known_at) if day else case.known_at


def _hold_response_meeting(by: Person, death: ChildDeath, met_on: date | None) -> None:
    response: JointAgencyResponse | None = getattr(death, "response", None)
    if response is not None and met_on and response.met_on != met_on:
        response.met_on = met_on
        services.record_steps(by=by, response=response)


def _said_before(death: ChildDeath) -> dict[str, Any]:
    """Return what a record says now of all that an import may change, so that it can be put back."""
    response: JointAgencyResponse | None = getattr(death, "response", None)
    analysis: Analysis | None = getattr(death, "analysis", None)
    return {
        "said": {name: _plain(getattr(death, name)) for name in (*FIELDS, *MOVED)},
        "age_band": death.child.age_band,
        "response": {"met_on": _plain(response.met_on)} if response else None,
        "analysis": {name: getattr(analysis, name) for name in ANALYSED} if analysis else None,
        "findings": [finding.reference for finding in death.activity.findings.all()],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _keep(imported: Import, row: Planned, fate: str, death: ChildDeath, before: dict[str, Any]) -> None:
    fresh = ChildDeath.objects.select_related("activity", "response").get(pk=death.pk)
    ImportedRow.objects.create(
        imported=imported,
        number=row.case.row,
        fate=fate,
        record=fresh,
        reference=fresh.reference,
        before=before,
        after=standing_of(fresh),
    )


# Taking back


@transaction.atomic
def take_back(*, by: Person, imported: Import) -> Import:
    """Take back all that an import brought: new records are gone, changed ones say what they said before.

    Raises ValidationError, with each record, where one has been worked on since.
    """
    if not is_done(imported):
        raise ValidationError(imports.SETTLED)
    rows = rows_of(imported)
    list(
        ChildDeath.objects.select_for_update(of=("self",)).filter(pk__in=[row.object_id for row in rows]).order_by("pk")
    )
    if since := worked_on_since(imported):
        raise ValidationError(refusal_in_words(since))
    for row in rows:
        death = ChildDeath.objects.get(pk=row.object_id)
        try:
            with transaction.atomic():
                _remove(death) if row.fate == Fate.NEW else _put_back(by, row, death)
        except ProtectedError:
            # Something else was built upon it: a document, a request, a learning point.
            raise ValidationError(refusal_in_words([f"{row.reference} (row {row.number})"])) from None
    imported.state, imported.settled_at, imported.settled_by = ImportState.TAKEN_BACK, timezone.now(), by
    imported.save()
    record_access(by, "took back an extract of child deaths", reference=imported.reference)
    return imported


def refusal_in_words(since: list[str]) -> str:
    """Return why an import is not taken back."""
    return f"It cannot be taken back: {listed(since)} {'has' if len(since) == 1 else 'have'} been worked on since."


def _remove(death: ChildDeath) -> None:
    """Remove a record that only an import has written. Whatever was built upon it raises ProtectedError."""
    activity, child, case = death.activity, death.child, death.case
    beside = (getattr(death, "response", None), getattr(death, "analysis", None))
    for each in (*beside, *activity.findings.all(), death, activity, child, case):
        if each is not None:
            each.delete()


def _put_back(by: Person, row: ImportedRow, death: ChildDeath) -> None:
    before = row.before
    if before["said"]["state"] != death.state:
        CHILD_DEATH.take_back(death, to=before["said"]["state"], by=by, note=f"{row.imported}, row {row.number}")
    for name, value in before["said"].items():
        setattr(death, name, _read(death, name, value))
    if death.child.age_band != before["age_band"]:
        death.child.age_band = before["age_band"]
        death.child.save()
    for name in ("response", "analysis"):
        _put_back_beside(getattr(death, name, None), before[name])
    for finding in death.activity.findings.exclude(reference__in=before["findings"]):
        finding.delete()
    death.save()


def _put_back_beside(record: Any, before: dict[str, Any] | None) -> None:
    """Put back what stands beside a death, or remove what was not there."""
    if record is None:
        return
    if before is None:
        record.delete()
        return
    for name, value in before.items():
        setattr(record, name, _read(record, name, value))
    record.save()


def _read(record: Any, name: str, value: Any) -> Any:
    return record._meta.get_field(name).to_python(value)
