"""A return as those who answer it see it: its sections as tasks, what is missing, whose turn it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.deadlines.queries import deadlines_of
from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.answerer import Answerer
from escp.returns.choices import ReturnState
from escp.returns.definition import Answers, Definition, Section
from escp.returns.given import Files, file_keys, files_of, named, state_of, that_count
from escp.returns.kinds import beside_of
from escp.returns.lifecycle import RETURN
from escp.returns.models import Part, Return
from escp.returns.policies import answers_for, asks_by, fills_in, keeps_copy, may_answer, may_tend_files, reads_answers
from escp.returns.queries.passing import passing_that_waits
from escp.returns.words import in_words
from escp.ui.parts import Given, Row, Task
from escp.ui.words import time_in_words

COLOURS: dict[str, str] = {
    ReturnState.ASKED: "grey",
    ReturnState.SEEN: "grey",
    ReturnState.STARTED: "blue",
    ReturnState.SENT: "turquoise",
    ReturnState.CHANGES_REQUESTED: "yellow",
    ReturnState.ACCEPTED: "green",
    ReturnState.WAIVED: "grey",
}
NOT_SENT = "Not yet sent."


def saved_line(part: Part | None, asked: Return) -> str:
    """Return “Saved at 9.42am by Ash Alder. Not yet sent.”, or nothing before the first saving."""
    if part is None or part.saved_at is None:
        return ""
    day = "" if timezone.localdate(part.saved_at) == timezone.localdate() else f" on {part.saved_at:%-d %B}"
    return (
        f"Saved at {time_in_words(part.saved_at)}{day} by {part.saved_by}. {NOT_SENT if asked.is_open else ''}".strip()
    )


def return_page(asked: Return, answerer: Answerer) -> dict[str, Any]:
    """Return what the page of one return shows to whoever may know of it."""
    person = answerer.person
    parts = queries.parts_of(asked)
    definition = asked.request.asks.asks.for_agency()
    answers = queries.merged(parts.values())
    files = queries.files_in(answers)
    counting = that_count(definition, answers, files)
    readable = reads_answers(person, asked) or any(fills_in(person, part) for part in parts.values())
    beside = _beside(asked, person)
    return {
        "marking": asked.request.case_id is not None,
        "record": asked,
        "title": asked.request.title,
        "caption": f"{asked.agency} {asked.reference}",
        "state": asked.get_state_display(),
        "state_colour": COLOURS[asked.state],
        "answers_it": answers_for(person, asked),
        "tasks": [*beside, *_tasks(asked, definition, counting, parts, person)] if asked.is_open else [],
        # What was sent may be handed in anew for as long as it is taken.
        "anew": [] if asked.is_open else [task for task in beside if task.url],
        "sections": sections_in_words(definition, answers, files) if readable and not asked.is_open else [],
        # The agency sends from a page of its own, which shows every answer first.
        "files": _files(asked, answers, files, answerer) if readable and not asked.is_open and not asked.is_nil else [],
        "offers": [offer for offer in RETURN.offers(asked, person) if offer.transition.allow is not may_answer],
        "deadlines": list(deadlines_of(asked)),
        "letters": list(queries.letters_about(asked)[:20]),
        "by_link": answerer.link is not None,
        "keeps_copy": keeps_copy(person, asked),
        "as_before": as_before(asked, person, parts.values()) if asked.is_open and answers_for(person, asked) else {},
        "passing": passing_that_waits(asked) if asked.is_open else None,
        **_shared(asked, definition.arising(counting), parts, answerer),
        **_of_the_unit(asked, answerer),
    }


def as_before(asked: Return, person: Person, parts: Iterable[Part]) -> dict[str, Any]:
    """Return which sections can be answered as last time, and when that was; nothing where none can."""
    earlier = queries.earlier_for(person, asked)
    empty = queries.to_bring_forward(asked, earlier, parts)
    if earlier is None or not empty:
        return {}
    kept = [one.title for one in asked.request.asks.asks.for_agency().sections if one not in empty]
    return {
        "last_sent": earlier.sent_on,
        "brought": [section.title for section in empty],
        "kept": kept,
    }


def _shared(asked: Return, sections: Iterable[Section], parts: dict[str, Part], answerer: Answerer) -> dict[str, Any]:
    """Return who fills in which section, for those who can hand it on: whoever answers the whole and is signed in."""
    if answerer.link or not asked.is_open or not answers_for(answerer.person, asked):
        return {}
    helpers = {key: part.helper for key, part in parts.items()}
    rows = []
    for section in sections:
        helper, url = helpers.get(section.key), reverse("returns:hand-section", args=[asked.reference, section.key])
        change = "Take it back, or ask another" if helper else "Ask a colleague to fill in this section"
        rows.append(Row(section.title, str(helper or "Whoever answers the request"), url, change))
    other = asked.person_id not in (None, answerer.person.pk) and asked.agency_id in answerer.person.agency_ids
    return {"who_fills_in": rows, "can_take_back": other and queries.was_handed_over(asked)}


def _of_the_unit(asked: Return, answerer: Answerer) -> dict[str, Any]:
    """Return the unit's own fields, for the unit alone."""
    if answerer.link or not asks_by(answerer.person, asked.request.kind):
        return {"for_unit": False}
    own = [question for question in asked.request.asks.asks.questions if question.for_unit]
    note = queries.unit_note_of(asked) if own else None
    said = note.answers if note else {}
    rows = [Row(question.label, in_words(question, said.get(question.key))) for question in own]
    return {"for_unit": True, "unit_rows": rows}


