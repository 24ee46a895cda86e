"""Earlier findings like one that is being written, and the same finding through the years, as one person may know.

Terms are compared as `learning.likeness` makes them; the comparing is one sum in SQL over the rarest terms.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Sum, Value, When

from escp.access.permissions import Permission
from escp.partnership.models import Person
from learning.likeness import rarity, terms_of
from learning.models import Activity, Finding, FindingMerge, FindingTerm, SaidAgain
from learning.queries import activity_open_to, findings_for

# How many are offered; the rarest terms are compared, the others tell little.
MOST_OFFERED, MOST_TERMS = 5, 24
# Fewer terms than this say too little to be compared.
FEWEST_TERMS = 3
# How much of what is written another finding has to say: to be shown beside it, and to be asked about.
SHOWN, ASKED = 0.12, 0.3


@dataclass(frozen=True)
class Doing:
    """Something that was done about a finding: its words, where it stands, how far it came and whether it held."""

    words: str
    url: str
    how_far: str


# Gives what was done about findings, by the finding's key, as far as a person may see it. In few queries.
Lookup = Callable[[Person, Collection[int]], dict[int, list[Doing]]]
_lookups: dict[str, Lookup] = {}


def register(key: str, lookup: Lookup) -> None:
    """Make known how it is looked up what was done about findings; the same key replaces."""
    _lookups[key] = lookup


def done_about(person: Person, findings: Iterable[Finding]) -> dict[int, list[Doing]]:
    """Return what was done about findings that a person may see, by the finding's key."""
    ids = [one.pk for one in findings]
    done: defaultdict[int, list[Doing]] = defaultdict(list)
    for lookup in _lookups.values() if ids else ():
        for pk, rows in lookup(person, ids).items():
            done[pk] += rows
    return done


def terms_like(*texts: str) -> dict[str, float]:
    """Return the terms by which a text is compared; nothing for one that is too short to say anything."""
    terms = terms_of(*texts)
    return terms if len(terms) >= FEWEST_TERMS else {}


def earlier_like(person: Person, *texts: str, **facts: Any) -> list[Finding]:
    """Return the findings like some texts, as `near` finds them, without how like they are."""
    return [one for one, _ in near(person, *texts, **facts)]


def near(
    person: Person,
    *texts: str,
    beside: Activity | None = None,
    but: Finding | None = None,
    least: float = SHOWN,
    most: int = MOST_OFFERED,
) -> list[tuple[Finding, float]]:
    """Return the findings that a person may see which say most nearly what the texts say, the nearest first.

    The first text is the finding in one line. Left out are those of the activity that is being written about, and
    duplicates: what they were merged into stands for them. Costs three queries.
    """
    weights = _weights(terms_like(*texts))
    whole = sum(weight * said for weight, said in weights.values())
    if not whole:
        return []
    telling = sorted(weights, key=lambda term: (-weights[term][0] * weights[term][1], term))[:MOST_TERMS]
    visible = findings_for(person).exclude(merges__in=FindingMerge.objects.filter(apart_at=None))
    if beside is not None:
        visible = visible.exclude(activity=beside)
    if but is not None:
        visible = visible.exclude(pk=but.pk)
    shares = Case(
        *(When(term=term, then=F("weight") * Value(weights[term][0] / whole)) for term in telling),
        output_field=FloatField(),
    )
    terms = FindingTerm.objects.filter(term__in=telling, finding__in=visible.order_by().values("pk")).order_by()
    found = terms.values_list("finding").annotate(share=Sum(shares)).filter(share__gte=least)
    order = list(found.order_by("-share", "-finding")[:most])
    rows = {one.pk: one for one in findings_for(person).filter(pk__in=[pk for pk, _ in order])}
    return [(rows[pk], share) for pk, share in order if pk in rows]


def _weights(terms: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Return for each term that any finding has how much it tells, and how much of the text it is."""
    if not terms:
        return {}
    counted = FindingTerm.objects.filter(term__in=terms).order_by().values_list("term").annotate(Count("pk"))
    found, of_all = dict(counted), Finding.objects.count()
    return {term: (said * rarity(found.get(term, 0), of_all) ** 2, said) for term, said in terms.items()}


# The same through the years


def sayings_for(person: Person) -> QuerySet[SaidAgain]:
    """Return what was said again, where a person may see both findings."""
    return SaidAgain.objects.filter(_both_open(person, "finding", "earlier")).select_related(
        "finding__activity__lead", "earlier__activity__lead", "by"
    )


def merges_for(person: Person) -> QuerySet[FindingMerge]:
    """Return the duplicates that were put together, and taken apart again, where a person may see both findings."""
    return FindingMerge.objects.filter(_both_open(person, "duplicate", "kept")).select_related(
        "duplicate__activity__lead", "kept__activity__lead", "by", "apart_by"
    )


def _both_open(person: Person, *names: str) -> Q:
    """Return the condition that a person may see each of the findings: as `findings_for`, by the row’s own joins."""
    if not person.may(Permission.SEE_LEARNING):
        return Q(pk__in=[])
    condition = Q()
    for name in names:
        condition &= activity_open_to(person, f"{name}__activity__")
    return condition


@dataclass
class Recurrence:
    """One finding as it came back: every time that it was said, the earliest first."""

    findings: list[Finding] = field(default_factory=list)
    sayings: list[SaidAgain] = field(default_factory=list)

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def activities(self) -> list[Activity]:
        """The activities that showed it, each once."""
        return list({one.activity_id: one.activity for one in self.findings}.values())

    @property
    def kinds(self) -> list[str]:
        return sorted({str(one.get_kind_display()) for one in self.activities})

    @property
    def agencies(self) -> list[str]:
        return sorted({str(one.lead) for one in self.activities})

    @property
    def years(self) -> list[int]:
        return sorted({one.happened_on.year for one in self.activities})


def recurring(person: Person) -> list[Recurrence]:
    """Return every finding that came back, as far as a person may see it; what came back most often first.

    What was said again belongs together, and so does what was merged. Costs two queries.
    """
    sayings = list(sayings_for(person))
    pairs = [(one.finding, one.earlier) for one in sayings]
    pairs += [(one.duplicate, one.kept) for one in merges_for(person).filter(apart_at=None)]
    groups: dict[int, Recurrence] = {}
    for members in _together(pairs):
        members.sort(key=lambda one: (one.recorded_at, one.pk))
        group = Recurrence(members)
        groups |= {one.pk: group for one in members}
    for saying in sayings:
        groups[saying.finding_id].sayings.append(saying)
    found = list({id(group): group for group in groups.values()}.values())
    return sorted(found, key=lambda one: (-len(one.activities), -len(one.findings), -one.findings[-1].pk))


def _together(pairs: Sequence[tuple[Finding, Finding]]) -> list[list[Finding]]:
    """Return the findings that any chain of pairs joins."""
    groups: dict[int, dict[int, Finding]] = {}
    for one, other in pairs:
        joined = groups.get(one.pk, {one.pk: one}) | groups.get(other.pk, {other.pk: other})
        groups |= dict.fromkeys(joined, joined)
    return [list(group.values()) for group in {id(group): group for group in groups.values()}.values()]


def said_before_of(person: Person, finding: Finding) -> tuple[list[SaidAgain], list[SaidAgain]]:
    """Return what a finding says again, and where it was said again since. One query."""
    rows = list(sayings_for(person).filter(Q(finding=finding) | Q(earlier=finding)))
    return [one for one in rows if one.finding_id == finding.pk], [one for one in rows if one.earlier_id == finding.pk]
