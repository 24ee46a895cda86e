"""The list of schools and colleges, and what their staff and those of agencies answered: pasted, all or nothing."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.models import AssessedAgency, AssessmentCycle, Establishment, StaffAnswers
from audits.pasted import PastedSchool, StaffRow, school_refusals
from audits.queries.section_11 import known_urns
from escp.partnership.choices import AgencyKind
from escp.partnership.models import Agency, Person

LONGEST_SHORT_NAME = 40


@transaction.atomic
def add_establishments(*, by: Person, rows: Iterable[PastedSchool]) -> int:
    """Add schools and colleges and return how many, all or none.

    Raises ValidationError with every line that is refused: a wrong number, kind, phase or address, and what is known.
    """
    given = list(rows)
    names = {one.name for one in given}
    taken = set(Agency.objects.filter(name__in=names).values_list("name", flat=True))
    if found := school_refusals(given, known_urns(one.urn for one in given), taken):
        raise ValidationError({"schools": found})
    for one in given:
        agency = Agency.objects.create(name=one.name, short_name=_short(one), kind=AgencyKind.SCHOOLS)
        Establishment.objects.create(
            agency=agency,
            urn=one.urn,
            sort=one.sort,
            phase=one.phase,
            lead_name=one.lead_name,
            lead_email=one.lead_email,
        )
    return len(given)


def _short(one: PastedSchool) -> str:
    """Return a short name that nobody has: the name, and the number where that is too long or taken."""
    if len(one.name) <= LONGEST_SHORT_NAME and not Agency.objects.filter(short_name=one.name).exists():
        return one.name
    return f"{one.name[:32].strip()} {one.urn}"


@transaction.atomic
def change_establishment(*, by: Person, establishment: Establishment) -> Establishment:
    """Save a changed kind, phase or designated lead."""
    establishment.save()
    return establishment


@transaction.atomic
def keep_staff_answers(*, by: Person, cycle: AssessmentCycle, rows: Iterable[StaffRow]) -> int:
    """Keep what staff answered, in place of what stood there, and return how many lines."""
    bodies = {body.pk: body for body in AssessedAgency.objects.filter(cycle=cycle)}
    kept = 0
    for one in rows:
        answers, _ = StaffAnswers.objects.get_or_create(
            body=bodies[one.body],
            standard=one.standard,
            defaults={"agree": one.agree, "answered": one.answered},
        )
        answers.agree, answers.answered = one.agree, one.answered
        answers.save()
        kept += 1
    return kept
