"""The page of learning from elsewhere in plain values. No rule is here."""

from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns.choices import REPLIED, ReturnState
from escp.returns.queries import requests_about
from escp.ui.parts import Row
from escp.ui.words import date_in_words
from intelligence.external.asking import ASSURANCE
from intelligence.external.lifecycle import EXTERNAL
from intelligence.models import ExternalItem
from learning.queries import findings_of
from learning.records import record_page
from reviews.choices import NationalState
from reviews.presenters.national_review import COLOURS, TURNS, replied_in_words
from reviews.queries.national import asked_after

TRIAGED = "Waiting for agencies to be asked, or, where it matters little, for it to be reported back."


def page_above(person: Person) -> tuple[str, str]:
    """Return the name and the address of the page above the library: not all who read it may see all intelligence."""
    if person.may(Permission.SEE_INTELLIGENCE):
        return "Intelligence", reverse("intelligence:intelligence")
    return "Activities", reverse("learning:activities")


def external_page(item: ExternalItem, person: Person) -> dict[str, Any]:
    """Return the context of the page of one item."""
    keeps = person.may(Permission.KEEP_INTELLIGENCE)
    change = reverse("intelligence:external-change", args=[item.reference]) if keeps else ""
    returns = [asked for asked in asked_after(item, ASSURANCE) if asked.state != ReturnState.WAIVED]
    finds = person.may(Permission.RECORD_LEARNING)
    return record_page(item, EXTERNAL, person, item.title, "External learning", COLOURS) | {
        "item": item,
        "turn": TRIAGED if item.state == NationalState.TRIAGED else TURNS.get(NationalState(item.state), ""),
        "facts": _facts(item, change),
        "triage": _triage(item),
        "returns": [(asked, replied_in_words(asked)) for asked in returns],
        "replied": sum(asked.state in REPLIED for asked in returns),
        "requests": list(requests_about(person, item)) if person.may(Permission.ASK_AGENCIES) else [],
        "outcome": _outcome(item),
        "findings": list(findings_of(item.activity)),
        "new_finding_url": reverse("learning:finding-new", args=[item.reference]) if finds else "",
    }


def _facts(item: ExternalItem, change: str) -> list[Row]:
    def at(field: str) -> str:
        return f"{change}#id_{field}" if change else ""

    asks = "Yes: assurance is owed" if item.requested_by_panel else "No"
    return [
        Row("What it is", item.get_kind_display(), at("kind")),
        Row("Published by", item.publisher, at("publisher")),
        Row("Published on", date_in_words(item.published_on), at("published_on_day")),
        Row("Our summary", item.summary, at("summary")),
        Row("How its text may be used", item.licence, at("licence")),
        Row("Themes", ", ".join(theme.title for theme in item.themes.all()) or "None", at("themes_0")),
        Row("The National Panel asks for assurance", asks, at("requested_by_panel")),
    ]


def _triage(item: ExternalItem) -> list[Row]:
    if item.triaged_on is None:
        return []
    matters = item.get_relevance_display() or "Not at all"
    return [
        Row("Triaged", date_in_words(item.triaged_on)),
        Row("How much it matters here", matters),
        Row("Why", item.relevance_reason),
    ]


def _outcome(item: ExternalItem) -> list[Row]:
    rows = [Row("What agencies said", item.collated)] if item.collated else []
    if item.decided_on:
        rows += [
            Row("Decided at the meeting of", f"{date_in_words(item.decided_on)}: {item.minute}"),
            Row("What was decided", item.get_decision_display()),
            Row("Why, and what follows", item.decision_reason),
        ]
    if item.closed_on:
        rows.append(Row("Reported back", f"{item.reported_back}, {date_in_words(item.closed_on)}"))
    return rows
