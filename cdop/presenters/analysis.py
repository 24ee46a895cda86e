"""The pages of an analysis: how it stands, what it lacks, and each version beside the one before."""

import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cdop.choices import AFTER_THE_MEETING, Category, Domain, Modifiability, Relevance, State
from cdop.forms.analysis import DOMAINS, parts_for
from cdop.models import Analysis, AnalysisVersion, ChildDeath, Factor
from cdop.policies import asks_for_incident
from cdop.queries import (
    analysis_of,
    factors_in,
    lacking,
    points_to_take_up,
    recommendations_to_take_up,
    versions_of,
)
from cdop.services.analysis import TEXTS
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns.differences import Facts, changes_between
from escp.ui.parts import Row, Task
from escp.ui.words import date_in_words
from learning.records import part
from reviews.choices import Answer
from reviews.services.sealing import hash_of

BEGUN = (State.GATHERING, *AFTER_THE_MEETING)


@dataclass(frozen=True)
class InDomain:
    """One domain as it stands: its factors, or that none is known."""

    title: str
    factors: list[Factor]
    none_known: bool
    url: str


@dataclass(frozen=True)
class Side:
    """One fact of two versions beside each other."""

    label: str
    before: str
    after: str
    changed: bool


def _url(name: str, death: ChildDeath, *more: Any) -> str:
    return reverse(f"cdop:{name}", args=[death.reference, *more])


def may_write(death: ChildDeath, person: Person) -> bool:
    """Say whether a person may write the analysis of a death: also when it is closed, which makes a further version."""
    return death.state != State.OUT_OF_SCOPE and person.may(Permission.REVIEW_CHILD_DEATHS)


def analysis_page(death: ChildDeath, person: Person) -> dict[str, Any]:
    """Return the analysis of a death as it stands."""
    analysis, writes = analysis_of(death), may_write(death, person)
    factors, versions = factors_in(analysis), versions_of(analysis)
    forms = parts_for(death)
    return {
        "marking": True,
        "death": death,
        "title": "Analysis",
        "caption": death.reference,
        "completed": analysis.is_completed,
        "missing": [] if analysis.is_completed else lacking(analysis),
        "asked": incident_is_asked(death, factors),
        "considered_url": _url("considered", death) if death.is_open and writes else "",
        "facts": _facts(analysis, _url("analysis-part", death, "category") if writes else ""),
        "domains": [
            InDomain(
                f"{domain.value}. {domain.label}",
                [factor for factor in factors if factor.domain == domain],
                domain in analysis.nothing_known_in,
                _url("analysis-part", death, slug) if writes else "",
            )
            for slug, domain in DOMAINS.items()
            if slug in forms
        ],
        "texts": _texts(analysis),
        "learning_url": _url("analysis-part", death, "learning") if writes else "",
        "versions": [(one, _url("analysis-version", death, one.number)) for one in versions],
        "keep_url": _keep_url(analysis, versions, writes),
        "take_up_url": _if(writes and points_to_take_up(analysis), "analysis-take-up", death),
        "recommend_url": _if(
            writes
            and analysis.is_completed
            and person.may(Permission.MANAGE_ACTIONS)
            and recommendations_to_take_up(analysis),
            "analysis-recommend",
            death,
        ),
    }


def _if(offered: Any, name: str, death: ChildDeath) -> str:
    return _url(name, death) if offered else ""


def _keep_url(analysis: Analysis, versions: list[AnalysisVersion], writes: bool) -> str:
    offered = writes and analysis.pk and analysis.death.state == State.MEETING_HELD and not versions
    return _if(offered, "analysis-keep", analysis.death)


def incident_is_asked(death: ChildDeath, factors: list[Factor]) -> str:
    """Return what is said where an analysis calls for the question of a serious incident; empty where it does not."""
    categories = analysis_of(death).categories
    if not asks_for_incident(categories, [(factor.domain, factor.relevance) for factor in factors]):
        return ""
    if death.incident_considered == Answer.YES:
        return ""
    if death.incident_considered:
        return "It was answered “no”: look whether that still stands."
    return "Nobody has answered yet whether a serious incident was considered."


