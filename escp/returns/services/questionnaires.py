"""Writing questionnaires: drafts are changed, published versions are copied. Each is one transaction."""

import json
from dataclasses import replace
from itertools import count
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from escp.returns.choices import VersionState
from escp.returns.definition import BadDefinition, Definition, Question, Section
from escp.returns.models import Questionnaire, Version


@transaction.atomic
def start(*, by: Person, questionnaire: Questionnaire, definition: Definition | None = None) -> Version:
    """Save a new questionnaire with its first draft, empty or as given."""
    questionnaire.made_by = by
    questionnaire.save()
    asks = definition or Definition()
    return Version.objects.create(questionnaire=questionnaire, number=1, definition=asks.as_data(), made_by=by)


@transaction.atomic
def rename(*, by: Person, questionnaire: Questionnaire) -> Questionnaire:
    """Keep what a questionnaire is called and for now. Requests that were made keep the titles they were sent with."""
    questionnaire.save(update_fields=["title", "purpose"])
    return questionnaire


@transaction.atomic
def copy(*, by: Person, version: Version) -> Version:
    """Make the next draft from a version. Raises ValidationError while another draft is being written."""
    versions = version.questionnaire.versions.select_for_update(of=("self",)).order_by("-number")
    newest = list(versions)
    if any(one.is_draft for one in newest):
        raise ValidationError("A draft is being written already. Publish it, or change it.")
    return Version.objects.create(
        questionnaire=version.questionnaire, number=newest[0].number + 1, definition=version.definition, made_by=by
    )


@transaction.atomic
def rewrite(*, by: Person, version: Version, definition: Definition) -> Version:
    """Keep what a draft asks now, whether or not it could be published yet. Raises ValidationError for no draft."""
    if not version.is_draft:
        raise ValidationError("A published version stays as it is: copy it to make the next.")
    version.definition = definition.as_data()
    version.save()
    return version


@transaction.atomic
def publish(*, by: Person, version: Version, change_note: str = "") -> Version:
    """Publish a draft: it is asked from now on, the one before no longer. Raises ValidationError with each problem."""
    current = Version.objects.select_for_update(of=("self",)).select_related("questionnaire").get(pk=version.pk)
    if not current.is_draft:
        raise ValidationError("It has been published already.")
    if problems := current.asks.problems():
        raise ValidationError(problems)
    for earlier in current.questionnaire.versions.filter(state=VersionState.PUBLISHED):
        earlier.state = VersionState.RETIRED
        earlier.save()
    current.state = VersionState.PUBLISHED
    current.published_at, current.published_by = timezone.now(), by
    current.change_note = change_note
    current.save()
    return current


@transaction.atomic
def discard(*, by: Person, version: Version) -> Questionnaire | None:
    """Throw a draft away, and the questionnaire with its only one. Returns the questionnaire that is left.

    Raises ValidationError for a version that was published: answers may have been given to it.
    """
    current = Version.objects.select_for_update(of=("self",)).select_related("questionnaire").get(pk=version.pk)
    if not current.is_draft or current.requests.exists():
        raise ValidationError("A published version stays: it may have been asked.")
    questionnaire = current.questionnaire
    current.delete()
    if questionnaire.versions.exists():
        return questionnaire
    questionnaire.delete()
    return None


def as_text(version: Version) -> str:
    """Return a version as a JSON file: what it asks, and the names it goes by. `read_text` reads it back."""
    questionnaire = version.questionnaire
    data = {
        "key": questionnaire.key,
        "title": questionnaire.title,
        "purpose": questionnaire.purpose,
        "version": version.number,
        **version.asks.as_data(),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def read_text(text: str) -> tuple[dict[str, Any], Definition]:
    """Read a JSON file: what it says beside, and the definition. Raises ValidationError in plain words."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
    except json.JSONDecodeError as problem:
        raise ValidationError(f"This is not JSON: {problem.msg} in line {problem.lineno}.") from None
    except (ValueError, RecursionError) as problem:
        reason = "it is nested too deeply" if isinstance(problem, RecursionError) else "it holds a number that is none"
        raise ValidationError(f"This cannot be read: {reason}.") from None
    return data if isinstance(data, dict) else {}, read_definition(data)


def _no_number(name: str) -> None:
    raise ValueError(name)


def read_definition(data: Any) -> Definition:
    """Read an imported questionnaire. Raises ValidationError in plain words for anything that is none."""
    try:
        definition = Definition.from_data(data)
    except BadDefinition as problem:
        raise ValidationError(f"This is no questionnaire. {problem}") from None
    if problems := definition.problems():
        raise ValidationError(problems)
    return definition


# Changing a definition: each returns a new one


def new_key(prefix: str, *definitions: Definition) -> str:
    """Return the first key that none of these has: s1, s2 … for sections, q1, q2 … for questions.

    Give every version of a questionnaire: the key of a question that was dropped is not used for another, or an old
    answer would be carried forward to it.
    """
    taken = {section.key for asks in definitions for section in asks.sections}
    taken |= {question.key for asks in definitions for question in asks.questions}
    return next(key for number in count(1) if (key := f"{prefix}{number}") not in taken)


def with_section(definition: Definition, section: Section) -> Definition:
    """Add a section at the end, or put it in the place of the one with its key."""
    if definition.section(section.key):
        return Definition(tuple(section if one.key == section.key else one for one in definition.sections))
    return Definition((*definition.sections, section))


def without_section(definition: Definition, key: str) -> Definition:
    return Definition(tuple(section for section in definition.sections if section.key != key))


def with_question(definition: Definition, section_key: str, question: Question) -> Definition:
    """Add a question to a section, or put it in the place of the one with its key."""
    section = definition.section(section_key)
    if section is None:
        raise ValidationError("The section has been removed.")
    known = any(one.key == question.key for one in section.questions)
    questions = tuple(question if one.key == question.key else one for one in section.questions)
    return with_section(definition, replace(section, questions=questions if known else (*section.questions, question)))


def without_question(definition: Definition, key: str) -> Definition:
    return Definition(
        tuple(
            replace(section, questions=tuple(one for one in section.questions if one.key != key))
            for section in definition.sections
        )
    )


def placed(definition: Definition, key: str, after: str) -> Definition:
    """Move a section or a question to stand after another.

    A section with nothing named comes first; a question after a section's key comes first in that section. Raises
    ValidationError where what it should follow has been removed.
    """
    if section := definition.section(key):
        return Definition(_inserted([one for one in definition.sections if one.key != key], section, after))
    question = definition.question(key)
    goal = definition.section(after) or definition.section_of(after)
    if question is None or goal is None:
        raise ValidationError("One of the two has been removed.")
    without = without_question(definition, key)
    others = [one for one in goal.questions if one.key != key]
    after = "" if after == goal.key else after
    return with_section(without, replace(goal, questions=_inserted(others, question, after)))


def _inserted(others: list[Any], part: Any, after: str) -> tuple[Any, ...]:
    keys = ["", *(one.key for one in others)]
    if after not in keys:
        raise ValidationError("What it should follow has been removed.")
    place = keys.index(after)
    return (*others[:place], part, *others[place:])
