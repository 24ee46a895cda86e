"""The pages of the learning cycle in plain values: what stands, what came of it, whose turn it is. No rule is here."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from escp.access.permissions import Permission
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Event, Row
from learning.choices import KINDS_OF_EVIDENCE_NEEDED, THEME_SLOTS, FindingKind, ThemeState, Window
from learning.drawing import draw, draw_for_paper
from learning.lifecycle import POINT, THEME
from learning.models import Finding, LearningPoint, Theme
from learning.policies import may_change_point
from learning.queries import active_themes, changes_of, links_of, points_from, points_under, points_without_theme
from learning.said_presenters import said_before_on
from learning.tables import FINDING_COLOURS, THEME_COLOURS, point_tag
from learning.thread import Node, Thread
from learning.walk import thread_from, thread_of_theme
from learning.windows import Ranked, ranked, themes_to_rank

# Learning points without a theme that stand under the ranked picture.
MOST_WAITING = 25


def _change_link(page: str, record: Any, allowed: bool) -> str:
    return reverse(f"learning:{page}", args=[record.reference]) if allowed else ""


def _at(change: str, field: str) -> str:
    """Return the address of one field of a change page, or nothing for those who may not change it."""
    return f"{change}#id_{field}" if change else ""


def _history(record: Any, first: str) -> list[Event]:
    """Return who saved the record when and what they changed, newest first."""
    return [
        Event(
            title=change.reason or ("Changed" if change.fields else first),
            at=change.at,
            by=str(change.by or ""),
            text=f"Changed: {', '.join(change.fields)}" if change.fields and not change.reason else "",
        )
        for change in changes_of(record)
    ]


def finding_page(finding: Finding, person: Person) -> dict[str, Any]:
    """Return the context of a finding's page."""
    records = person.may(Permission.RECORD_LEARNING)
    change = _change_link("finding-change", finding, records)
    points = list(points_from(finding))
    return {
        "marking": finding.is_casework,
        "finding": finding,
        "title": finding.title,
        "caption": f"Finding {finding.reference}",
        "state": finding.get_kind_display(),
        "state_colour": FINDING_COLOURS[FindingKind(finding.kind)],
        "facts": [
            Row("What was found", finding.what, url=_at(change, "what")),
            Row("Why it happens", finding.why or "Not written yet", url=_at(change, "why")),
            Row("Who it is for", finding.who_for, url=_at(change, "who_for")),
            Row("How sure we are", finding.get_confidence_display(), url=_at(change, "confidence_0")),
            Row("Strength or improvement", finding.get_kind_display(), url=_at(change, "kind_0")),
            Row("In one line", finding.title, url=_at(change, "title")),
        ],
        "points": points,
        "said": said_before_on(person, finding),
        "new_point_url": _change_link("learning-point-new", finding, records),
        "join_url": _change_link("finding-join", finding, records),
        "turn": "" if points or records else "Waiting for someone who records learning to say what was learned.",
        "thread": thread_from(person, finding),
        "history": _history(finding, "Recorded"),
    }


def learning_point_page(point: LearningPoint, person: Person) -> dict[str, Any]:
    """Return the context of a learning point's page."""
    change = _change_link("learning-point-change", point, may_change_point(person, point))
    links = list(links_of(person, point))
    state, colour = point_tag(point)
    return {
        "marking": any(link.finding.is_casework for link in links),
        "point": point,
        "title": point.statement,
        "caption": f"Learning point {point.reference}",
        "state": state,
        "state_colour": colour,
        "offers": POINT.offers(point, person),
        "turn": "" if point.is_agreed else "Waiting for the Practice Improvement Group to agree it.",
        "facts": [
            Row("What we learned", point.statement, url=_at(change, "statement")),
            Row("What it means for practice", point.detail or "Not written yet", url=_at(change, "detail")),
            Row("Theme", str(point.theme or "None yet"), url=_at(change, "theme")),
        ],
        "links": links,
        "join_url": _change_link("learning-point-join", point, person.may(Permission.RECORD_LEARNING)),
        "thread": thread_from(person, point),
        "moves": list(moves_of(point)),
        "history": _history(point, "Recorded"),
    }


