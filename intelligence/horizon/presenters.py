"""The page of a risk in plain values. No rule is here."""

from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns.choices import REPLIED
from escp.returns.queries import requests_about
from escp.ui.parts import Row
from escp.ui.words import date_in_words
from intelligence.choices import SignalState
from intelligence.horizon.lifecycle import RISK
from intelligence.horizon.queries import asked_about_risk
from intelligence.models import RiskSignal
from learning.queries import findings_of
from learning.records import record_page
from reviews.presenters.national_review import replied_in_words

COLOURS = {
    SignalState.EMERGING: "yellow",
    SignalState.WATCHED: "blue",
    SignalState.ACTED_ON: "teal",
    SignalState.CLOSED: "green",
}


def risk_page(risk: RiskSignal, person: Person) -> dict[str, Any]:
    """Return the context of the page of one risk."""
    keeps = person.may(Permission.KEEP_INTELLIGENCE) and risk.state != SignalState.CLOSED
    finds = person.may(Permission.RECORD_LEARNING)
    returns = list(asked_about_risk(risk))
    return record_page(risk, RISK, person, risk.title, "Risk on the horizon", COLOURS) | {
        "risk": risk,
        "turn": "" if risk.state == SignalState.CLOSED else "Waiting for its next review.",
        "facts": _facts(risk, reverse("intelligence:risk-change", args=[risk.reference]) if keeps else ""),
        "review": _review(risk),
        "returns": [(asked, replied_in_words(asked)) for asked in returns],
        "replied": sum(asked.state in REPLIED for asked in returns),
        "requests": list(requests_about(person, risk)) if person.may(Permission.ASK_AGENCIES) else [],
        "findings": list(findings_of(risk.activity)),
        "new_finding_url": reverse("learning:finding-new", args=[risk.reference]) if finds else "",
    }


def _facts(risk: RiskSignal, change: str) -> list[Row]:
    def at(field: str) -> str:
        return f"{change}#id_{field}" if change else ""

    return [
        Row("What may happen", risk.description, at("description")),
        Row("How it is known", risk.evidence, at("evidence")),
        Row("Where it was seen", risk.seen_by, at("seen_by")),
        Row("Indicator", str(risk.indicator or "None"), at("indicator")),
        Row("Which children it touches", risk.children, at("children")),
        Row("How likely it is", risk.get_likelihood_display(), at("likelihood_0")),
        Row("How serious it would be", risk.get_impact_display(), at("impact_0")),
        Row("Who watches it", str(risk.owner), at("owner")),
        Row("Looked at again on", date_in_words(risk.review_on), at("review_on_day")),
    ]


def _review(risk: RiskSignal) -> list[Row]:
    rows = [Row("What is done", risk.get_response_display())] if risk.response else []
    if risk.reviewed_on:
        rows.append(Row("Last review", f"{risk.review_says} ({date_in_words(risk.reviewed_on)})"))
    if risk.closed_on:
        rows.append(Row("Why it was closed", f"{risk.closed_because} ({date_in_words(risk.closed_on)})"))
    return rows
