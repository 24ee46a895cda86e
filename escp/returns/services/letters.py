"""Writing letters about returns. They are sent by the same machinery as reminders: written first, never lost.

What a letter says is plain: reference, what, by when, where. Words that the unit typed stand in it as they were typed.
"""

import secrets
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.deadlines.messages import before_subject
from escp.deadlines.reminders import message_id
from escp.partnership.models import Person
from escp.returns.models import Letter, LetterKind, Link, Return
from escp.returns.queries import chased_today, pseudonym_in
from escp.returns.queries.reaching import people_asked
from escp.ui.words import date_in_words

TO_WRITE = ("agency", "person", "request__case")
NO_PSEUDONYMS = "This goes out by e-mail: leave out what the child is called here."


def _write(*, by: Person, asked: Return, to: Person, kind: str, ask: str, text: str) -> Letter:
    """Write one letter."""
    return Letter.objects.create(
        of=asked,
        person=to,
        kind=kind,
        subject=f"{before_subject()}{asked.reference}: {ask}",
        text=text,
        written_by=by,
        message_id=message_id("letter", asked.pk, to.pk, kind, secrets.token_hex(8)),
        try_at=timezone.now(),
    )


def send_ask(*, by: Person, asked: Return) -> Letter | None:
    """Tell whoever is asked what is wanted, and by when: the person, or all who contribute for the agency.

    Returns the first of the letters, or None where it reaches nobody.
    """
    due = date_in_words(asked.due_on)
    text = f"Please answer by {due}: {asked.request.title}.\n\n{asked.request.message}".strip()
    ask = f"please answer by {due}"
    people = people_asked([asked])[asked.pk]
    letters = [_write(by=by, asked=asked, to=to, kind=LetterKind.ASK, ask=ask, text=text) for to in people]
    return letters[0] if letters else None


def send_handed(*, by: Person, asked: Return, to: Person, whole: bool) -> Letter:
    """Tell a colleague in the agency that a section, or the whole, was given to them, under the request’s own title."""
    due = date_in_words(asked.due_on)
    what = "to answer" if whole else "to fill in a section of"
    text = f"{by} asks you {what} what {asked.agency} is asked for by {due}: {asked.request.title}."
    ask = f"a colleague asks you to help by {due}"
    return _write(by=by, asked=asked, to=to, kind=LetterKind.PASSED_ON, ask=ask, text=text)


def send_kept(*, by: Person, asked: Return, to: Person) -> Letter:
    """Tell somebody who asked to pass a return on that the unit leaves it with them."""
    due = date_in_words(asked.due_on)
    text = f"You asked that somebody else answers. Please answer this yourself by {due}: {asked.request.title}."
    ask = f"please answer by {due}"
    return _write(by=by, asked=asked, to=to, kind=LetterKind.PASSED_ON, ask=ask, text=text)


def send_receipt(*, by: Person, asked: Return) -> Letter | None:
    """Tell the person who sent a return that it has arrived. The copy is read in the service, never mailed."""
    sent = f"{date_in_words(timezone.localdate(asked.sent_at))}"
    text = f"Thank you. What you sent for {asked.agency} on {sent} has arrived: {asked.request.title}."
    return _write(by=by, asked=asked, to=by, kind=LetterKind.RECEIPT, ask="received, thank you", text=text)


def send_changes(*, by: Person, asked: Return, what: str) -> Letter | None:
    """Tell the person who is asked what should be changed."""
    text = f"Please look at this again: {asked.request.title}.\n\n{what}"
    to = asked.person or asked.sent_by or by
    return _write(by=by, asked=asked, to=to, kind=LetterKind.CHANGES, ask="please change", text=text)


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


def filled_in(text: str, asked: Return, person: Person) -> str:
    """Return a draft with what is particular to one person put in: their name, and the date of their agency."""
    return text.replace("{name}", str(person)).replace("{date}", date_in_words(asked.due_on))


@transaction.atomic
def chase(*, by: Person, returns: Iterable[Return], subject: str, text: str, again: bool = False) -> list[Letter]:
    """Write to everyone who has not replied, in the unit's own words. Returns the letters.

    Nobody is written to twice about one return, and once a day at most unless `again` says so. Raises ValidationError
    for a return that reaches nobody, is sent, or was chased today, and for words that hold a child's pseudonym.
    """
    chosen = list(Return.objects.select_for_update(of=("self",)).filter(pk__in=[asked.pk for asked in returns]))
    chosen = list(Return.objects.filter(pk__in=[asked.pk for asked in chosen]).select_related(*TO_WRITE))
    if not chosen:
        raise ValidationError("Choose at least one that has not replied.")
    if sent := [asked.agency.short_name for asked in chosen if not asked.is_open]:
        raise ValidationError(f"These have replied meanwhile: {', '.join(sent)}.")
    people = people_asked(chosen)
    if silent := [asked.agency.short_name for asked in chosen if not people[asked.pk]]:
        raise ValidationError(f"Name somebody first for: {', '.join(silent)}.")
    today = chased_today(chosen)
    if not again and (lately := [asked.agency.short_name for asked in chosen if asked.pk in today]):
        raise ValidationError(f"A reminder was written today already to: {', '.join(lately)}.")
    for case in {asked.request.case for asked in chosen}:
        if pseudonym_in(case, subject, text):
            raise ValidationError({"text": NO_PSEUDONYMS})
    return [
        _write(by=by, asked=asked, to=to, kind=LetterKind.CHASE, ask=subject, text=filled_in(text, asked, to))
        for asked in chosen
        for to in people[asked.pk]
    ]
