"""The five windows on a theme, and the ranked picture from which the Three Themes are chosen.

What activities showed is seen through the window of their kind; figures, surveys and voices stand as statements. A
window through which nothing is seen stays plainly empty.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q

from escp.partnership.models import Person
from learning.choices import WINDOW_OF_KIND, Kind, ThemeState, Window
from learning.models import FindingLink, Theme, ThemeEvidence
from learning.queries import activity_open_to, themes_for


def kinds_in(window: Window) -> list[Kind]:
    """Return the kinds of activity that are seen through a window."""
    return [kind for kind, seen_through in WINDOW_OF_KIND.items() if seen_through == window]


def windows_that_show(theme: Theme) -> set[Window]:
    """Return the windows through which something is seen of a theme, whoever may see it."""
    kinds = FindingLink.objects.filter(learning_point__theme=theme).values_list("finding__activity__kind", flat=True)
    stated = theme.evidence.values_list("window", flat=True)
    return {WINDOW_OF_KIND[Kind(kind)] for kind in kinds.distinct()} | {Window(window) for window in stated.distinct()}


@dataclass(frozen=True)
class Seen:
    """One window on a theme: how many findings are seen through it, and what is stated there."""

    window: Window
    findings: int
    stated: tuple[ThemeEvidence, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.findings or self.stated)


@dataclass(frozen=True)
class Ranked:
    """A theme with how often it came back, as one person may see it: findings, activities, lead agencies, years."""

    theme: Theme
    findings: int
    activities: int
    agencies: int
    years: tuple[int, ...]
    windows: tuple[Seen, ...]

    @property
    def open_windows(self) -> int:
        return sum(not seen.is_empty for seen in self.windows)


def ranked(person: Person, themes: Collection[Theme]) -> list[Ranked]:
    """Return themes by how often each came back, most first, with their windows. Two queries, however many themes."""
    counts = {row["theme"]: row for row in _recurrence(person, themes)}
    stated: dict[tuple[int, str], list[ThemeEvidence]] = {}
    for evidence in ThemeEvidence.objects.filter(theme__in=themes).order_by("recorded_at", "pk"):
        stated.setdefault((evidence.theme_id, evidence.window), []).append(evidence)

    def one(theme: Theme) -> Ranked:
        row = counts.get(theme.pk, {})
        windows = tuple(
            Seen(window, row.get(window.value, 0), tuple(stated.get((theme.pk, window.value), ()))) for window in Window
        )
        years = (row["first"].year, row["last"].year) if row else ()
        return Ranked(theme, row.get("findings", 0), row.get("activities", 0), row.get("agencies", 0), years, windows)

    return sorted(map(one, themes), key=lambda each: (-each.activities, -each.findings, each.theme.pk))


def _recurrence(person: Person, themes: Collection[Theme]):
    """Count what stands behind each theme in the database: a thousand findings cost one row a theme."""
    links = FindingLink.objects.filter(
        activity_open_to(person, "finding__activity__"), learning_point__theme__in=themes
    )
    through = {
        window.value: Count("finding", distinct=True, filter=Q(finding__activity__kind__in=kinds_in(window)))
        for window in Window
    }
    return (
        links.order_by()
        .values(theme=F("learning_point__theme"))
        .annotate(
            findings=Count("finding", distinct=True),
            activities=Count("finding__activity", distinct=True),
            agencies=Count("finding__activity__lead", distinct=True),
            first=Min("finding__activity__happened_on"),
            last=Max("finding__activity__happened_on"),
            **through,
        )
    )


def themes_to_rank(person: Person) -> list[Theme]:
    """Return the themes among which the group chooses: the Three Themes as they stand, and those proposed."""
    return list(themes_for(person).exclude(state=ThemeState.CLOSED))
