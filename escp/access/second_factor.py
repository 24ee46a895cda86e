"""The second factor: one-time codes from an authenticator application, and recovery codes for the day it is lost.

A session counts as signed in only with the mark that an accepted code leaves in it. The mark names the person, so that
it cannot be carried from one account to another, and the time, so that grave acts can ask again.
"""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

MARK = "second_factor"
STEP_SECONDS = 30
# One step either way: telephones' clocks are rarely right to the half minute.
DRIFT = (0, -1, 1)
RECENT_SECONDS = 5 * 60


def mark(session: SessionBase, person: Any) -> None:
    """Note in the session that this person has just given a good code."""
    session[MARK] = {"person": person.pk, "at": time.time()}


def passed(session: SessionBase, person: Any) -> bool:
    """Say whether this person gave a code in this session."""
    return bool(session.get(MARK, {}).get("person") == person.pk)


def recently_passed(session: SessionBase, person: Any) -> bool:
    """Say whether they gave it within the last five minutes."""
    return passed(session, person) and 0 <= time.time() - session[MARK]["at"] < RECENT_SECONDS


def is_set_up(person: Any) -> bool:
    """Say whether the person has an authenticator."""
    return bool(Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists())


def digits_of(typed: str) -> str:
    """Return the typed code without the blanks and dashes that applications show and people type."""
    return "".join(character for character in typed if not character.isspace() and character != "-")


def code_at(secret: str, step: int) -> str:
    """Return the six digits of one time step."""
    return str(format_hotp_value(hotp_value(secret, step)))


def current_code(person: Any) -> str | None:
    """Return what the person's authenticator shows now, or None when they have none."""
    found = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).first()
    return None if found is None else code_at(decrypt(found.data["secret"]), _step_now())


def step_of(secret: str, typed: str, after: int = -1) -> int | None:
    """Return the time step whose code was typed, if it is current and later than `after`; otherwise None."""
    digits, now = digits_of(typed), _step_now()
    fitting = (now + drift for drift in DRIFT if code_at(secret, now + drift) == digits)
    return next((step for step in fitting if step > after), None)


@transaction.atomic
def accept(person: Any, typed: str) -> Authenticator | None:
    """Use up a one-time or recovery code and return its authenticator; None when it is wrong or was used before.

    The step of the last accepted code is kept with the secret, under a lock: no code counts twice, nor one older.
    """
    rows = Authenticator.objects.select_for_update().filter(user_id=person.pk).order_by("-type")
    for found in rows:
        if found.type == Authenticator.Type.TOTP:
            step = step_of(decrypt(found.data["secret"]), typed, found.data.get("last_step", -1))
            if step is not None:
                found.data["last_step"] = step
                found.save()
                return found
        elif found.type == Authenticator.Type.RECOVERY_CODES and found.wrap().validate_code(digits_of(typed)):
            return found
    return None


@transaction.atomic
def set_up(person: Any, secret: str, step: int = -1) -> None:
    """Give the person an authenticator with this secret in place of any earlier one, and recovery codes if they lack.

    `step` is that of the code by which they showed that it works; it cannot be used again.
    """
    Authenticator.objects.update_or_create(
        user_id=person.pk,
        type=Authenticator.Type.TOTP,
        defaults={"data": {"secret": encrypt(secret), "last_step": step}},
    )
    RecoveryCodes.activate(person)


@transaction.atomic
def renew_recovery_codes(person: Any) -> list[str]:
    """Replace the person's recovery codes and return the new ones. The old ones stop working."""
    Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.RECOVERY_CODES).delete()
    return list(RecoveryCodes.activate(person).get_unused_codes())


def recovery_codes_left(person: Any) -> list[str]:
    """Return the recovery codes that have not been used."""
    found = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(found.wrap().get_unused_codes()) if found else []


def new_secret() -> str:
    """Return a fresh secret: 160 bits in base 32, as authenticator applications take it."""
    return str(generate_totp_secret())


def _step_now() -> int:
    return int(time.time()) // STEP_SECONDS
