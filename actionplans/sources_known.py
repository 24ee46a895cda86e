"""The audits and surveys that a measure may be read from, out of the rooms below."""

from collections.abc import Iterable

from actionplans.sources import Found
from escp.partnership.models import Person
from learning.choices import Kind
from learning.queries import activities_for
from learning.sharing.queries import disseminations_for, with_pulses

AUDITS = (Kind.MULTI_AGENCY_AUDIT, Kind.SINGLE_AGENCY_AUDIT, Kind.SECTION_11, Kind.SCHOOLS)
MOST_OFFERED = 100


def audits(person: Person) -> Iterable[Found]:
    """Give the latest audits and self-assessments that a person may know of. One query."""
    for one in activities_for(person).filter(kind__in=AUDITS)[:MOST_OFFERED]:
        yield Found(one.reference, str(one), one.get_absolute_url())


def audit(person: Person, key: str) -> Found | None:
    one = activities_for(person).filter(kind__in=AUDITS, reference=key).first()
    return Found(one.reference, str(one), one.get_absolute_url()) if one is not None else None


def surveys(person: Person) -> Iterable[Found]:
    """Give the surveys that follow shared learning, as far as a person may see what was shared. One query."""
    for one in with_pulses(disseminations_for(person))[:MOST_OFFERED]:
        yield Found(one.reference, f"{one.reference} {one.title}", one.get_absolute_url())


def survey(person: Person, key: str) -> Found | None:
    one = with_pulses(disseminations_for(person)).filter(reference=key).first()
    return Found(one.reference, f"{one.reference} {one.title}", one.get_absolute_url()) if one is not None else None
