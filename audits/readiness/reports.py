"""The pack for an inspection as at a date, made by the worker as PDF: contents, criteria, evidence with its links."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from audits.models import InspectionFramework
from audits.readiness.presenters import pack_of, pack_reference
from audits.readiness.queries import frameworks_for
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.partnership.models import Person
from escp.reports import kinds, pdf
from learning.redaction.editions import WHOLE, edition_of

TITLE = "Evidence for an inspection"


def _framework(person: Person, code: str) -> InspectionFramework | None:
    return frameworks_for(person).filter(code=code).first()


def knows(person: Person, *, framework: str, day: str, edition: str = WHOLE) -> bool:
    """Say whether the framework is open to a person now."""
    return _framework(person, framework) is not None


def build(person: Person, *, framework: str, day: str, edition: str = WHOLE) -> kinds.File:
    """Make the pack of what stood at the end of a day, as far as this person may see it. The day is written ISO."""
    found = _framework(person, framework)
    if found is None:
        raise LookupError("The pack is no longer open to this person.")
    at = date.fromisoformat(day)
    reference, pack = pack_reference(found, at), edition_of(edition)
    content = pdf.write(
        "papers/readiness.html",
        {**pack_of(person, found, at), "site": settings.SITE_ADDRESS},
        title=TITLE,
        reference=reference,
        made_at=timezone.now(),
        made_for=person.full_name,
        pack=pack,
    )
    return kinds.File(content, f"{reference.lower()}{pack.suffix}.pdf")


PACK = kinds.PaperKind("audits.readiness", TITLE, build, may=has(Permission.SEE_AUDITS), knows=knows)
