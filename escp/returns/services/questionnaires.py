"""Writing questionnaires: drafts are changed, published versions are copied. Each is one transaction."""

from dataclasses import replace
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


def read_definition(data: Any) -> Definition:
    """Read an imported questionnaire. Raises ValidationError in plain words for anything that is none."""
    try:
        definition = Definition.from_data(data)
    except BadDefinition as problem:
        raise ValidationError(str(problem)) from None
    if problems := definition.problems():
        raise ValidationError(problems)
    return definition


# Changing a definition: each returns a new one


def new_key(definition: Definition, prefix: str) -> str:
    """Return the first free key: s1, s2 … for sections, q1, q2 … for questions."""
    taken = {section.key for section in definition.sections} | {question.key for question in definition.questions}
    return next(key for number in range(1, 10_000) if (key := f"{prefix}{number}") not in taken)


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


def moved(definition: Definition, key: str, places: int) -> Definition:
    """Move a section, or a question within its section, so many places down, or up when negative."""
    if definition.section(key):
        return Definition(_moved(definition.sections, key, places))
    section = definition.section_of(key)
    if section is None:
        return definition
    return with_section(definition, replace(section, questions=_moved(section.questions, key, places)))


def _moved(parts: tuple[Any, ...], key: str, places: int) -> tuple[Any, ...]:
    order = list(parts)
    here = next(index for index, part in enumerate(order) if part.key == key)
    part = order.pop(here)
    order.insert(max(0, min(len(order), here + places)), part)
    return tuple(order)
