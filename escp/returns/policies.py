"""Who may answer, and who may read what has not been sent."""

from typing import Any

from escp.access.permissions import Permission
from escp.access.predicates import Predicate
from escp.partnership.models import Person
from escp.returns.choices import REPLIED


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
    """Say whether a person reads the answers: the agency always, the unit once they were sent. Saved is not sent."""
    return answers_for(person, asked) or (person.may(Permission.ASK_AGENCIES) and asked.state in REPLIED)


def keeps_copy(person: Person, asked: Any) -> bool:
    """Say whether a person may take away a copy of a return: whoever reads its answers, once they were sent."""
    return asked.state in REPLIED and reads_answers(person, asked)


def tends_files(person: Person, asked: Any) -> bool:
    """Say whether a person may use a file of a return elsewhere, or withdraw it: the unit, once it was sent."""
    return person.may(Permission.ASK_AGENCIES) and asked.state in REPLIED


adds_files = Predicate(
    lambda person, asked: False, "Files are given on the page of the return, at the question that asks for them."
)
may_tend_files = Predicate(tends_files, "Only the business unit can do this, once the return has been sent.")
may_answer = Predicate(answers_for, "Only the agency that was asked can do this.")