def theme_page(theme: Theme, person: Person) -> dict[str, Any]:
    """Return the context of a theme's page."""
    is_open = theme.state != ThemeState.CLOSED
    records = is_open and person.may(Permission.RECORD_LEARNING)
    change = _change_link("theme-change", theme, records)
    turns = {
        ThemeState.PROPOSED: "Waiting for the Practice Improvement Group to choose its Three Themes.",
        ThemeState.ACTIVE: "The Practice Improvement Group gives its attention to this theme now.",
        ThemeState.CLOSED: "",
    }
    [standing] = ranked(person, [theme])
    points = points_under(person, [theme])[theme.pk]
    facts = [
        Row("Theme", theme.title, url=_at(change, "title")),
        Row("Year", f"April {theme.year} to March {theme.year + 1}", url=_at(change, "year_0")),
        Row("Why this theme", theme.rationale, url=_at(change, "rationale")),
        Row("Business Plan priority", str(theme.priority or "None"), url=_at(change, "priority")),
        Row("Who leads it", str(theme.leader or "Not decided yet"), url=_at(change, "leader")),
    ]
    if theme.chosen_minute:
        facts.append(Row("Chosen by", theme.chosen_minute))
    if theme.review_minute:
        facts.append(Row("Last reviewed by", theme.review_minute))
    if theme.state == ThemeState.CLOSED:
        facts.append(Row("What difference it made", theme.impact_statement))
        facts.append(Row("Closed by", theme.closing_minute or "No minute was kept"))
    return {
        "theme": theme,
        "title": theme.title,
        "caption": f"Theme {theme.reference}",
        "state": theme.get_state_display(),
        "state_colour": THEME_COLOURS[ThemeState(theme.state)],
        "offers": THEME.offers(theme, person),
        "turn": turns[ThemeState(theme.state)],
        "facts": facts,
        "points": points,
        "standing": standing,
        "recurrence": recurrence_in_words(standing),
        "window_url": _change_link("theme-window-new", theme, records),
        "put_url": _change_link("theme-points", theme, records),
        "thread": thread_of_theme(person, theme, points),
        "moves": list(moves_of(theme)),
        "history": _history(theme, "Proposed"),
    }


@dataclass(frozen=True)
class Place:
    """One of the three places, with the theme that holds it and what that theme rests on; or empty."""

    number: int
    theme: Theme | None
    points: tuple[LearningPoint, ...] = ()


@dataclass(frozen=True)
class ThreadLine:
    """One record of the list under a drawing, and the references that it leads to."""

    node: Node
    words: str
    leads_to: tuple[str, ...]
    focus: bool


@dataclass(frozen=True)
class ThreadStep:
    """One step of that list."""

    number: int
    heading: str
    lines: tuple[ThreadLine, ...]


@dataclass(frozen=True)
class MissingLine:
    """One gap as a sentence about a record, with its cure."""

    of: str
    words: str
    cure: str
    url: str


def thread_page(thread: Thread) -> dict[str, Any]:
    """Return the context of a thread's page: the drawing for screen and paper, the gaps, and the list."""
    nodes = {node.key: node for node in thread.nodes}

    def named(node: Node | None) -> str:
        return thread.focus.reference if node is None else node.reference or node.title

    beside = {gap.key: named(nodes.get(gap.beside)) for gap in thread.gaps}

    def line(node: Node) -> ThreadLine:
        beyond = tuple(named(other) for other in thread.beyond(node) if not other.gap)
        words = f"{beside[node.key]}: {node.title}" if node.gap else node.title
        return ThreadLine(node, words, beyond, focus=node.key == thread.focus.key)

    return {
        "marking": thread.marking,
        "thread": thread,
        "title": f"Golden thread of {thread.focus.reference}",
        "drawings": [("screen", draw(thread)), ("paper", draw_for_paper(thread))],
        "gaps": [MissingLine(beside[gap.key], gap.words, gap.cure, gap.url) for gap in thread.gaps],
        "list": [
            ThreadStep(step.column.value, step.column.heading, tuple(map(line, step.nodes))) for step in thread.steps
        ],
    }


def three_places(person: Person) -> list[Place]:
    """Return the three places in order. An empty one is shown empty."""
    themes = list(active_themes())
    under = points_under(person, themes)
    held = {theme.place: theme for theme in themes}
    return [
        Place(number, theme, tuple(under[theme.pk])) if (theme := held.get(number)) else Place(number, None)
        for number in THEME_SLOTS
    ]


def recurrence_in_words(one: Ranked) -> str:
    """Return how often a theme came back: "4 findings from 3 activities, led by 2 agencies, 2024 to 2026"."""
    if not one.findings:
        return "Nothing that you can see was found under it"
    first, last = one.years
    when = str(first) if first == last else f"{first} to {last}"
    return (
        f"{_counted(one.findings, 'finding')} from {_counted(one.activities, 'activity', 'activities')}, "
        f"led by {_counted(one.agencies, 'agency', 'agencies')}, {when}"
    )


def _counted(number: int, one: str, several: str = "") -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def choosing_page(person: Person) -> dict[str, Any]:
    """Return the context of the ranked picture: themes with their windows, and what waits for a theme."""
    board = [
        {"rank": rank, "standing": each, "recurrence": recurrence_in_words(each)}
        for rank, each in enumerate(ranked(person, themes_to_rank(person)), start=1)
    ]
    waiting = list(points_without_theme(person)[: MOST_WAITING + 1])
    return {
        "title": "Choose the Three Themes",
        "section": "themes",
        "windows": list(Window),
        "board": board,
        "waiting": waiting[:MOST_WAITING],
        "more_waiting": len(waiting) > MOST_WAITING,
        "needed": KINDS_OF_EVIDENCE_NEEDED,
        "may_propose": person.may(Permission.RECORD_LEARNING),
    }