def _facts(analysis: Analysis, url: str) -> list[Row]:
    return [Row(label, words, url) for label, words in _category_words(analysis.categories, analysis.modifiability)]


def _category_words(categories: list[Any], modifiability: str) -> list[tuple[str, str]]:
    named = [f"{one}. {Category(one).label}" for one in categories]
    rows = [("Category of death", named[0] if named else "Not chosen yet")]
    if named[1:]:
        rows.append(("Also", "\n".join(named[1:])))
    answer = Modifiability(modifiability).label if modifiability else "Not answered yet"
    return [*rows, ("Modifiable factors", str(answer))]


def _texts(analysis: Analysis) -> list[Row]:
    return [Row(_label(name), getattr(analysis, name)) for name in TEXTS if getattr(analysis, name)]


def _label(name: str) -> str:
    words = str(getattr(Analysis._meta.get_field(name), "verbose_name", name))
    return words[:1].upper() + words[1:]


# A version beside the one before


def version_page(death: ChildDeath, number: int) -> dict[str, Any] | None:
    """Return a version beside the one before it, with what changed between them; None where there is none."""
    kept = {one.number: one for one in versions_of(analysis_of(death))}
    after, before = kept.get(number), kept.get(number - 1)
    if after is None:
        return None
    now, then = facts_of(after), facts_of(before) if before else {}
    changed = {change.label for change in changes_between(then, now)} if before else set()
    labels = list(dict.fromkeys([*now, *then]))
    return {
        "marking": True,
        "death": death,
        "title": f"Version {number} of the analysis",
        "caption": death.reference,
        "before": before,
        "after": after,
        "sides": [Side(label, then.get(label, ""), now.get(label, ""), label in changed) for label in labels],
        "changed": len(changed),
        "holds": [(one, hash_of(one.text) == one.digest) for one in (before, after) if one],
        "others": [(one, _url("analysis-version", death, one.number)) for one in kept.values() if one != after],
    }


def facts_of(version: AnalysisVersion) -> Facts:
    """Return everything that a version says, in words, in the order in which it is read."""
    said = json.loads(version.text)
    facts = dict(_category_words(said["categories"], said["modifiability"]))
    for domain in Domain:
        lines = [_line(*factor[1:]) for factor in said["factors"] if factor[0] == domain]
        if domain in said["nothing_known_in"]:
            lines.append("No factor is known")
        facts[f"{domain.value}. {domain.label}"] = "\n".join(lines)
    facts |= {_label(name): said["text"].get(name, "") for name in TEXTS}
    return {label: words for label, words in facts.items() if words}


def _line(words: str, relevance: int, modifiable: bool) -> str:
    return f"{words} ({relevance}: {Relevance(relevance).label.lower()}{'; modifiable' if modifiable else ''})"


# On the page of the death


def analysis_so_far(death: ChildDeath, runs: bool) -> tuple[dict[str, Any], list[Task]]:
    """Return what the page of a death says of the review meeting and the analysis, and what is to be done for them."""
    if death.state not in BEGUN:
        return {}, []
    analysis = analysis_of(death)
    missing = lacking(analysis)
    rows = [Row(label, words) for label, words in _category_words(analysis.categories, analysis.modifiability)]
    so_far = {
        "meeting": _meeting(death, _url("meeting", death) if runs and death.meeting_on else ""),
        "rows": rows,
        "url": _url("analysis", death),
        "asked": incident_is_asked(death, factors_in(analysis)),
    }
    left = f"{len(missing)} answer{'' if len(missing) == 1 else 's'} missing"
    return so_far, [
        part("Write the analysis", done=not missing, progress=left, url=_url("analysis", death) if runs else "")
    ]


def _meeting(death: ChildDeath, url: str) -> list[Row]:
    if death.meeting_on is None:
        return []
    took_part = [
        ": ".join(filter(None, [", ".join(filter(None, [row.get("role"), row.get("agency")])), row.get("presence")]))
        for row in death.meeting_attendance
    ]
    return [
        Row("Held", date_in_words(death.meeting_on)),
        Row("Who took part", "\n".join(took_part) or "Not recorded", url),
        Row("Answered to the family’s questions", death.meeting_answers or "Nothing recorded", url),
    ]
