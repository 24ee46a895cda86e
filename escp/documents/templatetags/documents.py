"""`{% documents_of record %}`: the documents of a record, and a button for those who may add one."""

from typing import Any

from django import template

from escp.documents.presenters import documents_component

register = template.Library()


@register.inclusion_tag("documents/of_record.html", takes_context=True)
def documents_of(context: Any, record: Any) -> dict[str, Any]:
    """Show the documents of a record that this person has been shown. Two queries, whatever their number."""
    return documents_component(context["request"].user, record)
