"""Reporting forms: who is asked and how far each is, and what agencies sent side by side."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cdop.asking import NO_SUPPLEMENT, REPORTING_FORM, SUPPLEMENTS, is_asked_here
from cdop.models import ChildDeath
from cdop.policies import suggested_supplements
from cdop.queries import professionals_of
from cdop.queries.reporting import agencies_asked_about, forms_asked_about
from escp.partnership.models import Agency, Person
from escp.partnership.queries import agencies_to_name
from escp.returns.choices import CLOSED_KINDS, REPLIED, ReturnState
from escp.returns.definition import Answers, Definition, Question
from escp.returns.models import Return
from escp.returns.presenters.answering import COLOURS
from escp.returns.queries import merged, published
from escp.returns.queries.reaching import contributors_of, people_asked
from escp.returns.words import in_words
from escp.ui.parts import Row, Task
from escp.ui.words import date_in_words, listed
from learning.records import part

# Saved never counts as sent, and says so.
WORDS: dict[str, str] = {
    ReturnState.ASKED: "Asked, not opened",
    ReturnState.SEEN: "Opened, nothing saved",
    ReturnState.STARTED: "Saved, not sent",
    ReturnState.SENT: "Sent",
    ReturnState.CHANGES_REQUESTED: "Changes asked for, not sent again",
    ReturnState.ACCEPTED: "Accepted",
    ReturnState.WAIVED: "No longer asked",
}
NIL = "Sent: nothing to tell"


@dataclass(frozen=True)
class FormAsked:
    """The reporting form of one agency, and how far it is."""

    agency: str
    reference: str
    url: str
    state: str
    colour: str
    due_on: date
    late: bool
    to: str
    recipient_url: str


@dataclass(frozen=True)
class Offered:
    """What can be asked about a death: whom, with a word on each; which supplementary forms, and those suggested."""

    possible: bool
    knew: Mapping[Agency, str]
    others: Mapping[Agency, str]
    asked: str
    without_agency: str
    supplements: Sequence[tuple[str, str]]
    suggested: Sequence[str]


@dataclass(frozen=True)
class Beside:
    """What agencies said to one question, beside each other, with what is missing in words."""

    label: str
    said: Sequence[tuple[Return, str]]
    differ: bool
    gaps: str


def offered_to_ask(death: ChildDeath) -> Offered:
    """Return what the page of asking offers."""
    asked, agencies = agencies_asked_about(death), list(agencies_to_name())
    left = [agency for agency in agencies if agency.pk not in asked]
    reached = contributors_of(left, death.case_id)
    roles: dict[int, list[str]] = defaultdict(list)
    written: set[int] = set()
    professionals = professionals_of(death)
    for one in professionals:
        if one.agency_id is not None:
            roles[one.agency_id].append(one.role)
            written |= {one.agency_id} if one.email else set()

    def hint(agency: Agency) -> str:
        to = ", ".join(map(str, reached.get(agency.pk, ())))
        to = to or ("the professional’s own address" if agency.pk in written else "")
        knew = f"{', '.join(roles[agency.pk])}. " if agency.pk in roles else ""
        return f"{knew}{f'Goes to {to}.' if to else 'Reaches nobody yet: name somebody once it is asked.'}"

    version = published(REPORTING_FORM.questionnaire)
    question = version.asks.question(SUPPLEMENTS) if version else None
    choices = [choice for choice in question.choices if choice[0] != NO_SUPPLEMENT] if question else []
    response = getattr(death, "response", None)
    suggested = suggested_supplements(
        scope=death.scope, triggers=response.triggers if response else [], age_band=death.child.age_band
    )
    return Offered(
        possible=is_asked_here(death),
        knew={agency: hint(agency) for agency in left if agency.pk in roles},
        others={agency: hint(agency) for agency in left if agency.pk not in roles},
        asked=listed([agency.short_name for agency in agencies if agency.pk in asked]),
        without_agency=listed([one.role for one in professionals if one.agency_id is None]),
        supplements=choices,
        suggested=suggested,
    )


def forms_so_far(death: ChildDeath, person: Person, runs: bool) -> tuple[dict[str, Any], list[Task]]:
    """Return what a death's page says of its reporting forms, and the task while they can be asked for."""
    forms = _forms(death, person, runs)
    task = part("Ask for reporting forms", done=forms["complete"], progress=forms["progress"], url=forms["ask_url"])
    return forms, [task] if forms["ask_url"] or forms["asked"] else []


