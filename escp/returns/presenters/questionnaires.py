"""Questionnaires and their versions as pages show them."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.choices import CLOSED_KINDS, VersionState
from escp.returns.definition import Definition, Question, Section
from escp.returns.differences import ADDED, CHANGED, MOVED, REMOVED, between, facts_of
from escp.returns.forms.answering import form_for
from escp.returns.models import Questionnaire, Version
from escp.ui.parts import Row

COLOURS: dict[str, str] = {VersionState.DRAFT: "yellow", VersionState.PUBLISHED: "green", VersionState.RETIRED: "grey"}
WHAT_COLOURS = {ADDED: "green", REMOVED: "red", CHANGED: "yellow", MOVED: "blue"}
# What the heading of a question says already, and what goes without saying.
UNSAID = {"Question": None, "Shown": "Always", "Answer needed": "Yes", "Seen by": "Agencies and the unit"}


@dataclass(frozen=True)
class Listed:
    """A questionnaire in the list: where its versions stand."""

    questionnaire: Questionnaire
    state: str
    colour: str
    asks: str


def listed(questionnaires: list[Questionnaire]) -> list[Listed]:
    """Return the questionnaires for their list, each with its newest version and whether a draft is being written."""
    return [_listed(one) for one in questionnaires]


def _listed(questionnaire: Questionnaire) -> Listed:
    versions = sorted(questionnaire.versions.all(), key=lambda version: -version.number)
    asked = next((one for one in versions if one.state == VersionState.PUBLISHED), None)
    is_draft = any(one.is_draft for one in versions)
    state = f"Version {asked.number} is asked" if asked else "Not published yet"
    return Listed(
        questionnaire,
        state + (", the next is being written" if asked and is_draft else ""),
        COLOURS[VersionState.PUBLISHED if asked else VersionState.DRAFT],
        size_of((asked or versions[0]).asks) if versions else "",
    )


def size_of(definition: Definition) -> str:
    """Return “24 questions in 6 sections”."""
    questions, sections = sum(1 for _ in definition.questions), len(definition.sections)
    return f"{questions} question{'' if questions == 1 else 's'} in {sections} section{'' if sections == 1 else 's'}"


def questionnaire_page(questionnaire: Questionnaire, person: Person) -> dict[str, Any]:
    """Return a questionnaire's page: its versions, newest first."""
    versions = list(queries.versions_of(questionnaire))
    return {
        "title": questionnaire.title,
        "questionnaire": questionnaire,
        "versions": [
            {
                "version": version,
                "colour": COLOURS[version.state],
                "asks": size_of(version.asks),
                "before": versions[index + 1] if index + 1 < len(versions) else None,
            }
            for index, version in enumerate(versions)
        ],
        "newest": versions[0] if versions else None,
        "has_draft": any(version.is_draft for version in versions),
        "may_build": person.may(Permission.BUILD_QUESTIONNAIRES),
    }


def version_page(version: Version, person: Person) -> dict[str, Any]:
    """Return a version's page: everything it asks, in order, and what stands against publishing a draft."""
    definition = version.asks
    return {
        "title": version.questionnaire.title,
        "version": version,
        "colour": COLOURS[version.state],
        "asks": size_of(definition),
        "sections": [
            {
                "section": section,
                "questions": [
                    {"question": question, "rows": rows_of(definition, question)} for question in section.questions
                ],
            }
            for section in definition.sections
        ],
        "problems": definition.problems() if version.is_draft else [],
        "writes": version.is_draft and person.may(Permission.BUILD_QUESTIONNAIRES),
    }


def rows_of(definition: Definition, question: Question) -> list[Row]:
    """Return what a question says beside its words."""
    facts = facts_of(definition, question)
    return [Row(label, words) for label, words in facts.items() if UNSAID.get(label, "") not in (None, words)]


def compared(before: Version, after: Version) -> list[dict[str, Any]]:
    """Return the differences between two versions, with the colours of their tags."""
    return [
        {"part": one, "tags": [(word, WHAT_COLOURS[word]) for word in one.what]}
        for one in between(before.asks, after.asks)
    ]


def preview_page(version: Version, asked_for: str) -> dict[str, Any]:
    """Return one section as an agency will see it: the one that was asked for, or the first."""
    definition = version.asks.for_agency()
    sections = list(definition.sections)
    section = definition.section(asked_for) or (sections[0] if sections else None)
    place = sections.index(section) if section else 0
    return {
        "title": section.title if section else "Preview",
        "version": version,
        "section": section,
        "form": form_for(definition, section)() if section else None,
        "place": f"Section {place + 1} of {len(sections)}" if section else "",
        "before": sections[place - 1] if place > 0 else None,
        "after": sections[place + 1] if place + 1 < len(sections) else None,
    }


def earlier_closed(definition: Definition, question: Question) -> list[Question]:
    """Return the questions on whose answers this one may depend: earlier, to choose from, seen by the same people."""
    keys = [one.key for one in definition.questions]
    before = list(definition.questions)[: keys.index(question.key)] if question.key in keys else []
    return [one for one in before if one.kind in CLOSED_KINDS and (question.for_unit or not one.for_unit)]


def places_for(definition: Definition, key: str) -> list[tuple[str, str]]:
    """Return where a section or a question could stand, each as what it would follow, and in words."""
    if definition.section(key):
        others = [one for one in definition.sections if one.key != key]
        return [("first", "Before all others"), *((one.key, f"After “{_short(one.title)}”") for one in others)]
    return [place for section in definition.sections for place in _places_in(section, key)]


def _places_in(section: Section, key: str) -> list[tuple[str, str]]:
    others = [one for one in section.questions if one.key != key]
    first = (section.key, f"{_short(section.title)}: first")
    return [first, *((one.key, f"{_short(section.title)}: after “{_short(one.label)}”") for one in others)]


def _short(words: str) -> str:
    return Truncator(words).chars(60)
