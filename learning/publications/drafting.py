"""How a publication begins: the sections of an update that are learning’s own, and the fixed parts of a briefing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import cast

from learning.choices import ShareMethod, ThemeState
from learning.gathering import Gathered, Gatherer, gatherers
from learning.models import Finding, LearningPoint, LearningPublication, Theme
from learning.publications import queries
from learning.publications.skeleton import SKELETON, of_the_year

OPENING, OPENING_HEADING = "opening", "In short"
NOTHING = "No evidence recorded."
# The seven-minute briefing has seven fixed parts, each of 350 words at most; the others follow the same rule.
MOST_WORDS = 350
HEADINGS: dict[str, tuple[str, ...]] = {
    ShareMethod.SEVEN_MINUTES: (
        "Background",
        "Why it matters",
        "What was found",
        "What helps",
        "What gets in the way",
        "Things to remember",
        "What to do",
    ),
    ShareMethod.ONE_MINUTE: (
        "What is it?",
        "Why does it matter?",
        "Who is it for?",
        "What happens?",
        "What do I do?",
        "Where do I get help?",
    ),
    ShareMethod.PRACTICE_GUIDE: (
        "What we learned",
        "What good practice looks like",
        "What gets in the way",
        "Step by step",
        "Find out more",
    ),
    ShareMethod.NEWSLETTER: (
        "In this issue",
        "What we learned",
        "What changes",
        "What to do now",
        "Dates to keep",
        "Find out more",
    ),
}


def _finding(one: Finding) -> Gathered:
    words = "\n".join(filter(None, (one.what, one.why)))
    return Gathered(one.reference, one.title, words, one.get_absolute_url(), case=one.activity.case_id)


def _point(one: LearningPoint) -> Gathered:
    return Gathered(one.reference, one.statement, one.detail or one.statement, one.get_absolute_url(), point=one.pk)


def _theme(one: Theme) -> Gathered:
    closed = one.state == ThemeState.CLOSED
    return Gathered(one.reference, one.title, one.impact_statement if closed else one.rationale, one.get_absolute_url())


def _themes(since: date, until: date) -> list[Gathered]:
    return [_theme(one) for one in queries.themes_shown(since, until)]


def _points(since: date, until: date) -> list[Gathered]:
    return [_point(one) for one in queries.points_agreed(since, until)]


def _findings(since: date, until: date) -> list[Gathered]:
    return [_finding(one) for one in queries.findings_agreed(since, until)]


def _strengths(since: date, until: date) -> list[Gathered]:
    return [_finding(one) for one in queries.strengths_found(since, until)]


OF_LEARNING = (
    Gatherer("themes", "Our Three Themes", 10, _themes),
    Gatherer("learning", "What we learned", 20, _points),
    Gatherer("findings", "What we found", 30, _findings),
    Gatherer("strengths", "Good practice", 40, _strengths),
)


def of_source(source: Finding | LearningPoint | Theme) -> Gathered:
    """Return the record of a briefing as what is gathered."""
    if isinstance(source, Finding):
        return _finding(source)
    return _point(source) if isinstance(source, LearningPoint) else _theme(source)


def drafted(publication: LearningPublication) -> list[tuple[str, Gathered]]:
    """Return the parts with which a publication begins, each with its section, as the records read now.

    The parts of the yearly report that have no record are begun with it and not drafted again. A briefing has its fixed
    headings; its first part begins with the record’s words. A page that asks twice reads once.
    """
    read = publication.__dict__.setdefault("_drafted", {})
    key = (publication.gathered_from, publication.gathered_to, publication.about)
    if key not in read:
        read[key] = list(_drafted(publication))
    found: list[tuple[str, Gathered]] = read[key]
    return found


def _drafted(publication: LearningPublication) -> Iterator[tuple[str, Gathered]]:
    if publication.has_sections:
        yield from _gathered(publication)
        return
    source = queries.source_called(publication.about)
    if source is None:
        return
    record = of_source(source)
    for number, heading in enumerate(HEADINGS[publication.kind], start=1):
        begins = f"{record.heading}\n{record.words}" if number == 1 else ""
        yield f"part-{number}", replace(record, heading=heading, words=begins)


def _gathered(publication: LearningPublication) -> Iterator[tuple[str, Gathered]]:
    days = cast(date, publication.gathered_from), cast(date, publication.gathered_to)
    if publication.is_report:
        yield from of_the_year(*days)
        return
    for gatherer in gatherers():
        yield from ((gatherer.key, one) for one in gatherer.gather(*days))


def sections_of(publication: LearningPublication) -> list[tuple[str, str]]:
    """Return the sections, by key and heading: of an update those of today, the opening first."""
    if publication.is_report:
        return [(one.key, one.heading) for one in SKELETON]
    return [(OPENING, OPENING_HEADING), *((one.key, one.heading) for one in gatherers())]
