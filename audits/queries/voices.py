"""The voices in an audit, for those who may see its inside."""

from django.db.models import QuerySet

from audits.models import Voice
from audits.queries.multi_agency import audits_worked_on_by
from escp.partnership.models import Person


def voices_for(person: Person) -> QuerySet[Voice]:
    """Return the voices in the audits whose inside a person may see."""
    return Voice.objects.filter(audit__in=audits_worked_on_by(person)).select_related("audit")
