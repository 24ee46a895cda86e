"""The editions of guidance in plain words, with a preview of what each changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from escp.access.permissions import Permission
from escp.deadlines import queries
from escp.deadlines.editions import Guidance, StatutoryEdition, editions_of
from escp.deadlines.models import Edition
from escp.deadlines.presenters.rules import governed_by, history_of, preview, state_of
from escp.deadlines.queries import rulemaking
from escp.deadlines.registry import RuleBook
from escp.deadlines.services.rulemaking import why_not_agree, why_not_withdraw
from escp.partnership.models import Person

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Listed:
    """An edition as the list shows it. `added` is its row, where it did not come with the service."""

    edition: StatutoryEdition
    state: tuple[str, str]
    added: Edition | None = None

    @property
    def has_page(self) -> bool:
        """Whether it can be opened: one that was withdrawn is only told of."""
        return self.added is None or self.added.withdrawn_at is None


def documents(added: Iterable[Edition]) -> list[tuple[Guidance, list[Listed]]]:
    """Return every edition by document, latest first, withdrawn ones too."""
    rows = list(added)
    agreed = [row.as_declared for row in rows if row.is_agreed]
    return [(kind, sorted(_listed(kind, rows, agreed), key=_by_day, reverse=True)) for kind in Guidance]


def _by_day(listed: Listed) -> date:
    return listed.edition.effective_from


def _listed(kind: Guidance, rows: list[Edition], agreed: list[StatutoryEdition]) -> list[Listed]:
    today = timezone.localdate()
    counted = editions_of(kind, agreed)
    begun = [edition for edition in counted if edition.effective_from <= today]
    return [
        *(Listed(edition, _shipped_state(edition, begun)) for edition in editions_of(kind)),
        *(Listed(row.as_declared, state_of(row), row) for row in rows if row.guidance == kind),
    ]


def _shipped_state(edition: StatutoryEdition, begun: list[StatutoryEdition]) -> tuple[str, str]:
    if edition not in begun:
        return "Not yet in force", "blue"
    return ("In force", "green") if edition == begun[-1] else ("Followed by a later one", "grey")


def edition_page(person: Person, added: Edition | None, edition: StatutoryEdition) -> dict[str, Any]:
    """Return what the page of an edition shows: what it changes for each clock that it governs, with examples."""
    book = queries.rule_book()
    changes = list(rulemaking.changes_with(added)) if added else []
    # One that ships with the service is in the book already.
    then = rulemaking.book_with(book, added, changes) if added else book
    clocks = governed_by(edition.guidance)
    running = rulemaking.open_under(person, *(clock.key for clock in clocks))
    previews = [
        preview(clock, book, then, edition.code, edition.effective_from, running[clock.key]) for clock in clocks
    ]
    return {
        "edition": edition,
        "added": added,
        "eve": edition.effective_from - ONE_DAY,
        "ahead": edition.effective_from > timezone.localdate(),
        "state": state_of(added) if added else _state_among(edition, book),
        "previews": previews,
        "changed": sum(1 for each in previews if each.lengths_differ),
        "changes": changes,
        "history": history_of(added) if added else [],
        "why_not_agree": why_not_agree(person, added) if added else "",
        "why_not_withdraw": why_not_withdraw(added) if added else "",
        "may_change": person.may(Permission.CHANGE_RULES),
    }


def _state_among(edition: StatutoryEdition, book: RuleBook) -> tuple[str, str]:
    counted = editions_of(edition.guidance, book.editions)
    return _shipped_state(edition, [each for each in counted if each.effective_from <= timezone.localdate()])
