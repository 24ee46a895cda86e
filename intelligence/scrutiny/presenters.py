"""The page of a piece of scrutiny in plain values. No rule is here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns.choices import REPLIED
from escp.returns.models import Return
from escp.returns.queries import merged
from escp.returns.words import in_words
from escp.ui.parts import Row
from escp.ui.words import date_in_words
from intelligence.choices import ScrutinyState
from intelligence.models import Challenge, Judgement, Scrutiny
from intelligence.models.scrutiny import UNPLANNED
from intelligence.scrutiny.lifecycle import SCRUTINY
from intelligence.scrutiny.queries import (
    asked_by_challenges,
    judgements_of,
    referral_of,
    referred_record,
    reports_of,
)
from intelligence.scrutiny.services import OPEN
from learning.queries import findings_of
from learning.records import record_page
from reviews.presenters.national_review import replied_in_words

COLOURS = {
    ScrutinyState.REFERRED: "yellow",
    ScrutinyState.NOT_TAKEN_UP: "grey",
    ScrutinyState.PLANNED: "grey",
    ScrutinyState.IN_PROGRESS: "blue",
    ScrutinyState.FINDINGS: "yellow",
    ScrutinyState.RESPONSE_AGREED: "teal",
    ScrutinyState.ACTIONS_LIVE: "teal",
    ScrutinyState.CLOSED: "green",
}
TURNS = {
    ScrutinyState.REFERRED: "Waiting for the scrutineer to take it into the plan, or to say why not.",
    ScrutinyState.PLANNED: "Waiting for the scrutineer to begin.",
    ScrutinyState.IN_PROGRESS: "Waiting for the scrutineer’s report.",
    ScrutinyState.FINDINGS: "Waiting for the partners’ answers and the partnership’s response.",
    ScrutinyState.RESPONSE_AGREED: "Waiting for actions to begin.",
    ScrutinyState.ACTIONS_LIVE: "Waiting for the actions to be done, and for what changed.",
}


@dataclass(frozen=True)
class Answer:
    """What one partner answered to a challenge, and whether the scrutineer accepts it."""

    agency: str
    words: str
    rows: list[Row]
    verdict: str
    colour: str
    why: str
    judge_url: str


@dataclass(frozen=True)
class Put:
    """One challenge with every partner’s answer."""

    challenge: Challenge
    answers: list[Answer]


def scrutiny_page(scrutiny: Scrutiny, person: Person) -> dict[str, Any]:
    """Return the context of the page of one piece of scrutiny."""
    records = person.may(Permission.RECORD_SCRUTINY)
    finds = person.may(Permission.RECORD_LEARNING)
    is_open = records and scrutiny.state in OPEN
    is_unplanned = scrutiny.state in UNPLANNED
    changes = records and scrutiny.state != ScrutinyState.CLOSED

    def address(name: str, allowed: bool) -> str:
        return reverse(f"intelligence:scrutiny-{name}", args=[scrutiny.reference]) if allowed else ""

    return record_page(scrutiny, SCRUTINY, person, scrutiny.title, "Independent scrutiny", COLOURS) | {
        "scrutiny": scrutiny,
        "turn": TURNS.get(ScrutinyState(scrutiny.state), ""),
        "referred": _referred(scrutiny, person),
        "facts": [] if is_unplanned else _facts(scrutiny, address("change", changes)),
        "reports": list(reports_of(scrutiny)),
        "report_url": address("report", is_open),
        "challenges": _challenges(scrutiny, is_open),
        "challenge_url": address("challenge", is_open),
        "outcome": _outcome(scrutiny),
        "findings": list(findings_of(scrutiny.activity)),
        "new_finding_url": reverse("learning:finding-new", args=[scrutiny.reference]) if finds else "",
    }


def _referred(scrutiny: Scrutiny, person: Person) -> list[Row]:
    """Return what was asked and where, with the record for those who may know of it, and why it was not taken up."""
    referral = referral_of(scrutiny)
    if referral is None:
        return []
    record = referral.record
    reference = record.code if referral.indicator_id else record.reference
    seen = referred_record(person, reference) is not None
    come = Row("Came from", str(record), record.get_absolute_url(), "Open") if seen else Row("Came from", reference)
    day = date_in_words(timezone.localdate(referral.referred_at))
    rows = [come, Row("What was asked", referral.question), Row("Asked by", f"{referral.referred_by}, {day}")]
    if scrutiny.answered_on and scrutiny.not_taken_up_because:
        said = f"{scrutiny.not_taken_up_because} ({date_in_words(scrutiny.answered_on)})"
        rows.append(Row("Why it is not taken up", said))
    return rows


def _facts(scrutiny: Scrutiny, change: str) -> list[Row]:
    def at(field: str) -> str:
        return f"{change}#id_{field}" if change else ""

    due = scrutiny.report_due_on
    return [
        Row("Plan of", scrutiny.year_in_words, at("year")),
        Row("What it asks", scrutiny.asks, at("asks")),
        Row("How it is done", scrutiny.method or "Not said yet", at("method")),
        Row("Who scrutinises", scrutiny.scrutineer, at("scrutineer")),
        Row("Report due", date_in_words(due) if due else "Not planned", at("report_due_on_day")),
    ]


def _challenges(scrutiny: Scrutiny, judges: bool) -> list[Put]:
    challenges = scrutiny.challenges.select_related("raised_by")
    asked, judged = asked_by_challenges(challenges), judgements_of(challenges)
    return [Put(one, [_answer(one, each, judged, judges) for each in asked[one.pk]]) for one in challenges]


def _answer(challenge: Challenge, asked: Return, judged: Mapping[int, Judgement], judges: bool) -> Answer:
    replied, judgement = asked.state in REPLIED, judged.get(asked.pk)
    verdict, colour = ("Accepted", "green") if judgement and judgement.accepted else ("Not accepted", "red")
    if judgement is None:
        verdict, colour = ("To be judged", "yellow") if replied else ("Waiting", "grey")
    path = [challenge.scrutiny.reference, challenge.reference, asked.reference]
    return Answer(
        agency=str(asked.agency),
        words=replied_in_words(asked),
        rows=_said(asked) if replied else [],
        verdict=verdict,
        colour=colour,
        why=judgement.why if judgement else "",
        judge_url=reverse("intelligence:scrutiny-judge", args=path) if judges and replied else "",
    )


def _said(asked: Return) -> list[Row]:
    """Return each question with what was answered; a nil return with its reason."""
    answers = merged(asked.parts.all())
    questions = [one for section in asked.request.asks.asks.for_agency().sections for one in section.questions]
    rows = [Row(one.label, in_words(one, answers[one.key])) for one in questions if answers.get(one.key)]
    return rows or [Row("Answer", asked.nil_reason or "Nothing to tell")]


def _outcome(scrutiny: Scrutiny) -> list[Row]:
    rows = []
    if scrutiny.response_agreed_on:
        rows += [
            Row("Agreed at the meeting of", f"{date_in_words(scrutiny.response_agreed_on)}: {scrutiny.minute}"),
            Row("What the partnership answers", scrutiny.response),
        ]
    if scrutiny.closed_on:
        rows.append(Row("What changed", f"{scrutiny.what_changed} ({date_in_words(scrutiny.closed_on)})"))
    return rows
