"""An item of an agenda, and what was said under it, as one reader may see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from actionplans.queries import actions_for
from escp.partnership.models import Person
from escp.ui.words import date_in_words
from home.meetings.choices import MinuteKind
from home.meetings.queries import items_of, minutes_of
from home.meetings.queries.showing import records_of, words_of
from home.models import AgendaItem, Meeting, Minute

KIND_COLOURS: dict[str, str] = {
    MinuteKind.NOTE: "grey",
    MinuteKind.DECISION: "green",
    MinuteKind.ACTION: "blue",
    MinuteKind.CORRECTION: "orange",
}


@dataclass(frozen=True)
class SaidLine:
    """One entry in the minutes. The addresses are empty for whoever may not follow them."""

    row: Minute
    kind: str
    colour: str
    text: str
    about: str
    action_url: str = ""
    change_url: str = ""


@dataclass(frozen=True)
class ItemLine:
    """One item: what it says to this reader, where its record is, who presents it, and what was said."""

    item: AgendaItem
    words: str
    url: str
    about: str
    change_url: str = ""
    said: list[SaidLine] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.item.number


def item_lines(meeting: Meeting, person: Person, *, changes: bool = False, said: bool = False) -> list[ItemLine]:
    """Return the agenda of a meeting for a reader; `changes` leads to its forms, `said` adds what was said."""
    items = items_of(meeting)
    records = records_of(person, items)
    minuted: dict[int, list[SaidLine]] = {}
    if said:
        for line in said_lines(minutes_of(meeting), person, changes=changes):
            minuted.setdefault(line.row.item_id, []).append(line)
    return [_line(item, records.get(item.record_reference), changes, minuted.get(item.pk, [])) for item in items]


def _line(item: AgendaItem, record: object, changes: bool, said: list[SaidLine]) -> ItemLine:
    presenter = f"Presented by {item.presenter}" if item.presenter else ""
    about = [item.asks, presenter, f"{item.minutes} minutes" if item.minutes else ""]
    return ItemLine(
        item=item,
        words=words_of(item, record),
        url=reverse("home:reference", args=[item.record_reference]) if record is not None else "",
        about=". ".join(filter(None, about)),
        change_url=reverse("home:meeting-item", args=[item.meeting.reference, item.pk]) if changes else "",
        said=said,
    )


def said_lines(rows: Sequence[Minute], person: Person, *, changes: bool) -> list[SaidLine]:
    """Return entries in the minutes for a reader: an action that they may not see is named and not linked."""
    actions = [row.action_id for row in rows if row.action_id]
    seen = set(actions_for(person).filter(pk__in=actions).values_list("pk", flat=True)) if actions else set()
    return [_said(row, row.action_id in seen, changes) for row in rows]


def _said(row: Minute, seen: bool, changes: bool) -> SaidLine:
    about = ""
    if row.action:
        due = f", by {date_in_words(row.action.due_on)}" if row.action.due_on else ""
        about = f"{row.action.reference}: {row.action.owner}{due}"
    elif row.kind == MinuteKind.CORRECTION:
        about = f"Written on {date_in_words(row.written_at)} by {row.written_by}"
    return SaidLine(
        row=row,
        kind=str(row.get_kind_display()),
        colour=KIND_COLOURS[row.kind],
        text=row.text,
        about=about,
        action_url=row.action.get_absolute_url() if row.action and seen else "",
        change_url=reverse("home:meeting-minute", args=[row.item.meeting.reference, row.pk]) if changes else "",
    )


def standing(lines: Iterable[ItemLine]) -> list[ItemLine]:
    """Return the items that stand on the agenda."""
    return [line for line in lines if not line.item.is_left_out]


def left_out(lines: Iterable[ItemLine]) -> list[ItemLine]:
    """Return the items that were left out."""
    return [line for line in lines if line.item.is_left_out]
