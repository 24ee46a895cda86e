"""One's own account: who one is here, what one may do, and the keys to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escp.access import second_factor
from escp.access.decorators import recently_confirmed
from escp.access.forms import CodeForm, SetUpForm
from escp.access.permissions import Permission
from escp.access.roles import ROLES, RoleKey
from escp.access.services import end_other_sessions
from escp.access.views.pages import authenticator_page, onward

FORM_METHODS = ["GET", "HEAD", "POST"]
PENDING = "replacing_second_factor"


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show the person's account."""
    person = request.user
    page = {
        "held": [(membership, ROLES[RoleKey(membership.role)]) for membership in person.current_memberships],
        "codes_left": len(second_factor.recovery_codes_left(person)),
        "reads_access_log": person.may(Permission.READ_ACCESS_LOG),
        "manages_accounts": person.may(Permission.MANAGE_ACCOUNTS),
    }
    return render(request, "access/account.html", page)


@require_http_methods(FORM_METHODS)
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for a code again, and lead on to the page that wanted it."""
    form = CodeForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        form.save()
        request.session.cycle_key()
        return redirect(onward(request))
    return render(request, "access/confirm.html", {"form": form, "next": onward(request)})


@require_http_methods(FORM_METHODS)
@recently_confirmed
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show the recovery codes that are left, or make new ones."""
    if request.method == "POST":
        second_factor.renew_recovery_codes(request.user)
        messages.success(request, "You have new recovery codes. The old ones no longer work.")
        return redirect("account_recovery_codes")
    codes = [f"{code[:4]} {code[4:]}" for code in second_factor.recovery_codes_left(request.user)]
    return render(request, "access/recovery_codes.html", {"codes": codes, "next": onward(request)})


@require_http_methods(FORM_METHODS)
@recently_confirmed
def change_authenticator(request: HttpRequest) -> HttpResponse:
    """Move to another telephone or application: the new one must show a good code before the old one stops."""
    if request.method != "POST":
        request.session[PENDING] = second_factor.new_secret()
    secret = request.session.get(PENDING)
    if not secret:
        return redirect("account_change_authenticator")
    form = SetUpForm(request.POST if request.method == "POST" else None, secret=secret)
    if form.is_valid():
        second_factor.set_up(request.user, secret, form.step)
        del request.session[PENDING]
        messages.success(request, "Your new authenticator is set up. The old one no longer works.")
        return redirect("account")
    return render(request, "access/change_authenticator.html", authenticator_page(request.user, secret, form))


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every other session of the person."""
    ended = end_other_sessions(by=request.user, keep=request.session.session_key)
    noun = "session was" if ended == 1 else "sessions were"
    messages.success(request, f"{ended} other {noun} ended." if ended else "There was no other session to end.")
    return redirect("account")
