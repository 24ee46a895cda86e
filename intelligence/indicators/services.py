"""Keeping indicators and bringing published figures in. Each function is one transaction."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from escp.imports import services as imports
from escp.imports.choices import ImportState
from escp.imports.models import Import
from escp.imports.table import Sheet
from escp.imports.writing import insert
from escp.partnership.models import Person, Priority
from escp.partnership.references import next_reference
from intelligence.choices import Frequency, ReadingState
from intelligence.indicators import published
from intelligence.indicators.kinds import KINDS, kind_of
from intelligence.indicators.plans import Plan, plan_of
from intelligence.indicators.published import Measured
from intelligence.indicators.queries import KIND, sheet_of, suggested
from intelligence.indicators.shipped import STARTER_SET
from intelligence.models import Comment, DataImport, Definition, Figure, FileReading, Indicator

CHANGED_SINCE = "Something here has changed since this page was opened. Look at what would happen now."
BUSY = "A long file is being brought in. Try again in a few minutes."
NOTHING_TO_DO = "Nothing is brought in while a cell has an error, or where nothing would change."
NOT_DONE = "Only figures that were brought in, and were not taken back since, are taken back."
REVISED = "A later file has revised some of these figures: take that one back first."
SHIPPED_REASON = "The starter set of this service."
BEFORE_ALL = date(2000, 1, 1)
# What a figure is kept with: of its own, and as it was measured.
OF_A_FIGURE = ("indicator_id", "definition_id", "row")
MEASURED = (
    "area_code", "area_name", "level", "period", "starts_on", "ends_on", "value", "mark", "text", "numerator",
    "denominator", "heading", "note",
)  # fmt: skip
said_by = attrgetter(*MEASURED)


@transaction.atomic
def add_starter_set(*, by: Person) -> int:
    """Add the indicators of the starter set that are not here yet, each with its first definition. Return how many."""
    known = set(Indicator.objects.values_list("code", flat=True))
    missing = [one for one in STARTER_SET if one.code not in known]
    for one in missing:
        indicator = Indicator.objects.create(
            code=one.code,
            name=one.name,
            question=one.question,
            unit=one.unit,
            direction=one.direction,
            owner=one.owner,
            frequency=Frequency.YEARLY if one.headings else Frequency.QUARTERLY,
            recorded_by=by,
        )
        words = {"numerator": one.numerator, "denominator": one.denominator}
        define(by=by, definition=Definition(indicator=indicator, starts_on=BEFORE_ALL, reason=SHIPPED_REASON, **words))
    return len(missing)


@transaction.atomic
def define(*, by: Person, definition: Definition) -> Definition:
    """Add a definition, which takes the place of the one before from its day on. Raises ValidationError."""
    Indicator.objects.select_for_update().get(pk=definition.indicator_id)
    before = definition.indicator.definitions.first()
    if before is not None and definition.starts_on <= before.starts_on:
        raise ValidationError({"starts_on": "It must start after the definition whose place it takes."})
    definition.number = before.number + 1 if before is not None else 1
    definition.defined_by = by
    definition.save()
    return definition


@transaction.atomic
def keep(*, by: Person, indicator: Indicator, priorities: Iterable[Priority]) -> Indicator:
    """Save what an indicator is, and the priorities of the Business Plan that it belongs to."""
    if indicator.pk is None:
        indicator.code, indicator.recorded_by = next_reference("I", digits=2).replace("I-", "I"), by
    indicator.save()
    indicator.priorities.set(priorities)
    return indicator


@transaction.atomic
def comment(*, by: Person, said: Comment) -> Comment:
    """Add the story behind the figures. It stays as it is; a later one may say better."""
    said.written_by = by
    said.save()
    return said


@transaction.atomic
def receive(*, by: Person, file: Any, title: str) -> Import:
    """Keep a published file with what its columns seem to feed. Raises ValidationError, at "file"."""
    imported = imports.receive(by=by, kind=KIND, columns=(), about_cases=False, file=file, may_be_long=True)
    if imported.sheet is None:
        raise ValidationError({"file": published.NOT_THE_FORM})
    sheet = sheet_of(imported)
    imported.heading = heading = sheet.rows[0][0]
    if not published.is_published_form(sheet, heading):
        raise ValidationError({"file": published.NOT_THE_FORM})
    mapping = suggested(sheet, heading)
    shape = published.shape_of(sheet, heading)
    imports.choose_columns(by=by, imported=imported, sheet=sheet, mapping=mapping)
    DataImport.objects.create(imported=imported, file_name=file.name[:150], title=title, shape=shape)
    return imported


def mark_of(imported: Import, plan: Plan) -> str:
    """Return what was looked at: the file, its columns, and what it would do."""
    return sha256(repr((imported.pk, imported.version, imported.sha256, plan.mark)).encode()).hexdigest()


@transaction.atomic
def bring_in(*, by: Person, imported: Import, sheet: Sheet, seen: str) -> Import:
    """Bring in every figure of the file, or none. Raises ValidationError where a cell is wrong or anything has changed.

    It is read once more, and kept batch by batch; what differs from what was looked at undoes it all. A figure that
    says something else than one that stands takes its place.
    """
    if FileReading.objects.filter(state=ReadingState.KEEPING).exclude(imported=imported).exists():
        raise ValidationError(BUSY)
    Import.objects.select_for_update().filter(kind__in=KINDS).order_by("pk").first()
    imports.must_wait(imported)
    keeper = _Keeper(by, imported)
    plan = plan_of(imported, sheet, keep=keeper.keep)
    if mark_of(imported, plan) != seen:
        raise ValidationError(CHANGED_SINCE)
    if not plan.can_be_brought_in:
        raise ValidationError(NOTHING_TO_DO)
    return imports.settle(by=by, imported=imported, state=ImportState.DONE, rows_read=plan.rows, counts=plan.counts)


class _Keeper:
    """Keeps what is new and what is changed of one file, in the transaction of whoever brings it in."""

    def __init__(self, by: Person, imported: Import) -> None:
        self._definitions: dict[str, list[Definition]] = {}
        self._of_all = {
            "data_id": imported.data.pk,
            "agency_id": imported.data.agency_id,
            "given_by_id": by.pk,
            "is_published": kind_of(imported).is_published,
        }

    def keep(self, new: list[Measured], changed: list[tuple[Measured, int]]) -> None:
        """Write a batch; figures that are revised stand no more, and say by which they are. Raises ValidationError."""
        before = [number for _one, number in changed]
        Figure.objects.filter(pk__in=before).update(stands=False)
        rows = [self._row(one) for one in (*(one for one, _number in changed), *new)]
        try:
            numbers = insert(Figure, (*OF_A_FIGURE, *MEASURED, *self._of_all), rows)
        except IntegrityError:
            # Somebody typed one of these figures after this batch was compared with what stands.
            raise ValidationError(CHANGED_SINCE) from None
        revised = [Figure(pk=old, revised_by_id=made) for old, made in zip(before, numbers, strict=False)]
        Figure.objects.bulk_update(revised, ["revised_by"], batch_size=500)

    def _row(self, one: Measured) -> tuple[Any, ...]:
        if one.code not in self._definitions:
            self._definitions[one.code] = list(Definition.objects.filter(indicator__code=one.code))
        definition = _definition_on(self._definitions[one.code], one.starts_on)
        facts = (definition.indicator_id, definition.pk, one.row or None)
        return (*facts, *said_by(one), *self._of_all.values())


def _definition_on(definitions: Sequence[Definition], day: date) -> Definition:
    """Return the definition that held on a day, of those of one indicator; of a day before all of them, the first."""
    return next((one for one in definitions if one.starts_on <= day), definitions[-1])


@transaction.atomic
def take_back(*, by: Person, data: DataImport, why: str) -> DataImport:
    """Take back all figures of a file: they leave every page, and those that they revised stand again.

    Raises ValidationError where a later file has revised one of them.
    """
    imported = Import.objects.select_for_update().get(pk=data.imported_id)
    if imported.state != ImportState.DONE:
        raise ValidationError(NOT_DONE)
    if data.figures.filter(stands=False).exists():
        raise ValidationError(REVISED)
    _leave(data)
    data.undone_at, data.undone_by, data.undone_because = timezone.now(), by, why
    data.save()
    imported.state = ImportState.TAKEN_BACK
    imported.save()
    return data


def _leave(data: DataImport) -> None:
    """Let the figures of a file stand no more, and those that it revised stand again."""
    Figure.objects.filter(data=data).update(stands=False)
    Figure.objects.filter(revised_by__data=data).update(stands=True, revised_by=None)


@transaction.atomic
def record_own(*, by: Person, figure: Figure) -> Figure:
    """Keep one of the partnership's own figures, which is not published; one for the same period is revised."""
    before = Figure.objects.select_for_update().filter(
        indicator=figure.indicator, area_code=figure.area_code, starts_on=figure.starts_on, ends_on=figure.ends_on,
        stands=True,
    ).first()  # fmt: skip
    if before is not None:
        before.stands = False
        before.save(update_fields=["stands"])
    figure.definition = _definition_on(list(figure.indicator.definitions.all()), figure.starts_on)
    figure.is_published, figure.given_by = False, by
    figure.save()
    if before is not None:
        before.revised_by = figure
        before.save(update_fields=["revised_by"])
    return figure
