"""The last step of a first sign-in: nobody is signed in before they have a second factor."""

from typing import Any

from allauth.account.stages import LoginStage
from django.shortcuts import redirect

from escp.access import second_factor


class SetUpStage(LoginStage):
    """Leads someone without an authenticator to set one up; the sign-in waits for it."""

    key = "set_up_second_factor"
    urlname = "account_set_up"

    def handle(self) -> tuple[Any, bool]:
        if second_factor.is_set_up(self.login.user):
            return None, True
        return redirect(self.urlname), True
