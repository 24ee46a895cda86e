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


def criteria_are_met(answers: Mapping[str, str]) -> bool:
    """Say whether the test of the Children Act 2004 section 16C(1) is met.

    Abuse or neglect is known or suspected, and the child died or was seriously harmed in the area, or normally lives
    there and died or was seriously harmed outside England. "Not known" is not a yes.
    """
    return answers.get(Criterion.ABUSE_OR_NEGLECT) == Answer.YES and Answer.YES in (
        answers.get(Criterion.HARMED_HERE),
        answers.get(Criterion.HARMED_OUTSIDE),
    )


def partners_spoken_for(person: Person) -> list[Partner]:
    """Return the partners whose view or signature a person may record.

    The business unit and the local authority's lead record for all three; a delegated partner for their own body only.
    """
    if person.may(Permission.CONSIDER_INCIDENTS) or person.may(Permission.RUN_REVIEWS):
        return list(Partner)
    if person.may(Permission.SIGN_OFF_REVIEWS):
        kinds = {membership.agency.kind for membership in person.current_memberships}
        return [partner for kind, partner in PARTNER_OF_AGENCY.items() if kind in kinds]
    return []