def _tasks(
    asked: Return, definition: Definition, answers: Answers, parts: dict[str, Part], person: Person
) -> list[Task]:
    missing = definition.missing(answers)
    return [
        _task(asked, section, sum(of is section for of, _ in missing), parts.get(section.key), person)
        for section in definition.arising(answers)
    ]


def _beside(asked: Return, person: Person) -> list[Task]:
    """Return what is handed in on a page of its own; it leads there whoever answers, while it is taken."""
    beside = beside_of(asked)
    if beside is None:
        return []
    state, colour = ("Handed in", "") if beside.is_here else ("Not handed in", "grey")
    url = beside.url if answers_for(person, asked) else ""
    return [Task(beside.title, state, url=url, colour=colour, hint=beside.why_not)]


def _task(asked: Return, section: Section, missing: int, part: Part | None, person: Person) -> Task:
    mine = answers_for(person, asked) if part is None else fills_in(person, part)
    url = reverse("returns:section", args=[asked.reference, section.key]) if mine else ""
    hint = f"With {part.helper}" if part is not None and part.helper_id else ""
    if part is None or part.saved_at is None:
        return Task(section.title, "Not started", url=url, colour="grey" if url else "", hint=hint)
    if missing:
        left = f"{missing} question{'' if missing == 1 else 's'} left"
        return Task(section.title, left, url=url, colour="blue" if url else "", hint=hint)
    return Task(section.title, "Filled in, not yet sent", url=url, hint=hint)


def _files(asked: Return, answers: Answers, files: Files, answerer: Answerer) -> list[dict[str, Any]]:
    """Return the files of what was sent; each leads to its document for those whose document it may become."""
    tends = answerer.link is None and may_tend_files(answerer.person, asked)
    return [
        {"line": given_line(asked, one, files), "document": files.get(one["document"]) if tends else None}
        for value in answers.values()
        for one in files_of(value)
    ]


def given_line(asked: Return, one: Mapping[str, Any], files: Files) -> Given:
    """Return one file as a page shows it; its address only while it may leave."""
    version = files.get(one["document"])
    state, colour = state_of(version)
    may_leave = version is not None and version.may_be_opened
    url = reverse("returns:file", args=[asked.reference, one["document"]]) if may_leave else ""
    return Given(key=one["document"], name=named(one), state=state, colour=colour, url=url)


def given_lines(asked: Return, section: Section, answers: Answers) -> dict[str, list[Given]]:
    """Return the files given so far to each question of a section."""
    files = queries.files_in(answers)
    return {
        key: [given_line(asked, one, files) for one in files_of(answers.get(key))] for key in sorted(file_keys(section))
    }


def sections_in_words(
    definition: Definition, answers: Answers, files: Files, change: Return | None = None
) -> list[dict[str, Any]]:
    """Return the sections with each answer in words; with `change`, each leads to where it is changed."""
    return [
        {
            "title": section.title,
            "rows": [
                Row(
                    question.label,
                    in_words(question, answers.get(question.key), files) or "No answer",
                    url=_place(change, section.key, question.key) if change else "",
                )
                for question in section.questions
                if definition.shows(question, answers)
            ],
        }
        for section in definition.arising(answers)
    ]


def last_time(person: Person, asked: Return, section: Section) -> dict[str, Any]:
    """Return what was answered last time to a section's questions, in words, and when; nothing where nothing was."""
    earlier = queries.earlier_for(person, asked)
    kept = earlier.still_answering(section) if earlier else {}
    if earlier is None or not kept:
        return {}
    rows = [Row(one.label, in_words(one, kept[one.key])) for one in section.questions if one.key in kept]
    return {"sent_on": earlier.sent_on, "rows": rows}


def _place(asked: Return, section: str, question: str) -> str:
    return f"{reverse('returns:section', args=[asked.reference, section])}#id_{question}"


def door_groups(person: Person) -> list[dict[str, Any]]:
    """Return everything that is asked of a person and their agency: what is to do first, then what was sent."""
    asked = list(queries.asked_of(person))
    today = timezone.localdate()
    groups = (
        ("To answer", [one for one in asked if one.is_open]),
        ("Sent, being read", [one for one in asked if one.state == ReturnState.SENT]),
        ("Accepted", [one for one in asked if one.state == ReturnState.ACCEPTED][-25:]),
    )
    return [
        {
            "title": title,
            "items": [
                {
                    "asked": one,
                    "late": one.is_open and one.due_on < today,
                    "state": one.get_state_display(),
                    "colour": COLOURS[one.state],
                }
                for one in items
            ],
        }
        for title, items in groups
    ]
