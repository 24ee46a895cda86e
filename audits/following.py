"""Which audits were proposed from a record, for its own page."""

from django.urls import reverse

from audits.queries.programme import audits_from
from escp.access.permissions import Permission
from escp.partnership.models import Person
from learning.following import Following, Link


def audits_that_follow(person: Person, reference: str) -> Following:
    """Return the audits proposed from a record, and the link to propose one, for those who may. One query."""
    grown = tuple(
        Link(f"{audit.reference} {audit.title}", audit.get_absolute_url()) for audit in audits_from(person, reference)
    )
    offer = Link("Propose a multi-agency audit", f"{reverse('audits:audit-new')}?from={reference}")
    may_propose = person.may(Permission.RECORD_LEARNING)
    return Following("Multi-agency audits", grown, offer if may_propose else None)
