"""What was referred to the scrutineer from a record, and what came of it, for the record's own page."""

from django.urls import reverse
from django.utils.text import Truncator

from escp.access.permissions import Permission
from escp.partnership.models import Person
from intelligence.models import Scrutiny
from intelligence.scrutiny.queries import scrutinies_referred_from
from learning.following import Following, Link

SHORT = 200
OF_ITS_OWN = "SCR-"


def scrutiny_that_follows(person: Person, reference: str) -> Following:
    """Return what was referred from a record, and the link to refer it, for those who may. One query."""
    grown = tuple(
        Link(f"{one.reference} {one.title}", one.get_absolute_url(), _came(one))
        for one in scrutinies_referred_from(person, reference)
    )
    may_refer = person.may(Permission.RECORD_LEARNING) and not reference.startswith(OF_ITS_OWN)
    offer = Link("Refer to independent scrutiny", reverse("intelligence:scrutiny-refer", args=[reference]))
    return Following("Independent scrutiny", grown, offer if may_refer else None, how="referred from here")


def _came(scrutiny: Scrutiny) -> str:
    """Return how far it has come, and what came of it."""
    said = scrutiny.not_taken_up_because or scrutiny.what_changed or scrutiny.response
    return ". ".join(filter(None, (scrutiny.get_state_display().lower(), Truncator(said).chars(SHORT))))
