"""How a learning point is agreed, and how a theme takes and leaves one of the three places."""

from django.core.exceptions import ValidationError

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from learning.choices import THEME_SLOTS, PointState, ThemeState
from learning.models import LearningPoint, Theme
from learning.queries import active_themes, hold_the_places, learning_points_for, themes_for

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


def a_place_is_free(theme: Theme) -> str | None:
    taken = list(active_themes())
    if len(taken) < len(THEME_SLOTS):
        return None
    return f"Three themes are active already: {', '.join(t.title for t in taken)}. Close one first."


@THEME.transition(
    source=ThemeState.PROPOSED,
    target=ThemeState.ACTIVE,
    label="Make this one of the Three Themes",
    allow=has(Permission.AGREE_LEARNING),
    needs=[has_a_learning_point, a_place_is_free],
    help="The Practice Improvement Group gives its attention to at most three themes at once.",
)
def activate(theme: Theme, *, by: Person) -> None:
    hold_the_places()
    taken = set(active_themes().values_list("place", flat=True))
    free = [place for place in THEME_SLOTS if place not in taken]
    if not free:
        raise ValidationError("Three themes are active already. Close one first.")
    theme.place = free[0]


@THEME.transition(
    source=ThemeState.ACTIVE,
    target=ThemeState.CLOSED,
    label="Close this theme",
    allow=has(Permission.AGREE_LEARNING),
    help="Say what difference the theme made. Its place becomes free.",
)
def close(theme: Theme, *, by: Person, impact_statement: str = "") -> None:
    theme.place = None
    theme.impact_statement = impact_statement
