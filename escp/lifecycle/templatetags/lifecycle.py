"""The steps a person may take, as buttons or reasons; and the steps already taken.

{% load lifecycle %}   {% next_steps offers %}   {% steps_taken moves %}
"""

from collections.abc import Iterable
from typing import Any

from django import template

from escp.lifecycle.engine import Offer
from escp.lifecycle.models import TransitionRecord
from escp.ui.parts import Event

register = template.Library()


@register.inclusion_tag("lifecycle/next_steps.html")
def next_steps(offers: Iterable[Offer], otherwise: str = "") -> dict[str, Any]:
    """Show one primary button, further ones beside it, and for each step that is not possible yet the reasons why.

    `otherwise` says whose turn it is, for a person who may take no step.
    """
    offers = list(offers)
    possible = [offer for offer in offers if offer.possible]
    return {
        "primary": possible[0] if possible else None,
        "secondary": possible[1:],
        "refused": [offer for offer in offers if not offer.possible],
        "otherwise": otherwise,
    }


@register.inclusion_tag("components/timeline.html")
def steps_taken(moves: Iterable[TransitionRecord]) -> dict[str, Any]:
    """Show who took which step when, the latest first, with their notes."""
    return {"items": [Event(move.label, move.at, by=str(move.by), text=move.note) for move in moves]}
