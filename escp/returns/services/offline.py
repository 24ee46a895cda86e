"""The Excel copy that comes back: saved as a whole, and never mixed silently with what was saved on the page."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.models import Part, Return
from escp.returns.policies import answers_for
from escp.returns.services.answering import part_for, save_part
from escp.ui.words import time_in_words


@transaction.atomic
def save_copy(
    *, by: Person, asked: Return, answers: Mapping[str, Mapping[str, Any]], unchanged: set[str], replace: bool
) -> Return:
    """Save the answers of every section that the copy changes.

    `unchanged` are the sections that nobody saved on the page since the copy was made. Raises PermissionDenied for
    somebody who does not answer the whole return, ValidationError, with nothing saved, when the page was used
    meanwhile and `replace` does not say that the copy stands, or when the return has been sent.
    """
    if not answers_for(by, asked):
        raise PermissionDenied("Only the agency that was asked can send back a copy.")
    parts = queries.parts_of(asked)
    meanwhile = [part for key, part in parts.items() if key in answers and key not in unchanged and part.saved_at]
    if meanwhile and not replace:
        raise ValidationError([*(_saved_since(asked, part) for part in meanwhile), CHOOSE])
    for section, given in answers.items():
        part = parts.get(section)
        if dict(given) != (part.answers if part else {}):
            save_part(by=by, part=part or part_for(by=by, asked=asked, section=section), answers=given)
    return asked


CHOOSE = (
    "Nothing has been saved from the spreadsheet. Go on on the page, or choose the file again and tick that the "
    "spreadsheet replaces what was saved on the page."
)


def _saved_since(asked: Return, part: Part) -> str:
    section = asked.request.asks.asks.section(part.section)
    when = f"{time_in_words(part.saved_at)} on {timezone.localtime(part.saved_at):%-d %B}" if part.saved_at else ""
    return f"“{section.title if section else part.section}” was saved on the page by {part.saved_by} at {when}."
