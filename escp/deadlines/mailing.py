"""What each kind of mail adds to the sending that all share: which rows, whether one is still wanted, what it says."""

import hashlib
import hmac
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from escp.deadlines.choices import MailState
from escp.deadlines.models import Mail

Row = TypeVar("Row", bound=Mail)


@dataclass(frozen=True)
class Settled:
    """A message that is not to be sent, and why."""

    state: MailState
    reason: str


@dataclass(frozen=True)
class Later:
    """A message that must wait until a moment, and what for."""

    until: datetime
    reason: str


class Kind(ABC, Generic[Row]):
    """One kind of mail. `escp.deadlines.sending` does the rest: leases, retries, and the promise that none is lost."""

    model: ClassVar[type[Any]]
    joined: ClassVar[tuple[str, ...]] = ("person",)

    def write(self, now: datetime) -> None:
        """Write what the calendar alone makes due, asked at every sweep. A kind that follows an event does nothing."""

    @abstractmethod
    def objection(self, mail: Row) -> Settled | Later | None:
        """Check at the last moment that this person should have this message now; None when they should."""

    @abstractmethod
    def message(self, mail: Row) -> EmailMultiAlternatives:
        """Put the message together, from what the person may see at this moment."""

    def left_out(self, mail: Row) -> None:
        """Do what follows when a message was found to be no longer for its person."""


def message_id(*key: object, kind: str = "reminder") -> str:
    """Return the Message-ID of a row: always the same for the same row, and telling nothing to others."""
    text = ":".join(str(part) for part in (kind, *key))
    digest = hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:40]
    return f"<{digest}@{urlsplit(settings.SITE_ADDRESS).hostname}>"
