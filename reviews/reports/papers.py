"""A report as a paper that a worker makes: PDF or Word, for whoever may see the record at that moment."""

from django.utils import timezone

from escp.access.log import record_access
from escp.partnership.models import Person
from escp.reports import kinds
from escp.reports.report import write_as
from reviews import reported

TITLE = "Report"


def build(person: Person, *, reference: str, form: str) -> kinds.File:
    """Make the paper from the record as it stands now. Logged: it holds the whole of a case."""
    found = reported.found(person, reference)
    if found is None:
        raise LookupError("The record is no longer open to this person.")
    kind, record = found
    record_access(person, "made a report", reference=record.reference, purpose=kind.title)
    return write_as(kind.report_on(record), form, made_at=timezone.now(), made_for=person.full_name)


def knows(person: Person, *, reference: str, form: str) -> bool:
    """Say whether the record is open to a person now."""
    return reported.found(person, reference) is not None


# Not the role decides: whoever may see the record may have its report.
REPORT = kinds.PaperKind("reviews.report", TITLE, build, may=lambda person, record: True, knows=knows)
