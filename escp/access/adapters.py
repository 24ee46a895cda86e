"""Where allauth asks how things are done here."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

WRONG = "The e-mail address or the password is not right. Check both and try again"
WRONG_CODE = "The code is not right. Enter the code that your authenticator application shows now"


class Guess:
    """One try at a password or code, counted against the account and the address it came from.

    Raises ImmediateHttpResponse with the page that asks for patience when there were too many. A blocked try at one
    account counts only there, so that nobody else at the same address pays for it.
    """

    def __init__(self, request: HttpRequest, account: str) -> None:
        self.usage = ratelimit.consume(request, app="allauth.account", action="login_failed", key=account)
        if not self.usage:
            raise ImmediateHttpResponse(ratelimit.respond_429(request))

    def was_right(self) -> None:
        """Take the try back: only wrong ones count."""
        self.usage.rollback()


class AccountAdapter(DefaultAccountAdapter):
    """No sign-up, one answer for every failed sign-in, and no address to lead anyone away to."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "enter_current_password": "This is not your current password",
        "invalid_password_reset": "This link no longer works",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return where a request comes from, as our proxies saw it; who is next to us when it came through fewer."""
        try:
            return str(super().get_client_ip(request))
        except ImproperlyConfigured:
            return str(request.META["REMOTE_ADDR"])

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage", "escp.access.stages.SetUpStage"]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the pages themselves say what was done."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Return the person whose address and password these are. An inactive account is as unknown as no account."""
        guess = Guess(request, f"password:{credentials.get('email', '').lower()}")
        person = authenticate(request, **credentials)
        AuthenticationBackend.unstash_authenticated_user()
        if person is not None:
            guess.was_right()
        return person

    def is_safe_url(self, url: str | None) -> bool:
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticators are kept encrypted: a copy of the database alone makes no codes."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """Keys made from SECRET_KEY, and from earlier ones in SECRET_KEY_FALLBACKS so that it can be changed."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"second factor: " + str(key).encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
