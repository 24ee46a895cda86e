"""The answers to a request as a Word document: who was asked, then question by question, each agency's answer."""

from collections.abc import Iterator
from typing import Any

from escp.reports.word import Heading, Piece, Table, Words
from escp.returns import queries
from escp.returns.choices import REPLIED, QuestionKind
from escp.returns.definition import Question
from escp.returns.given import Files
from escp.returns.models import Request, Return
from escp.returns.presenters.requests import NIL, note_of
from escp.returns.queries import reaching
from escp.returns.words import in_words, rows_in_words
from escp.ui.words import date_in_words, moment_in_words

NO_ANSWER = "No answer"


def as_document(request: Request) -> Iterator[Piece]:
    """Return the pieces of the document. Only what was sent: saved is not sent."""
    yield Heading(request.title)
    yield Words(f"Asked on {date_in_words(request.asked_at)}, by {date_in_words(request.due_on)}.")
    if request.about_reference:
        yield Words(f"This is about {request.about_reference}.")
    yield from _who_was_asked(request)
    replies = list(queries.replies_to(request))
    for asked in replies:
        if asked.is_nil:
            yield Words(f"{asked.agency} has nothing to tell: {asked.nil_reason}")
    told = [(asked, queries.merged(asked.parts.all()), note_of(asked)) for asked in replies if not asked.is_nil]
    if not told:
        return
    files = queries.files_in(*(answers for _, answers, _ in told))
    definition = request.asks.asks
    for section in definition.sections:
        yield Heading(section.title)
        for question in section.questions:
            yield Heading(f"{question.label} (the unit’s own)" if question.for_unit else question.label, 2)
            given = [
                (asked, (note if question.for_unit else answers).get(question.key))
                for asked, answers, note in told
                if definition.shows(question, answers)
            ]
            yield _beside(question, given, files) if given else Words("Nobody was asked this.")


def _who_was_asked(request: Request) -> Iterator[Piece]:
    returns = list(queries.returns_of(request))
    people = reaching.people_asked(returns)
    rows = [
        (
            str(asked.agency),
            asked.reference,
            str(asked.person) if asked.person_id else ", ".join(map(str, people[asked.pk])),
            NIL if asked.is_nil and asked.state in REPLIED else asked.get_state_display(),
            moment_in_words(asked.sent_at) if asked.sent_at else "",
            f"{asked.signed_off_name}, {asked.signed_off_title}" if asked.signed_off_name else "",
        )
        for asked in returns
    ]
    yield Heading("Who was asked")
    yield Table(("Agency", "Reference", "Person", "State", "Sent", "Signed off by"), rows)


def _beside(question: Question, given: list[tuple[Return, Any]], files: Files) -> Piece:
    """Return each agency's answer to one question below the other; rows of a table under its own headings."""
    if question.kind != QuestionKind.TABLE:
        rows = [(str(asked.agency), in_words(question, value, files) or NO_ANSWER) for asked, value in given]
        return Table(("Agency", "Answer"), rows)
    nothing = [NO_ANSWER, *[""] * (len(question.columns) - 1)]
    return Table(
        ("Agency", *(column.label for column in question.columns)),
        [
            (str(asked.agency), *cells)
            for asked, value in given
            for cells in rows_in_words(question, value) or [nothing]
        ],
    )
