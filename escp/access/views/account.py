"""One's own account: who one is here, what one may do, and the keys to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escp.access.roles import ROLES, RoleKey


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show the person's account."""
    held = [(membership, ROLES[RoleKey(membership.role)]) for membership in request.user.current_memberships]
    return render(request, "access/account.html", {"held": held})
