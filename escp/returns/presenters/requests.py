"""Requests as the unit sees them: who has replied, who is silent, and the answers side by side."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.choices import REPLIED, ReturnState
from escp.returns.models import Letter, Request, Return
from escp.returns.presenters.answering import COLOURS
from escp.returns.queries import reaching
from escp.returns.queries.passing import passings_of
from escp.returns.words import in_words
from escp.ui.words import date_in_words, moment_in_words

MOST_COLUMNS = 12
# A mark beside the word, so that the table is read without colour.
MARKS: dict[str, str] = {ReturnState.ACCEPTED: "✓", ReturnState.SENT: "●", ReturnState.CHANGES_REQUESTED: "↩"}
NIL = "Nothing to tell"


def request_page(request: Request, person: Person) -> dict[str, Any]:
    """Return what the page of one request shows."""
    returns = list(queries.returns_of(request))
    people = reaching.people_asked(returns)
    letters = queries.letters_by_pk(getattr(asked, "last_mail", None) for asked in returns)
    today = timezone.localdate()
    asked_of = [asked for asked in returns if asked.state != ReturnState.WAIVED]
    replied = sum(asked.state in REPLIED for asked in asked_of)
    return {
        "marking": request.is_casework,
        "request_asked": request,
        "back": _list_or_record(request, person),
        "title": request.title,
        "caption": f"Request {request.reference}",
        "summary": f"{replied} of {len(asked_of)} have replied.",
        "passings": list(passings_of(request)),
        "rows": [_line(asked, people[asked.pk], letters, today) for asked in returns],
        "unanswered": any(asked.is_open for asked in returns),
        "replied": replied,
    }


def _list_or_record(request: Request, person: Person) -> str:
    """Return where a request is found: in the unit's list, or on the record that it is about."""
    if person.may(Permission.ASK_AGENCIES):
        return reverse("returns:requests")
    return reverse("home:reference", args=[request.about_reference])


def _line(asked: Return, people: list[Person], letters: dict[int, Letter], today: Any) -> dict[str, Any]:
    last = letters.get(getattr(asked, "last_mail", None) or 0)
    return {
        "asked": asked,
        "people": ", ".join(map(str, people)) if asked.person_id is None else str(asked.person),
        "silent": asked.is_open and not people,
        "late": asked.is_open and asked.due_on < today,
        "state": NIL if asked.is_nil and asked.state in REPLIED else asked.get_state_display(),
        "colour": COLOURS[asked.state],
        "last": _mail(last) if last else "",
    }


def _mail(letter: Letter) -> str:
    when = moment_in_words(letter.sent_at) if letter.sent_at else letter.get_state_display().lower()
    return f"{letter.get_kind_display()}: {when}{f'. {letter.reason}' if letter.reason else ''}"


def matrix(person: Person) -> dict[str, Any]:
    """Return agencies by requests: a word and a mark for each return. The requests due first, twelve at the most."""
    returns = list(reaching.open_returns_by_agency(person))
    requests = list({asked.request_id: asked.request for asked in returns}.values())
    shown = requests[:MOST_COLUMNS]
    cells: dict[tuple[int, int], list[Return]] = {}
    for asked in returns:
        cells.setdefault((asked.agency_id, asked.request_id), []).append(asked)
    agencies = sorted({asked.agency for asked in returns}, key=lambda agency: agency.name)
    today = timezone.localdate()
    return {
        "requests": shown,
        "more": len(requests) - len(shown),
        "rows": [
            (
                agency,
                [(one, [_cell(asked, today) for asked in cells.get((agency.pk, one.pk), [])]) for one in shown],
            )
            for agency in agencies
        ],
    }


def _cell(asked: Return, today: Any) -> dict[str, Any]:
    late = asked.is_open and asked.due_on < today
    mark = "!" if late else MARKS.get(asked.state, "○")
    word = f"Late: {asked.get_state_display().lower()}" if late else asked.get_state_display()
    silent = asked.is_open and not getattr(asked, "reached")  # noqa: B009
    return {"url": asked.get_absolute_url(), "mark": mark, "word": word, "late": late, "silent": silent}


def side_by_side(request: Request) -> dict[str, Any]:
    """Return one question after the other, each agency's answer beside the others'. Only what was sent."""
    replies = list(queries.replies_to(request))
    answers = {asked.pk: queries.merged(asked.parts.all()) for asked in replies}
    files = queries.files_in(*answers.values())
    notes = {asked.pk: note_of(asked) for asked in replies}
    told = [asked for asked in replies if not asked.is_nil]
    definition = request.asks.asks
    return {
        "sections": [
            {
                "title": section.title,
                "questions": [
                    {
                        "label": question.label,
                        "for_unit": question.for_unit,
                        "answers": [
                            (
                                asked,
                                in_words(
                                    question,
                                    (notes if question.for_unit else answers)[asked.pk].get(question.key),
                                    files,
                                )
                                or "No answer",
                            )
                            for asked in told
                            if definition.shows(question, answers[asked.pk])
                        ],
                    }
                    for question in section.questions
                ],
            }
            for section in definition.sections
        ],
        "nil": [asked for asked in replies if asked.is_nil],
        "count": len(replies),
    }


def note_of(asked: Return) -> dict[str, Any]:
    """Return what the unit recorded beside a return; nothing where it recorded nothing."""
    note = getattr(asked, "unit_note", None)
    return note.answers if note else {}


FACTS = ("Agency", "Reference", "Person", "State", "Sent", "Signed off by", "Job title", NIL)


def as_sheet(request: Request) -> tuple[list[str], Iterable[list[Any]]]:
    """Return the columns and rows of the answers as a sheet: one row an agency, one column a question."""
    questions = list(request.asks.asks.questions)
    columns = [*FACTS, *(f"{one.label} (unit)" if one.for_unit else one.label for one in questions)]
    rows = []
    told = [(asked, queries.merged(asked.parts.all())) for asked in queries.replies_to(request)]
    files = queries.files_in(*(answers for _, answers in told))
    for asked, answers in told:
        note = note_of(asked)
        facts = [
            str(asked.agency), asked.reference, str(asked.sent_by or ""), asked.get_state_display(), asked.sent_at,
            asked.signed_off_name, asked.signed_off_title, asked.nil_reason if asked.is_nil else "",
        ]  # fmt: skip
        # What was saved before an agency found that it has nothing to tell was never sent.
        said = {} if asked.is_nil else answers
        rows.append([*facts, *(in_words(q, (note if q.for_unit else said).get(q.key), files) for q in questions)])
    return columns, rows


def draft_for(request: Request) -> dict[str, str]:
    """Return the words of a reminder to begin with: plain and kind."""
    return {
        "subject": "a reminder",
        "text": f"Dear {{name}},\n\nWe have not had your answer yet to: {request.title}. It is asked for "
        "by {date}.\n\n"
        "If your agency holds nothing about it, please say so: that is an answer too. If you need more time, or "
        "somebody else should answer, tell us.\n\nThank you.",
    }


def choices_to_chase(returns: Iterable[Return], people: dict[int, list[Person]]) -> list[tuple[str, str]]:
    """Return the returns that a reminder can reach, with who gets it."""
    return [
        (str(asked.pk), f"{asked.agency}: {', '.join(map(str, people[asked.pk]))}, by {date_in_words(asked.due_on)}")
        for asked in returns
        if asked.is_open and people[asked.pk]
    ]
