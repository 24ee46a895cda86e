"""The page of a picture in plain values: only counts that may leave are here."""

from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.returns.choices import REPLIED
from escp.returns.queries import requests_about
from escp.ui.parts import Comparison, Row
from escp.ui.upset import Together, upset_chart
from escp.ui.words import date_in_words
from intelligence.choices import PictureState
from intelligence.models import Picture
from intelligence.picture.counting import OTHERWISE, TOGETHER
from intelligence.picture.lifecycle import PICTURE
from intelligence.picture.linking import RULES
from intelligence.picture.queries import asked_for_lists, lists_of
from reviews.presenters.national_review import replied_in_words

COLOURS = {
    PictureState.PROPOSED: "yellow",
    PictureState.APPROVED: "blue",
    PictureState.COUNTED: "green",
    PictureState.DELETED: "grey",
}
FEW = "Not shown: from 1 to 4 children, or so few are left"
MOST_BARS = 12


def picture_page(picture: Picture, person: Person) -> dict[str, Any]:
    """Return the context of the page of one picture."""
    keeps = person.may(Permission.KEEP_INTELLIGENCE)

    def address(name: str, allowed: bool) -> str:
        return reverse(f"intelligence:picture-{name}", args=[picture.reference]) if keeps and allowed else ""

    result = picture.result
    returns = list(asked_for_lists(picture)) if keeps else []
    return {
        "picture": picture,
        "record": picture,
        "title": picture.title,
        "caption": f"The fuller picture {picture.reference}",
        "state": picture.get_state_display(),
        "state_colour": COLOURS[PictureState(picture.state)],
        "offers": PICTURE.offers(picture, person),
        "moves": list(moves_of(picture)),
        "facts": _facts(picture),
        "lists": list(lists_of(picture)),
        "returns": [(asked, replied_in_words(asked)) for asked in returns],
        "replied": sum(asked.state in REPLIED for asked in returns),
        "requests": list(requests_about(person, picture)) if person.may(Permission.ASK_AGENCIES) else [],
        "change_url": address("change", picture.state == PictureState.PROPOSED),
        "list_url": address("list", picture.state in (PictureState.APPROVED, PictureState.COUNTED)),
        "counts": _counts(result) if result else [],
        "chart": _chart(result.get("combinations", [])),
        "combinations": _combinations(result.get("combinations", [])),
        "quality": _quality(result) if result else [],
    }


def _facts(picture: Picture) -> list[Row]:
    rows = [
        Row("What it is for", picture.purpose),
        Row("Why it is lawful", picture.lawful_basis),
        Row("Period", f"{date_in_words(picture.period_from)} to {date_in_words(picture.period_to)}"),
        Row("Proposed by", f"{picture.proposed_by}, {date_in_words(picture.proposed_on)}"),
    ]
    if picture.approved_on:
        recorded = f"recorded by {picture.approved_by}, {date_in_words(picture.approved_on)}"
        rows.append(Row("Approved", f"{picture.approval} ({recorded})"))
    gone = picture.deleted_on
    return [*rows, Row("Lists", f"Deleted on {date_in_words(gone)}" if gone else _until(picture))]


def _until(picture: Picture) -> str:
    return f"Deleted by themselves on {date_in_words(picture.delete_on)}"


def _shown(number: int | None) -> str:
    return FEW if number is None else f"{number:,}"


def _counts(result: dict[str, Any]) -> list[Row]:
    return [
        Row("Children", _shown(result["children"])),
        Row("Known to several agencies", _shown(result["several"])),
        Row("Known to several agencies, and in no plan", _shown(result["no_plan"])),
    ]


def _chart(combinations: list[list[Any]]) -> Any:
    """Return the largest combinations as bars beside their agencies, or None where there is nothing to draw."""
    if not combinations:
        return None
    largest = sorted(combinations, key=lambda row: -row[1])[:MOST_BARS]
    name, number = largest[0]
    rows = [Together(_agencies_in(label), count, is_mixed=OTHERWISE in label) for label, count in largest]
    return upset_chart(
        title="Children by the agencies that know them",
        sentence=f"Most children are known to: {name} ({number:,}).",
        sets=sorted({agency for row in rows for agency in row.sets}),
        rows=rows,
    )


def _agencies_in(label: str) -> tuple[str, ...]:
    """Return the agencies that a combination names, or that several do which are counted as one."""
    named = (agency for one in label.split(OTHERWISE) for agency in one.split(TOGETHER))
    return tuple(dict.fromkeys(named))


def _combinations(combinations: list[list[Any]]) -> Comparison:
    """Return each combination with how many agencies it names, for the table beside the chart."""
    rows = tuple(
        (label, ("Several together" if OTHERWISE in label else str(label.count(TOGETHER) + 1), f"{number:,}"))
        for label, number in combinations
    )
    return Comparison("Children by the agencies that know them", ("Known to", "Agencies", "Children"), rows)


def _quality(result: dict[str, Any]) -> list[Row]:
    quality = result["quality"]
    left = f"About {result['open_pairs']:,}: alike, but no rule joins them. They count as two children"
    return [
        Row("How rows are joined", f"Where two rows agree on: {'; or '.join(RULES.values())}"),
        Row("Pairs left open", left),
        Row("Pairs joined on invented lists", f"{quality['joined']:,}, of which {quality['right']:,} rightly"),
        Row("Rightly joined, of those joined", f"{quality['precision']:.1%}"),
        Row("Found, of those to be found", f"{quality['recall']:.1%}"),
    ]
