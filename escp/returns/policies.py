"""Who asks by which kind of request, who may answer, and who may read what has not been sent."""

from typing import Any

from escp.access.permissions import Permission
from escp.access.predicates import Predicate
from escp.partnership.models import Person
from escp.returns.choices import REPLIED

# Who asks by a kind of request where that is not the unit, by the kind's key: `kinds.register` fills it in.
KEPT_TO: dict[str, Permission] = {}
# The kinds by which agencies are asked about themselves: an answer comes forward from one record to the next.
CARRIED_OVER: set[str] = set()
# The kinds by which several requests about one record ask about different children: nothing comes forward.
STAND_ALONE: set[str] = set()
NO_ASKER = f"Your role does not let you {Permission.ASK_AGENCIES}."


def asks_by(person: Person, kind: str) -> bool:
    """Say whether a person asks by a kind of request and reads what is sent: the unit, or those it is kept to."""
    return person.may(KEPT_TO.get(kind, Permission.ASK_AGENCIES))


def asks_at_all(person: Person) -> bool:
    """Say whether there is a kind of request by which a person asks."""
    return any(person.may(needed) for needed in (Permission.ASK_AGENCIES, *KEPT_TO.values()))


def answers_for(person: Person, asked: Any) -> bool:
    """Say whether a person answers a return: it was asked of them, or of their agency."""
    of_my_agency = asked.agency_id in person.agency_ids and person.may(Permission.ANSWER_FOR_AGENCY)
    return bool(asked.person_id == person.pk or of_my_agency)


def fills_in(person: Person, part: Any) -> bool:
    """Say whether a person fills in one section: whoever answers the return, or the colleague it was given to.

    A colleague does so for as long as they belong to the agency.
    """
    helps = part.helper_id == person.pk and part.of.agency_id in person.agency_ids
    return helps or answers_for(person, part.of)


def reads_answers(person: Person, asked: Any) -> bool:
    """Say whether a person reads the answers: the agency always, who asks once they were sent. Saved is not sent."""
    return answers_for(person, asked) or (asks_by(person, asked.request.kind) and asked.state in REPLIED)


def keeps_copy(person: Person, asked: Any) -> bool:
    """Say whether a person may take away a copy of a return: whoever reads its answers, once they were sent."""
    return asked.state in REPLIED and reads_answers(person, asked)


def tends_files(person: Person, asked: Any) -> bool:
    """Say whether a person may use a file of a return elsewhere, or withdraw it: whoever asks, once it was sent."""
    return asks_by(person, asked.request.kind) and asked.state in REPLIED


adds_files = Predicate(
    lambda person, asked: False, "Files are given on the page of the return, at the question that asks for them."
)
may_tend_files = Predicate(tends_files, "Only the business unit can do this, once the return has been sent.")
may_ask = Predicate(lambda person, asked: asks_by(person, asked.request.kind), NO_ASKER)
may_answer = Predicate(answers_for, "Only the agency that was asked can do this.")
