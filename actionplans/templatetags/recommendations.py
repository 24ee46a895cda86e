"""`{% recommendations_of activity %}`: what an activity recommends, what became of it, and a button to add some."""

from typing import Any

from django import template

from actionplans.recommending import recommendations_component
from learning.models import Activity

register = template.Library()


@register.inclusion_tag("actionplans/recommendations_of.html", takes_context=True)
def recommendations_of(context: Any, activity: Activity) -> dict[str, Any]:
    """Show what an activity recommends to a person who has been shown it. Two queries, whatever their number."""
    return recommendations_component(context["request"].user, activity)
