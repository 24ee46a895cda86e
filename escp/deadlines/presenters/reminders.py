"""Pages about deadlines, in words."""

from typing import Any

from escp.access.permissions import Permission
from escp.deadlines.choices import MailState
from escp.deadlines.models import Digest
from escp.deadlines.queries import last_digest_of
from escp.partnership.models import Person
from escp.partnership.queries import deputies_of, not_over, principals_of
from escp.ui.words import date_in_words, moment_in_words


def reminders_page(person: Person) -> dict[str, Any]:
    """Return what the page says beside the form."""
    return {
        "last_digest": digest_in_words(last_digest_of(person)),
        "deputies": list(not_over(deputies_of(person))),
        "principals": principals_of(person),
        "answers_for_agency": person.may(Permission.ANSWER_FOR_AGENCY),
    }


def digest_in_words(digest: Digest | None) -> str:
    """Return what became of a person's last digest."""
    if digest is None:
        return "No digest has been sent to you yet."
    day = date_in_words(digest.day)
    if digest.state == MailState.SENT and digest.sent_at:
        return f"Your last digest was sent on {moment_in_words(digest.sent_at)}."
    if digest.state == MailState.FAILED:
        return f"Your digest of {day} could not be delivered. {digest.reason}"
    if digest.state == MailState.SUPPRESSED:
        return f"No digest was sent on {day}. {digest.reason}"
    return f"Your digest of {day} is on its way."
