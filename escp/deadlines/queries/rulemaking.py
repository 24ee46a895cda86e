"""Changes to rules and editions of guidance: those that count, those that wait, and what runs under them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines.choices import DeadlineState
from escp.deadlines.editions import EDITIONS, StatutoryEdition, editions_of
from escp.deadlines.models import ClockRule, Deadline, Edition
from escp.deadlines.queries.deadlines import open_to
from escp.deadlines.registry import CLOCKS, Rule, RuleBook
from escp.partnership.models import Person

PEOPLE = ("proposed_by", "agreed_by", "withdrawn_by")


def proposals_waiting_for(person: Person) -> list[ClockRule | Edition]:
    """Return the changes to rules and the editions that wait for a second person, and this person may be that one.

    For "Needs your decision" on My week. Each has `what` (a title: "Notify the National Panel: length from 1 March
    2026"), `get_absolute_url()` (its page, with before and after), `proposed_by` and `effective_from`. The person's
    own proposals are not among them, nor those whose day has passed (rules) since nobody can agree them any more.
    Nothing, at no query, for somebody who may not change rules; one query while nothing waits, else three.
    """
    if not person.may(Permission.CHANGE_RULES):
        return []
    today = timezone.localdate()
    rules = ClockRule.objects.waiting().filter(effective_from__gte=today, clock__in=CLOCKS)
    editions = Edition.objects.waiting()
    if not rules.order_by().values("pk").union(editions.order_by().values("pk"), all=True).exists():
        return []
    found: list[ClockRule | Edition] = [
        row for rows in (editions, rules) for row in rows.exclude(proposed_by=person).select_related("proposed_by")
    ]
    return sorted(found, key=lambda row: (row.effective_from, row.what))


def changes_of(clock_key: str) -> QuerySet[ClockRule]:
    """Return every change ever proposed to a clock, latest day first, withdrawn ones too."""
    return (
        ClockRule.objects.filter(clock=clock_key)
        .select_related(*PEOPLE, "edition")
        .order_by("-effective_from", "-proposed_at", "-pk")
    )


def changes_ahead() -> QuerySet[ClockRule]:
    """Return the changes that wait for a colleague and those agreed whose day has not come."""
    today = timezone.localdate()
    live = ClockRule.objects.filter(withdrawn_at=None)
    return live.filter(Q(agreed_at=None) | Q(effective_from__gt=today)).order_by("effective_from", "pk")


def changes_with(edition: Edition) -> QuerySet[ClockRule]:
    """Return the changes to rules that belong to an edition and were not withdrawn."""
    return (
        ClockRule.objects.filter(edition=edition, withdrawn_at=None)
        .select_related(*PEOPLE)
        .order_by("effective_from", "pk")
    )


def editions_added() -> QuerySet[Edition]:
    """Return the editions added here, latest first, withdrawn ones too."""
    return Edition.objects.select_related(*PEOPLE).order_by("-effective_from", "-pk")


def edition_added(code: str) -> Edition | None:
    """Return the edition added under a code, or None for one that ships with the service, or that nobody knows."""
    return Edition.objects.filter(code=code, withdrawn_at=None).select_related(*PEOPLE).first()


def edition_shipped(code: str) -> StatutoryEdition | None:
    """Return the edition of this release with a code."""
    return next((edition for edition in EDITIONS if edition.code == code), None)


def editions_to_choose(guidance: tuple[str, ...]) -> QuerySet[Edition]:
    """Return the editions added here to which a change of a clock under this guidance may belong."""
    return Edition.objects.filter(guidance__in=guidance, withdrawn_at=None).order_by("-effective_from", "-pk")


def latest_edition(guidance: str) -> StatutoryEdition:
    """Return the latest edition known of a document, be it shipped, agreed here, or waiting."""
    added = (row.as_declared for row in Edition.objects.filter(guidance=guidance, withdrawn_at=None))
    kind = next(edition.guidance for edition in EDITIONS if edition.guidance == guidance)
    return editions_of(kind, added)[-1]


def book_with(book: RuleBook, edition: Edition, changes: Iterable[ClockRule]) -> RuleBook:
    """Return the rules as they would be if an edition and the changes that belong to it were agreed."""
    local = {key: list(revisions) for key, revisions in book.local.items()}
    for row in changes:
        if row.is_waiting:
            local.setdefault(row.clock, []).append(row.revision)
    editions = book.editions if edition.is_agreed else (*book.editions, edition.as_declared)
    return RuleBook(book.calendar, local, editions)


def open_under(person: Person, *clock_keys: str) -> dict[str, list[tuple[Rule, int]]]:
    """Count a clock's open deadlines by the rule that each keeps: those of records that the person may open.

    One query for any number of clocks.
    """
    found: dict[str, list[tuple[Rule, int]]] = {key: [] for key in clock_keys}
    theirs = Q(pk__in=[])
    for key in clock_keys:
        if visible := CLOCKS[key].visible:
            theirs |= Q(clock=key, object_id__in=visible(person).order_by().values("pk"))
    rows: Any = (
        Deadline.objects.filter(theirs, open_to(person), state__in=[DeadlineState.OPEN, DeadlineState.PAUSED])
        .order_by()
        .values_list("clock", "rule")
        .annotate(Count("pk"))
    )
    for key, rule, number in rows:
        found[key].append((Rule.from_data(rule), number))
    for counted in found.values():
        counted.sort(key=lambda entry: (-entry[1], entry[0].editions, entry[0].changed))
    return found
