"""In and out: address and password, code, leaving. The steps are allauth's; what they ask, say and refuse is ours."""

from typing import Any, cast

from allauth.account import views as account
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.logout import logout
from allauth.mfa.base import views as factor
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from escp.access import second_factor
from escp.access.forms import SetUpForm
from escp.access.middleware import unkept
from escp.access.stages import SetUpStage
from escp.access.views.pages import authenticator_page

WHY = {
    "idle": "You were signed out because nothing was done for a while. Anything not saved then is lost.",
    "long": "You were signed out because you had been signed in for a whole working day. Sign in to carry on.",
    "left": "You have signed out.",
}
PENDING = "new_second_factor"


class SignInView(account.LoginView):
    """Asks for the address and the password. It says why, when someone did not mean to come here."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page: dict[str, Any] = super().get_context_data(**kwargs)
        return page | {"why": WHY.get(self.request.GET.get("why", ""), "")}


class CodeView(factor.AuthenticateView):
    """Asks for the code, and again when the page comes back without one: allauth takes that for another kind of key."""

    def _build_forms(self) -> Any:
        posted = self.request.POST if self.request.method == "POST" else None
        self.auth_form = self.get_form_class()(user=self.stage.login.user, data=posted)
        self.webauthn_form = None
        return self.auth_form


sign_in = SignInView.as_view()
enter_code = CodeView.as_view()


@login_stage_required(stage=SetUpStage.key, redirect_urlname="account_login")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up the second factor in the middle of the first sign-in, then show the recovery codes."""
    stage: SetUpStage = request._login_stage  # type: ignore[attr-defined]
    person = stage.login.user
    if second_factor.is_set_up(person):
        return cast(HttpResponse, stage.abort())
    secret = request.session.setdefault(PENDING, second_factor.new_secret())
    form = SetUpForm(request.POST if request.method == "POST" else None, secret=secret)
    if form.is_valid():
        second_factor.set_up(person, secret, form.step)
        del request.session[PENDING]
        second_factor.mark(request.session, person)
        onward = urlencode({"next": stage.login.redirect_url or settings.LOGIN_REDIRECT_URL})
        stage.login.redirect_url = f"{reverse('account_recovery_codes')}?{onward}"
        return cast(HttpResponse, stage.exit())
    return render(request, "access/set_up.html", authenticator_page(person, secret, form))


@login_not_required
@require_POST
def sign_out(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """End the session, here and in the browser: nothing that was seen stays in its caches. Also for Django's admin."""
    signed_in = request.user.is_authenticated
    logout(request, show_message=False)
    request.session.flush()
    response = redirect(f"{reverse('account_login')}?why=left" if signed_in else "account_login")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return unkept(response)


@login_not_required
def admin_sign_in(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Stand in for the sign-in page of Django's admin, which asks for no code."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
    if not request.user.is_staff:
        raise PermissionDenied("Your role does not let you manage agencies, accounts and reference data.")
    return redirect("admin:index")
