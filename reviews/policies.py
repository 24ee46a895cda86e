"""The statutory test and who may speak for a partner, as pure questions."""

from collections.abc import Mapping

from escp.access.permissions import Permission
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Person
from reviews.choices import Answer, Criterion, Partner

PARTNER_OF_AGENCY = {
    AgencyKind.COUNCIL: Partner.COUNCIL,
    AgencyKind.POLICE: Partner.POLICE,
    AgencyKind.HEALTH: Partner.HEALTH,
}


def works_on_cases(person: Person) -> bool:
    """Say whether a person works on cases: readers of finished reviews see what came of one, not its working papers."""
    return person.may(Permission.SEE_CASES_IN_PROGRESS) or person.may(Permission.SEE_GRANTED_CASES)


def criteria_are_met(answers: Mapping[str, str]) -> bool:
    """Say whether the test of the Children Act 2004 section 16C(1) is met.

    Abuse or neglect is known or suspected, and the child died or was seriously harmed in the area, or normally lives
    there and died or was seriously harmed outside England. "Not known" is not a yes.
    """
    return answers.get(Criterion.ABUSE_OR_NEGLECT) == Answer.YES and Answer.YES in (
        answers.get(Criterion.HARMED_HERE),
        answers.get(Criterion.HARMED_OUTSIDE),
    )


def partners_with_a_view_from(person: Person) -> list[Partner]:
    """Return the partners whose view on notifying a person may record: all three for those who consider incidents."""
    return _spoken_for(person, Permission.CONSIDER_INCIDENTS)


def partners_signed_for_by(person: Person) -> list[Partner]:
    """Return the partners whose signature under a review a person may record: all three for those who run reviews."""
    return _spoken_for(person, Permission.RUN_REVIEWS)


def _spoken_for(person: Person, all_three: Permission) -> list[Partner]:
    """A delegated partner speaks for their own body only."""
    if person.may(all_three):
        return list(Partner)
    if person.may(Permission.SIGN_OFF_REVIEWS):
        kinds = {membership.agency.kind for membership in person.current_memberships}
        return [partner for kind, partner in PARTNER_OF_AGENCY.items() if kind in kinds]
    return []
