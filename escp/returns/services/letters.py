"""Writing letters about returns. They are sent by the same machinery as reminders: written first, never lost.

What a letter says is plain: reference, what, by when, where. Words that the unit typed stand in it as they were typed.
"""

import secrets
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.deadlines.reminders import message_id
from escp.partnership.models import Person
from escp.returns.models import Letter, LetterKind, Link, Return
from escp.ui.words import date_in_words


def _write(*, by: Person, asked: Return, to: Person | None, kind: str, ask: str, text: str) -> Letter | None:
    """Write one letter; nothing where nobody is named."""
    if to is None:
        return None
    marking = f"[{settings.HANDLING_MARKING}] " if settings.HANDLING_MARKING else ""
    return Letter.objects.create(
        of=asked,
        person=to,
        kind=kind,
        subject=f"{marking}{asked.reference}: {ask}",
        text=text,
        written_by=by,
        message_id=message_id("letter", asked.pk, to.pk, kind, secrets.token_hex(8)),
        try_at=timezone.now(),
    )


def send_ask(*, by: Person, asked: Return) -> Letter | None:
    """Tell the person who is asked what is wanted, and by when."""
    due = date_in_words(asked.due_on)
    text = f"Please answer by {due}: {asked.request.title}.\n\n{asked.request.message}".strip()
    return _write(by=by, asked=asked, to=asked.person, kind=LetterKind.ASK, ask=f"please answer by {due}", text=text)


def send_receipt(*, by: Person, asked: Return) -> Letter | None:
    """Tell the person who sent a return that it has arrived. The copy is read in the service, never mailed."""
    sent = f"{date_in_words(timezone.localdate(asked.sent_at))}"
    text = f"Thank you. What you sent for {asked.agency} on {sent} has arrived: {asked.request.title}."
    return _write(by=by, asked=asked, to=by, kind=LetterKind.RECEIPT, ask="received, thank you", text=text)


def send_changes(*, by: Person, asked: Return, what: str) -> Letter | None:
    """Tell the person who is asked what should be changed."""
    text = f"Please look at this again: {asked.request.title}.\n\n{what}"
    return _write(
        by=by, asked=asked, to=asked.person or asked.sent_by, kind=LetterKind.CHANGES, ask="please change", text=text
    )


def send_code(*, link: Link) -> Letter | None:
    """Send the one-time code of a link. The code itself is put in at the moment of sending and kept nowhere."""
    return _write(
        by=link.person,
        asked=link.of,
        to=link.person,
        kind=LetterKind.CODE,
        ask="your one-time code",
        text="Use this code within ten minutes, on the page that asked for it.",
    )


@transaction.atomic
def chase(*, by: Person, returns: Iterable[Return], subject: str, text: str) -> list[Letter]:
    """Write to everyone who has not replied, in the unit's own words. Returns the letters.

    Nobody is written to twice about one return. Raises ValidationError for a return that is with nobody, or is sent.
    """
    chosen = list(returns)
    if not chosen:
        raise ValidationError("Choose at least one that has not replied.")
    if silent := [asked.agency.short_name for asked in chosen if asked.person is None]:
        raise ValidationError(f"Name somebody first for: {', '.join(silent)}.")
    if sent := [asked.agency.short_name for asked in chosen if not asked.is_open]:
        raise ValidationError(f"These have replied meanwhile: {', '.join(sent)}.")
    written = (
        _write(by=by, asked=asked, to=asked.person, kind=LetterKind.CHASE, ask=subject, text=text) for asked in chosen
    )
    return [letter for letter in written if letter is not None]
