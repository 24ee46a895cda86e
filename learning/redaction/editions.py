"""The editions of a pack: whole, and redacted for somebody who must not learn who the children are."""

from collections.abc import Mapping

from django.http import Http404

from escp.reports.editions import Edition
from learning.redaction.replacing import redacted
from learning.redaction.who import who_is_held

WHOLE, REDACTED = "whole", "redacted"
EDITIONS = (WHOLE, REDACTED)
SAYS = (
    "What is held of any child’s name, date of birth, address, school and family is replaced, and so are numbers and "
    "addresses that have their form. What a story tells, only a reader finds: read it before it is passed on."
)


def edition_of(key: str) -> Edition:
    """Return an edition; whole for every key but one. The redacted one reads who is held at this moment."""
    if key != REDACTED:
        return Edition()
    known = who_is_held()
    return Edition("Redacted", SAYS, "-redacted", lambda text: redacted(text, known))


def edition_asked(posted: Mapping[str, str]) -> str:
    """Return which edition was asked for, whole if nothing is said. Raises Http404 for one that is never made."""
    asked = posted.get("edition", WHOLE)
    if asked not in EDITIONS:
        raise Http404
    return asked
