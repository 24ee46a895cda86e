"""Who audits which case for which agency: never somebody from a team that works with the child."""

from audits.models import AuditCase, AuditedAgency, MultiAgencyAudit
from audits.models.multi_agency import fold
from audits.queries.multi_agency import agencies_in, sample_of
from escp.partnership.models import Person


def auditor_of(case: AuditCase, taking_part: AuditedAgency) -> Person | None:
    """Return who audits a case for an agency: its auditor, or who stands in where the case is their own team’s.

    None where nobody who is named may: then the tools are not issued.
    """
    for person, team in (
        (taking_part.auditor, taking_part.auditor_team),
        (taking_part.stand_in, taking_part.stand_in_team),
    ):
        if person is not None and fold(team) not in case.known_teams:
            return person
    return None


def without_auditor(audit: MultiAgencyAudit) -> list[tuple[AuditCase, AuditedAgency]]:
    """Return the cases of the sample that nobody may audit for an agency, of agencies that have an auditor."""
    agencies = [one for one in agencies_in(audit) if one.auditor_id is not None]
    return [(case, one) for case in sample_of(audit) for one in agencies if auditor_of(case, one) is None]
