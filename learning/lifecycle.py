"""How a learning point is agreed, and how a theme takes and leaves one of the three places."""

from django.core.exceptions import ValidationError

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from learning.choices import KINDS_OF_EVIDENCE_NEEDED, THEME_SLOTS, PointState, ThemeState
from learning.models import LearningPoint, Theme
from learning.queries import active_themes, hold_the_places, learning_points_for, themes_for
from learning.windows import windows_that_show

POINT = Lifecycle(LearningPoint, find=learning_points_for)
THEME = Lifecycle(Theme, find=themes_for)


def has_a_finding(point: LearningPoint) -> str | None:
    return None if point.finding_links.exists() else "Join it to the finding that led to it first."


@POINT.transition(
    source=PointState.CAPTURED,
    target=PointState.AGREED,
    label="Agree this learning point",
    allow=has(Permission.AGREE_LEARNING),
    needs=[has_a_finding],
    help="Records that the Practice Improvement Group agrees that this is what was learned.",
)
def agree(point: LearningPoint, *, by: Person) -> None:
    """The state says it."""


def has_a_learning_point(theme: Theme) -> str | None:
    return None if theme.learning_points.exists() else "Put at least one learning point under it first."


def enough_kinds_of_evidence(theme: Theme) -> str | None:
    """Ask for two kinds of evidence: one way of looking is not enough to choose a theme by."""
    if len(windows_that_show(theme)) >= KINDS_OF_EVIDENCE_NEEDED:
        return None
    return "Say what a second window shows first: a theme rests on at least two kinds of evidence."


def _give_up(leaves: Theme, *, by: Person, impact_statement: str, minute: str) -> None:
    """Close the theme that leaves its place for another."""
    taken = list(active_themes())
    if leaves not in taken:
        raise ValidationError({"leaves": f"{leaves.title} is no longer one of the Three Themes. Choose again."})
    if len(taken) < len(THEME_SLOTS):
        raise ValidationError("A place is free: no theme has to leave for it.")
    THEME.apply("close", leaves, by=by, follows=True, impact_statement=impact_statement, closing_minute=minute)


@THEME.transition(
    source=ThemeState.PROPOSED,
    target=ThemeState.ACTIVE,
    label="Make this one of the Three Themes",
    allow=has(Permission.AGREE_LEARNING),
    needs=[has_a_learning_point, enough_kinds_of_evidence],
    help="The Practice Improvement Group gives its attention to at most three themes at once. Where all places are "
    "taken, one leaves for it: what was learned under that one stays there, and the actions that answer it go on.",
)
def activate(
    theme: Theme, *, by: Person, chosen_minute: str, leaves: Theme | None = None, impact_statement: str = ""
) -> None:
    """`leaves` gives up its place where all are taken. Raises ValidationError where none is free, or none is needed."""
    hold_the_places()
    if leaves is not None:
        _give_up(leaves, by=by, impact_statement=impact_statement, minute=chosen_minute)
    taken = {one.place: one for one in active_themes()}
    free = [place for place in THEME_SLOTS if place not in taken]
    if not free:
        names = ", ".join(one.title for one in taken.values())
        raise ValidationError(f"Three themes are active already: {names}. Choose which of them leaves its place.")
    theme.place, theme.chosen_minute = free[0], chosen_minute


@THEME.transition(
    source=ThemeState.ACTIVE,
    target=ThemeState.ACTIVE,
    label="Record a review of this theme",
    allow=has(Permission.AGREE_LEARNING),
    help="Half way through the year the group looks at each of the Three Themes: does it still matter most?",
)
def review(theme: Theme, *, by: Person, review_minute: str) -> None:
    theme.review_minute = review_minute


@THEME.transition(
    source=ThemeState.ACTIVE,
    target=ThemeState.CLOSED,
    label="Close this theme",
    allow=has(Permission.AGREE_LEARNING),
    help="Say what difference the theme made. Its place becomes free.",
)
def close(theme: Theme, *, by: Person, impact_statement: str, closing_minute: str) -> None:
    theme.place = None
    theme.impact_statement, theme.closing_minute = impact_statement, closing_minute
