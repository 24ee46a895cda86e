"""Mail servers that misbehave in one way each."""

import smtplib
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend as Memory


class Unreachable(BaseEmailBackend):
    def open(self) -> bool:
        raise ConnectionRefusedError("no one there")

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError("no one there")


class Choosy(Memory):
    """Refuses for good or for now, by the address: `gone@`, `later@`, `policy@`, `busy@`; takes all others."""

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            address = message.to[0]
            if address.startswith("gone"):
                raise smtplib.SMTPRecipientsRefused({address: (550, b"No such user")})
            if address.startswith("later"):
                raise smtplib.SMTPRecipientsRefused({address: (450, b"Mailbox busy")})
            if address.startswith("policy"):
                raise smtplib.SMTPDataError(554, b"Refused by policy")
            if address.startswith("busy"):
                raise smtplib.SMTPDataError(451, b"Try again")
        return super().send_messages(messages)