def _forms(death: ChildDeath, person: Person, runs: bool) -> dict[str, Any]:
    url = reverse("cdop:forms-ask", args=[death.reference])
    if not death.is_held_here:
        dates = (("Asked for in eCDOP", death.forms_asked_on), ("Complete in eCDOP", death.forms_complete_on))
        rows = [Row(key, date_in_words(day) if day else "Not recorded") for key, day in dates]
        return {
            "held_in_ecdop": True,
            "rows": rows,
            "asked": [],
            "complete": death.forms_complete_on is not None,
            "progress": "Asked in eCDOP" if death.forms_asked_on else "Not started",
            "ask_url": url if runs else "",
            "ask": "Record the dates in eCDOP",
        }
    forms = list(forms_asked_about(person, death))
    people, today = people_asked(forms), timezone.localdate()
    awaited = [asked for asked in forms if asked.state != ReturnState.WAIVED]
    sent = sum(asked.state in REPLIED for asked in awaited)
    return {
        "asked": [_line(asked, people[asked.pk], today) for asked in forms],
        "progress": f"{sent} of {len(awaited)} sent" if awaited else "Not started",
        "summary": f"{sent} of {len(awaited)} have sent their form. What is saved is not sent.",
        "complete": bool(awaited) and sent == len(awaited),
        "requests": list({asked.request_id: asked.request for asked in forms}.values()),
        "beside_url": reverse("cdop:forms", args=[death.reference]) if forms else "",
        "ask_url": url if runs and is_asked_here(death) else "",
        "ask": "Ask for reporting forms",
    }


def _line(asked: Return, people: Sequence[Person], today: date) -> FormAsked:
    silent = asked.is_open and not people
    return FormAsked(
        agency=str(asked.agency),
        reference=asked.reference,
        url=asked.get_absolute_url(),
        state=NIL if asked.is_nil and asked.state in REPLIED else WORDS[asked.state],
        colour=COLOURS[asked.state],
        due_on=asked.due_on,
        late=asked.is_open and asked.due_on < today,
        to=listed([str(person) for person in people]),
        recipient_url=reverse("returns:recipient", args=[asked.reference]) if silent else "",
    )


def forms_page(death: ChildDeath, person: Person) -> dict[str, Any]:
    """Return the reporting forms of a death side by side. Only what was sent: saved is not sent."""
    every = forms_asked_about(person, death).exclude(state=ReturnState.WAIVED)
    forms = list(
        every.select_related(None).select_related("agency", "request__asks__questionnaire").prefetch_related("parts")
    )
    open_still = [asked for asked in forms if asked.is_open]
    replied = [asked for asked in forms if asked.state in REPLIED]
    missing = listed([asked.agency.short_name for asked in open_still])
    told = [asked for asked in replied if not asked.is_nil]
    versions = {asked.request.asks_id: asked.request.asks for asked in told}
    return {
        "marking": True,
        "title": "Reporting forms side by side",
        "record": death,
        "back": death.get_absolute_url(),
        "missing": missing,
        "nil": [asked for asked in replied if asked.is_nil],
        "count": len(forms),
        "told": len(told),
        "versions": [
            {
                "version": version if len(versions) > 1 else None,
                "sections": _sections(
                    version.asks,
                    {asked: merged(asked.parts.all()) for asked in told if asked.request.asks_id == key},
                ),
            }
            for key, version in versions.items()
        ],
    }


def _sections(definition: Definition, told: Mapping[Return, Answers]) -> list[dict[str, Any]]:
    """Return the sections that somebody was asked, with each question that somebody was asked."""
    sections = []
    for section in definition.sections:
        beside = [_beside(definition, question, told) for question in section.questions]
        if questions := [one for one in beside if one is not None]:
            sections.append({"title": section.title, "questions": questions})
    return sections


def _beside(definition: Definition, question: Question, told: Mapping[Return, Answers]) -> Beside | None:
    asked = [one for one, answers in told.items() if definition.shows(question, answers)]
    if not asked:
        return None
    said = [(one, in_words(question, told[one].get(question.key))) for one in asked]
    gaps = (
        ("No answer", [one.agency.short_name for one, words in said if not words]),
        ("Does not arise for", [one.agency.short_name for one in told if one not in asked]),
    )
    return Beside(
        label=question.label,
        said=[(one, words) for one, words in said if words],
        differ=question.kind in CLOSED_KINDS and len({words for _, words in said if words}) > 1,
        gaps=" ".join(f"{what}: {listed(who)}." for what, who in gaps if who),
    )
