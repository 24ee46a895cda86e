"""What one version of a questionnaire asks otherwise than another, part by part, known by its key."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from escp.returns.definition import Definition, Question, Section
from escp.returns.scales import SCALES
from escp.returns.words import condition_in_words

ADDED, REMOVED, CHANGED, MOVED = "Added", "Removed", "Changed", "Moved"
Facts = dict[str, str]


@dataclass(frozen=True)
class Change:
    """One fact about a part, before and after, in words; empty where it was or is not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """A section or a question that is not as it was: what happened to it, and each fact that differs."""

    key: str
    name: str
    kind: str
    what: tuple[str, ...]
    changes: tuple[Change, ...]


def facts_of(definition: Definition, question: Question) -> Facts:
    """Return everything that a question says, in words, in the order in which it is read."""
    facts = {
        "Question": question.label,
        "Kind of answer": question.kind.label,
        "Hint": question.hint,
        "What would show it": question.evidence,
        "Choices": "\n".join(option.label for option in question.options),
        "Scale": SCALES[question.scale].label if question.scale in SCALES else question.scale,
        "Columns": "\n".join(f"{column.label}, {column.kind.label.lower()}" for column in question.columns),
        "Shown": condition_in_words(definition, question) or "Always",
        "Answer needed": "Yes" if question.required else "No",
        "Seen by": "The unit only" if question.for_unit else "Agencies and the unit",
    }
    return {label: words for label, words in facts.items() if words}


def between(before: Definition, after: Definition) -> list[Difference]:
    """Return every difference, in the order of the later version; what was removed comes at the end."""
    old, new = _parts(before), _parts(after)
    moved = _moved(list(old), list(new)) | _moved_elsewhere(before, after)
    found = []
    for key, (name, kind, facts) in new.items():
        if key not in old:
            found.append(Difference(key, name, kind, (ADDED,), changes_between({}, facts)))
            continue
        changes = changes_between(old[key][2], facts)
        place = (Change("Place", _place(before, key), _place(after, key)),) if key in moved else ()
        what = (*((CHANGED,) if changes else ()), *((MOVED,) if place else ()))
        if what:
            found.append(Difference(key, name, kind, what, (*changes, *place)))
    gone = [key for key in old if key not in new]
    return [
        *found,
        *(Difference(key, old[key][0], old[key][1], (REMOVED,), changes_between(old[key][2], {})) for key in gone),
    ]


def _parts(definition: Definition) -> dict[str, tuple[str, str, Facts]]:
    parts: dict[str, tuple[str, str, Facts]] = {}
    for section in definition.sections:
        parts[section.key] = (section.title, "Section", _section_facts(section))
        for question in section.questions:
            parts[question.key] = (question.label, "Question", facts_of(definition, question))
    return parts


def _section_facts(section: Section) -> Facts:
    facts = {"Title": section.title, "Guidance": section.guidance}
    return {label: words for label, words in facts.items() if words}


def changes_between(before: Facts, after: Facts) -> tuple[Change, ...]:
    """Return each fact that two readings of one thing tell otherwise, in the order in which it is read."""
    labels = dict.fromkeys([*before, *after])
    return tuple(
        Change(label, before.get(label, ""), after.get(label, ""))
        for label in labels
        if before.get(label) != after.get(label)
    )


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Return the fewest parts whose moving makes one order of the other, of those that both have."""
    old, new = [key for key in before if key in set(after)], [key for key in after if key in set(before)]
    kept = {
        key
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for key in old[block.a : block.a + block.size]
    }
    return set(old) - kept


def _moved_elsewhere(before: Definition, after: Definition) -> set[str]:
    """Return the questions that stand in another section."""
    homes = {question.key: section.key for section in before.sections for question in section.questions}
    return {
        question.key
        for section in after.sections
        for question in section.questions
        if homes.get(question.key, section.key) != section.key
    }


def _place(definition: Definition, key: str) -> str:
    keys = [section.key for section in definition.sections]
    if key in keys:
        return f"Section {keys.index(key) + 1}"
    section = definition.section_of(key)
    number = [one.key for one in section.questions].index(key) + 1 if section else 0
    return f"“{section.title}”, question {number}" if section else ""
