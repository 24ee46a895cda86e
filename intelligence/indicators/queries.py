"""Which indicators, figures and imports a person may see, and what pages ask about them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from escp.access.permissions import Permission
from escp.imports.models import Import
from escp.imports.queries import imports_of, sheets_in
from escp.imports.table import Sheet
from escp.partnership.models import Person, Priority
from intelligence.choices import Frequency, Level
from intelligence.indicators import kinds, published
from intelligence.indicators.kinds import KINDS, Kind
from intelligence.indicators.published import Found
from intelligence.indicators.shipped import SUGGESTED
from intelligence.models import Comment, DataImport, Definition, Figure, Indicator

KIND = "published"
DAYS_OF_A_MONTH = 30.4
MONTHS_OF = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


def indicators_for(person: Person) -> QuerySet[Indicator]:
    """Return the indicators that a person may see."""
    if not person.may(Permission.SEE_INTELLIGENCE):
        return Indicator.objects.none()
    return Indicator.objects.select_related("owner_agency").annotate(
        figure_count=Count("figures", filter=Q(figures__stands=True) & ~Q(figures__level=Level.OTHER))
    )


def indicators_with_figures_for(person: Person) -> QuerySet[Indicator]:
    """Return the indicators that a person may see and that have a figure of our own area."""
    ours = Figure.objects.filter(indicator=OuterRef("pk"), stands=True, level=Level.AUTHORITY)
    return indicators_for(person).filter(Exists(ours))


def definitions_of(indicator: Indicator) -> QuerySet[Definition]:
    """Return how an indicator was and is defined, the latest first."""
    return indicator.definitions.select_related("defined_by")


def comments_of(indicator: Indicator) -> QuerySet[Comment]:
    return indicator.comments.select_related("written_by", "action")


def standing_figures(indicators: Collection[int]) -> QuerySet[Figure]:
    """Return the figures that stand of the areas that are compared with ours, in order of time, with their sources."""
    rows = Figure.objects.filter(indicator__in=indicators, stands=True).exclude(level=Level.OTHER)
    rows = rows.select_related("data__imported", "came_with", "definition", "agency")
    return rows.order_by("indicator", "area_code", "starts_on", "pk")


def own_figures(indicators: Collection[int]) -> QuerySet[Figure]:
    """Return the standing figures of the partnership's own area."""
    return standing_figures(indicators).filter(level=Level.AUTHORITY)


def of_one_length(figures: Iterable[Figure]) -> list[Figure]:
    """Return those of an indicator's figures that may stand on one line: months are not drawn among years.

    Of figures of several lengths it is those as long as the indicator's own periods, where there are any; otherwise
    those as long as the latest. The figures come in order of time.
    """
    by_length: dict[int, list[Figure]] = defaultdict(list)
    usual = last = 0
    for one in figures:
        last = round((one.ends_on - one.starts_on).days / DAYS_OF_A_MONTH)
        usual = MONTHS_OF[Frequency(one.indicator.frequency)]
        by_length[last].append(one)
    return by_length.get(usual) or by_length[last]


def priorities_now() -> list[Priority]:
    """Return the priorities of the latest Business Plan."""
    latest = Priority.objects.order_by("-year").first()
    return list(Priority.objects.filter(year=latest.year).order_by("number")) if latest else []


def imports_for(person: Person, kind: str = "") -> QuerySet[Import]:
    """Return the imports of figures that a person may see, latest first; those of one kind, or all."""
    if not person.may(Permission.KEEP_INTELLIGENCE):
        return Import.objects.none()
    rows = imports_of(kind) if kind else Import.objects.filter(kind__in=KINDS)
    return rows.select_related("data__undone_by", "data__agency", "added_by", "settled_by")


def areas_wanted() -> dict[str, Level]:
    """Return the areas whose figures are brought in, by their codes."""
    neighbours: Mapping[str, Level] = dict.fromkeys(settings.NEIGHBOUR_CODES, Level.NEIGHBOUR)
    return {
        **neighbours,
        settings.AREA_CODE: Level.AUTHORITY,
        settings.REGION_CODE: Level.REGION,
        settings.NATION_CODE: Level.NATION,
    }


def sheet_of(imported: Import) -> Sheet:
    """Return the file of an import that waits. Raises Unreadable."""
    return sheets_in(imported, may_be_long=True)[imported.sheet or 0]


def suggested(sheet: Sheet, heading: int) -> dict[int, str]:
    """Return which column feeds which indicator: as in the latest file of this shape, else as it is shipped."""
    columns = published.measures(sheet, heading)
    shape = published.shape_of(sheet, heading)
    before = DataImport.objects.filter(shape=shape).exclude(imported__columns=[]).select_related("imported").first()
    if before is not None:
        known = {each["heading"]: each["column"] for each in before.imported.columns}
        return {place: known[name] for place, name in columns.items() if name in known}
    codes = set(Indicator.objects.values_list("code", flat=True))
    meant = {place: SUGGESTED.get(name.lower(), "") for place, name in columns.items()}
    return {place: code for place, code in meant.items() if code in codes}


def _read_published(imported: Import, sheet: Sheet) -> Found:
    return published.read(sheet, imported.heading or 0, imported.mapping, areas_wanted())


kinds.register(KIND, Kind(_read_published, "imports", "import-columns", is_published=True))
