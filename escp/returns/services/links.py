"""Links by which a person without an account answers one return. The link points; a code sent by mail opens.

Mail scanners open links first, so opening one changes nothing. A code lives ten minutes and five tries; asking for
another ends the one before.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef
from django.utils import timezone

from escp.partnership.models import Person
from escp.partnership.queries import without_conflict
from escp.returns.choices import SETTLED
from escp.returns.models import Link, Return

LASTS = timedelta(days=14)
CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
MOST_CODES = 10
WRONG = "That code is not right. Check the newest message, or ask for another code."
TOO_MANY = "Too many codes were asked for. Ask the business unit for a new link."


def _derived(*parts: object) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), ":".join(map(str, parts)).encode(), hashlib.sha256).digest()


def hash_of(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def link_for(*, asked: Return, person: Person) -> tuple[Link, str]:
    """Return the live link of a person to a return, and its token; a new one where there is none.

    The same link comes again as long as it lives, so that a message sent twice holds one address.
    """
    now = timezone.now()
    link = Link.objects.filter(of=asked, person=person, revoked_at=None, expires_at__gt=now).last()
    if link is None:
        link = Link(of=asked, person=person, made_at=now, expires_at=now + LASTS, token_hash=secrets.token_hex(32))
        link.save()
        link.token_hash = hash_of(token_of(link))
        link.save(update_fields=["token_hash"])
    return link, token_of(link)


def token_of(link: Link) -> str:
    """Return a link's token, derived anew."""
    return base64.urlsafe_b64encode(_derived("return-link", link.pk, link.made_at.isoformat())).decode().rstrip("=")


def code_of(link: Link) -> str:
    """Return the code of the moment: six digits."""
    number = int.from_bytes(_derived("return-code", link.pk, link.codes_sent, link.token_hash)[:8])
    return f"{number % 1_000_000:06d}"


def live_link(token: str) -> Link | None:
    """Return the link with this token while it lives, or None: unknown, expired, revoked and settled look alike."""
    return _living(token_hash=hash_of(token))


def live_link_again(pk: int | None) -> Link | None:
    """Return a link whose code was given earlier, if it still lives: asked at every request."""
    return _living(pk=pk) if pk else None


def _living(**which: object) -> Link | None:
    link = (
        Link.objects.select_related("of__request__asks__questionnaire", "of__agency", "person")
        .filter(
            without_conflict(OuterRef("person"), "of__request__case"),
            revoked_at=None,
            expires_at__gt=timezone.now(),
            person__is_active=True,
            **which,
        )
        .first()
    )
    # Passing a return on ends the link of the one before.
    gone = link is None or link.of.state in SETTLED or link.of.person_id != link.person_id
    return None if gone else link


@transaction.atomic
def new_code(*, link: Link) -> Link:
    """Start a new code, to be sent by mail. Raises ValidationError when too many were asked for."""
    from escp.returns.services.letters import send_code

    current = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if current.codes_sent >= MOST_CODES:
        raise ValidationError(TOO_MANY)
    current.codes_sent += 1
    current.tries = 0
    current.code_expires_at = timezone.now() + CODE_LASTS
    current.save()
    send_code(link=current)
    return current


def take_code(*, link: Link, code: str) -> bool:
    """Take a code, once: say whether it was right. Every try counts, so call it outside any other transaction."""
    with transaction.atomic():
        current = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
        live = current.code_expires_at is not None and current.code_expires_at > timezone.now()
        right = (
            live
            and current.tries < MOST_TRIES
            and secrets.compare_digest(code_of(current).encode(), code.strip().encode())
        )
        current.tries += 1
        if right:
            current.code_expires_at = None
        current.save()
    return right


@transaction.atomic
def revoke(*, by: Person, asked: Return) -> int:
    """End every link to a return now. Returns how many."""
    now = timezone.now()
    return Link.objects.filter(of=asked, revoked_at=None).update(revoked_at=now)
