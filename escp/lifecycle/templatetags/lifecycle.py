"""The steps a person may take, as buttons or reasons; and the steps already taken.

{% load lifecycle %}   {% next_steps offers %}   {% steps_taken moves %}
"""

from collections.abc import Iterable
from typing import Any

from django import template

from escp.lifecycle.engine import Offer
from escp.lifecycle.models import TransitionRecord
from escp.ui.parts import Event, Task

register = template.Library()


@register.inclusion_tag("lifecycle/next_steps.html")
def next_steps(offers: Iterable[Offer], otherwise: str = "", task: Task | None = None) -> dict[str, Any]:
    """Show the one thing to do next as a button, what else is possible, and why a step is not possible yet.

    `task` is the part of the record to fill in while no step onwards is possible. `otherwise` says whose turn it is,
    for a person who may do nothing here.
    """
    onwards = [offer for offer in offers if not offer.transition.aside]
    possible = [offer for offer in onwards if offer.possible]
    return {
        "possible": possible,
        "task": None if possible else task,
        "refused": [offer for offer in onwards if not offer.possible],
        "asides": [offer for offer in offers if offer.transition.aside],
        "otherwise": otherwise,
    }


@register.inclusion_tag("components/timeline.html")
def steps_taken(moves: Iterable[TransitionRecord]) -> dict[str, Any]:
    """Show who took which step when, the latest first, with their notes."""
    return {"items": [Event(move.label, move.at, by=str(move.by), text=move.note) for move in moves]}
