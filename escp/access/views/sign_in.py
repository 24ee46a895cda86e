"""In and out: address and password, code, and leaving. The steps are allauth's; what they say and refuse is ours."""

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factor
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from escp.access.middleware import unkept

WHY = {
    "idle": "You were signed out because nothing was done for a while. What you had not saved is lost.",
    "long": "You were signed out because you had been signed in for a whole working day. Sign in to carry on.",
    "left": "You have signed out.",
}


class SignInView(account.LoginView):
    """Asks for the address and the password. It says why, when someone did not mean to come here."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | {"why": WHY.get(self.request.GET.get("why", ""), "")}


sign_in = SignInView.as_view()
enter_code = factor.authenticate


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here and clear what the browser holds of it."""
    account.flows.logout.logout(request, show_message=False)
    request.session.flush()
    response = redirect(f"{reverse('account_login')}?why=left")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return unkept(response)
