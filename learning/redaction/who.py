"""Who must not stand in a text: the identities that are held of the children of some cases."""

from collections.abc import Collection
from dataclasses import replace

from django.conf import settings

from escp.partnership.matching import names_of
from escp.partnership.models import ChildIdentity
from escp.partnership.queries import agencies_to_name, cases_with_identities, identities_in, pseudonyms_in
from learning.redaction.terms import Identity, Known

Words = tuple[tuple[str, str], ...]


def who_is_in(cases: Collection[int], *, words: Words = (), people: tuple[str, ...] = ()) -> Known:
    """Return what must not stand in a text about some cases, by number: the identities held of all their children.

    They are compared, and never shown.
    """
    return Known(
        children=tuple(_identity(one) for one in identities_in(cases)),
        words=words,
        people=people,
        pseudonyms=tuple(pseudonyms_in(cases)),
        usual=(settings.PARTNERSHIP_NAME, *(agency.name for agency in agencies_to_name())),
    )


def who_is_held() -> Known:
    """Return what must not stand in a text about the partnership’s work: every identity held. Its days may stay."""
    return replace(who_is_in(cases_with_identities()), days_stay=True)


def _identity(one: ChildIdentity) -> Identity:
    return Identity(
        one.child.pseudonym,
        one.full_name,
        one.date_of_birth,
        one.address,
        one.school,
        one.general_practice,
        names_of("", one.other_names),
        one.family,
    )
