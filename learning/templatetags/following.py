"""`{% what_follows reference %}`: what grew out of a record, and what may be proposed from it."""

from typing import Any

from django import template

from learning.following import following

register = template.Library()


@register.inclusion_tag("learning/what_follows.html", takes_context=True)
def what_follows(context: Any, reference: str, *only: str) -> dict[str, Any]:
    """Show it for the person who looks, or `only` some kinds of it. One query for each kind that is registered."""
    return {"kinds": following(context["request"].user, reference, *only)}
