"""Who is to be reminded of a deadline."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from escp.deadlines.calendar import Calendar
from escp.deadlines.models import Deadline
from escp.partnership.models import Membership, Person
from escp.partnership.queries import deputy_pairs


@dataclass(frozen=True)
class Holders:
    """Who holds which role in which agency now, and who stands in for whom, read once for many deadlines."""

    rows: frozenset[tuple[str, int, int]]
    deputies: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def now(cls, person: Person | None = None) -> "Holders":
        """Read the memberships in force: everybody's, or those that count for one person. Two queries.

        For a deputy, those of the people they stand in for count too.
        """
        current = Membership.objects.current().filter(person__is_active=True)
        pairs = deputy_pairs(person)
        if person is not None:
            current = current.filter(person__in=[person.pk, *(principal for principal, _ in pairs)])
        return cls(frozenset(current.values_list("role", "agency_id", "person_id")), pairs)

    def of(self, role: str, agency_id: int | None = None) -> set[int]:
        return {who for where, who in self._by_role.get(role, ()) if agency_id in (None, where)}

    def is_current(self, person_id: int) -> bool:
        return person_id in self._people

    @cached_property
    def _people(self) -> set[int]:
        return {who for _, _, who in self.rows}

    @cached_property
    def _by_role(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for role, where, who in self.rows:
            found.setdefault(role, []).append((where, who))
        return found

    def standing_in_for(self, people: set[int]) -> set[int]:
        """Return the deputies of these people who are here themselves."""
        return {deputy for principal, deputy in self.deputies if principal in people and self.is_current(deputy)}


def recipients(deadline: Deadline, at: datetime, holders: Holders, calendar: Calendar) -> set[int]:
    """Return the keys of the people to remind at a moment.

    Those who owe it, those it has escalated to by then, and whoever stands in for any of them. A deputy is told, and
    owes nothing.
    """
    if deadline.owed_person_id:
        people = {deadline.owed_person_id} if holders.is_current(deadline.owed_person_id) else set()
    else:
        people = holders.of(deadline.owed_role, deadline.owed_agency_id)
    for escalation in deadline.kept_rule.escalate:
        if escalation.at.moment(deadline.span, calendar) <= at:
            people |= holders.of(escalation.role, deadline.owed_agency_id if escalation.same_agency else None)
    return people | holders.standing_in_for(people)
