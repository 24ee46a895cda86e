"""`{% audits_from reference %}`: the audits that were proposed from a record, and a link to propose one."""

from typing import Any

from django import template
from django.urls import reverse

from audits.queries.programme import audits_from as proposed_from
from escp.access.permissions import Permission

register = template.Library()


@register.inclusion_tag("audits/audits_from.html", takes_context=True)
def audits_from(context: Any, reference: str) -> dict[str, Any]:
    """Show which audits came from a record that a person has been shown. One query, whatever their number."""
    person = context["request"].user
    may_propose = person.may(Permission.RECORD_LEARNING)
    return {
        "audits": proposed_from(person, reference),
        "propose_url": f"{reverse('audits:audit-new')}?from={reference}" if may_propose else "",
    }
