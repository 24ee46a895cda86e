"""Who may open a case, who must not, and who the child is."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs, recently_confirmed
from escp.access.log import A_FORM, logged_already, open_record
from escp.access.permissions import Permission
from escp.partnership import services
from escp.partnership.forms import IdentityForm, IdentityReasonForm
from escp.partnership.presenters import identity_page
from escp.partnership.queries import cases_of_the_same_child, identities_for, people_to_name
from escp.ui.flow import form_page
from escp.ui.forms import GovForm
from escp.ui.words import listed
from reviews.forms.cases import AccessForm, ConflictForm, RestrictForm
from reviews.presenters import access_page
from reviews.queries import incidents_for, incidents_of_cases

FORM_METHODS = ["GET", "HEAD", "POST"]


def _incident(request: HttpRequest, reference: str, page: str = A_FORM):
    return open_record(request, incidents_for(request.user), page=page, reference=reference)


def _child(request: HttpRequest, incident, number: int):
    """Return a child of this incident's case: never one reached through another record's address."""
    return get_object_or_404(identities_for(request.user), pk=number, case=incident.case)


@require_safe
@needs(Permission.MANAGE_CASE_ACCESS)
def access(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "reviews/access.html", access_page(_incident(request, reference, "the access list of")))


def _change_access(
    request: HttpRequest, reference: str, form_class: type[GovForm], write: Callable[..., Any], said: str, **page: Any
) -> HttpResponse:
    """Show one of the forms that open or shut a case; `write` is the service that saves it."""
    case, back = _incident(request, reference).case, reverse("reviews:access", args=[reference])

    def save(form: GovForm) -> tuple[str, str]:
        write(by=request.user, case=case, **form.cleaned_data)
        return back, said

    return form_page(request, form_class, caption=reference, save=save, back=back, context={"marking": True}, **page)


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_CASE_ACCESS)
def conflict(request: HttpRequest, reference: str) -> HttpResponse:
    return _change_access(
        request,
        reference,
        ConflictForm,
        services.declare_conflict,
        "The conflict of interest is recorded. The case is closed to them from now on.",
        title="Record a conflict of interest",
        form_kwargs={"people": people_to_name()},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_CASE_ACCESS)
def grant(request: HttpRequest, reference: str) -> HttpResponse:
    return _change_access(
        request,
        reference,
        AccessForm,
        services.grant_access,
        "They are on the access list.",
        title="Add somebody to the access list",
        form_kwargs={"people": people_to_name()},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_CASE_ACCESS)
def restrict(request: HttpRequest, reference: str) -> HttpResponse:
    return _change_access(
        request,
        reference,
        RestrictForm,
        services.restrict,
        "The case is restricted. You are on its access list.",
        title="Restrict this case to named people",
        submit_label="Restrict the case",
        destructive=True,
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.OPEN_IDENTITY)
@recently_confirmed
def identity(request: HttpRequest, reference: str, child: int) -> HttpResponse:
    """Ask for the reason; show the identity only in answer to it, after the log has it."""
    record = _incident(request, reference)
    subject = _child(request, record, child)
    form = IdentityReasonForm(request.POST if request.method == "POST" else None)
    change_url = reverse("reviews:identity-change", args=[reference, child])
    if request.method == "POST" and form.is_valid():
        found = services.open_identity(by=request.user, child=subject, under=reference, **form.cleaned_data)
        logged_already(request)
        return render(request, "partnership/identity.html", identity_page(record, subject, change_url, found))
    page = identity_page(record, subject, change_url) | {"form": form}
    return render(request, "partnership/identity_reason.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.OPEN_IDENTITY)
@recently_confirmed
def identity_change(request: HttpRequest, reference: str, child: int) -> HttpResponse:
    """Write an identity into its room. What is held already is not shown here: opening it needs a reason of its own."""
    record = _incident(request, reference)
    subject = _child(request, record, child)

    def save(form: IdentityForm):
        services.hold_identity(by=request.user, child=subject, under=reference, **form.identity())
        said = f"The identity of {subject} is held apart. Opening it needs a reason."
        if same := incidents_of_cases(request.user, cases_of_the_same_child(subject)):
            said += f" It may be the same child as in {listed([one.reference for one in same])}: check for a duplicate."
        return record, said

    return form_page(
        request,
        IdentityForm,
        title=f"Record who {subject} is",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )
