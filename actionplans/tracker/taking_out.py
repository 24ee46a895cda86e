"""The tracker as a file that people know: every column of an action plan, for Excel and for Word.

What it says of where an action comes from is what the person who takes it out may see. The same texts are what a file
that comes back is compared with.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.utils import timezone

from actionplans.choices import ActionState, EvidenceLevel
from actionplans.clocks import SUSTAINED_CHECK
from actionplans.models import Action, ActionLink, Evidence, Milestone, ProgressNote, RecommendationLink
from actionplans.queries import measure_of
from actionplans.queries.recommendations import recommendations_for
from actionplans.tracker import columns as c
from actionplans.tracker.beside import milestone_line
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.reports.sheets import Sheet, neutral, workbook_response
from escp.reports.word import Heading, Piece, Table, Words, word_response, writable
from escp.ui.words import date_in_words
from learning.queries import learning_points_for

TITLE = "Action tracker"
WIDTHS = {
    c.REFERENCE: 15, c.SOURCE: 18, c.RECOMMENDATION: 40, c.THEME: 20, c.OUTCOME: 34, c.TITLE: 40, c.DESCRIPTION: 40,
    c.PROGRESS: 40, c.MEASURE: 30, c.EVIDENCE: 34, c.BRAG: 20, c.BASELINE: 12, c.TARGET: 12, c.VERSION: 9,
}  # fmt: skip
SHADES = {"Blue": "#9DC3E6", "Green": "#A9D18E", "Amber": "#FFD966", "Red": "#F4A6A0", "Grey": "#D9D9D9"}
SUSTAINED_MONTHS = SUSTAINED_CHECK.length
# A Word document is read, not searched: more than these belong into a spreadsheet.
MOST_IN_WORD = 300
MORE = "These are the first {:,} of {:,} actions. Narrow the list, or take it out to Excel."


def with_all(rows: QuerySet[Action], person: Person) -> QuerySet[Action]:
    """Return actions with everything that the tracker says of them. A fixed number of queries."""
    recommended = RecommendationLink.objects.filter(recommendation__in=recommendations_for(person).values("pk"))
    links = ActionLink.objects.filter(learning_point__in=learning_points_for(person).values("pk"))
    return rows.select_related("lead_agency", "owner", "priority", "measure").prefetch_related(
        Prefetch("recommendation_links", recommended.select_related("recommendation__activity"), to_attr="answering"),
        "contributing",
        Prefetch("milestones", Milestone.objects.order_by("due_on", "pk"), to_attr="steps"),
        Prefetch("links", links.select_related("learning_point__theme"), to_attr="learned"),
        Prefetch("progress_notes", ProgressNote.objects.select_related("by"), to_attr="noted"),
        Prefetch("measure__evidence", Evidence.objects.order_by("-level", "pk"), to_attr="shown"),
    )


def cells_of(action: Any) -> dict[str, Any]:
    """Return what the tracker says of an action that was read `with_all`: texts and days, by the name of the column."""
    measure: Any = measure_of(action)
    recommended = [link.recommendation for link in action.answering]
    evidence = measure.shown if measure else []
    note = action.noted[0] if action.noted else None
    rating = action.rating
    return {
        "reference": action.reference,
        "source": _each(one.activity.reference for one in recommended),
        "recommendation": "\n\n".join(one.words for one in recommended),
        "theme": _each(link.learning_point.theme.title for link in action.learned if link.learning_point.theme),
        "desired_outcome": action.desired_outcome,
        "title": action.title,
        "description": action.description,
        "lead_agency": str(action.lead_agency or ""),
        "owner": action.owner.full_name if action.owner else "",
        "contributing": _each(agency.name for agency in action.contributing.all()),
        "milestones": "\n".join(map(milestone_line, action.steps)),
        "starts_on": action.starts_on,
        "due_on": action.due_on,
        "measure": (measure.measure or f"None: {measure.waived_because}") if measure else "",
        "baseline": measure.baseline_words if measure else "",
        "target": measure.target_words if measure else "",
        "judged": measure.measured_by_on if measure else None,
        "method": measure.get_method_display() if measure else "",
        "evidence": "\n".join(f"{one.level}: {one.summary}" for one in evidence),
        "progress": note.text if note else "",
        "progress_on": timezone.localdate(note.at) if note else None,
        "brag": rating.words,
        "state": action.get_state_display(),
        "updated": _updated(action, note),
        "barrier": action.barrier,
        "decision": action.closing_minute or action.withdrawal_minute,
        "closed": action.closed_on,
        "level": EvidenceLevel(evidence[0].level).label if evidence and action.state == ActionState.CLOSED else "",
        "checked": action.sustained_on,
        "version": str(version_of(action, action.steps)),
    }


def version_of(action: Action, steps: Iterable[Milestone]) -> int:
    """Return a number that grows with every change of an action, of who contributes, or of its milestones."""
    return action.version + sum(one.version for one in steps)


def _each(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts))


def _updated(action: Any, note: ProgressNote | None) -> date:
    """Return when something was last written of an action, as far as the row itself and its notes say."""
    days = [action.recorded_at, *([note.at] if note else [])]
    return max(timezone.localdate(at) for at in days)


def as_it_comes_back(value: Any) -> str:
    """Return what the reader of spreadsheets finds where this was written."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else writable(neutral(str(value))).strip()


def sheet_of(actions: Iterable[Any]) -> Sheet:
    """Return the sheet of the tracker: headings, widths, colours behind the words of BRAG."""
    columns = c.TAKEN_OUT
    rows = ([cells[column.name] for column in columns] for cells in map(cells_of, actions))
    return Sheet(
        "Actions",
        [column.words for column in columns],
        rows,
        widths=[WIDTHS.get(column, 16) for column in columns],
        shades={columns.index(c.BRAG): SHADES},
    )


def as_excel(rows: QuerySet[Action], person: Person) -> HttpResponse:
    """Return the actions as the tracker in Excel."""
    return workbook_response(TITLE, [sheet_of(with_all(rows, person))])


def as_word(rows: QuerySet[Action], person: Person) -> HttpResponse:
    """Return the actions as the tracker in Word: a table of all, then each with its words."""
    total = rows.count()
    actions = [cells_of(action) for action in with_all(rows[:MOST_IN_WORD], person)]
    return word_response(_pieces(actions, total), title=TITLE, reference=f"{total:,} actions")


IN_A_GLANCE = (c.REFERENCE, c.TITLE, c.LEAD, c.OWNER, c.DUE_ON, c.BRAG)
NOT_AGAIN = (c.REFERENCE, c.TITLE, c.VERSION)


def _pieces(actions: Sequence[dict[str, Any]], total: int) -> list[Piece]:
    glance = [[_words(cells[column.name]) for column in IN_A_GLANCE] for cells in actions]
    pieces: list[Piece] = [Words(MORE.format(len(actions), total))] if total > len(actions) else []
    pieces += [Heading("All actions"), Table([column.words for column in IN_A_GLANCE], glance)]
    for cells in actions:
        said = [(column.words, _words(cells[column.name])) for column in c.TAKEN_OUT if column not in NOT_AGAIN]
        pieces.append(Heading(f"{cells['reference']} {cells['title']}", 2))
        pieces.append(Table(("Column", "What it says"), [pair for pair in said if pair[1]]))
    return pieces


def _words(value: Any) -> str:
    if value is None:
        return ""
    return date_in_words(value) if isinstance(value, date) else str(value)


def may_take_out(person: Person) -> bool:
    return person.may(Permission.EXPORT_LISTS)
