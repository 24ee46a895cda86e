"""Who the child was: asked for with a reason, written apart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cdop import services
from cdop.forms.deaths import WhoItWasForm
from cdop.queries import deaths_for
from escp.access.decorators import needs, recently_confirmed
from escp.access.log import A_FORM, logged_already, open_record
from escp.access.permissions import Permission
from escp.partnership.forms import IdentityReasonForm
from escp.partnership.presenters import identity_page
from escp.partnership.services import open_identity
from escp.ui.flow import form_page

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@needs(Permission.OPEN_IDENTITY)
@recently_confirmed
def identity(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for the reason; show who the child was only in answer to it, after the log has it."""
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    change_url = reverse("cdop:identity-change", args=[reference])
    form = IdentityReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = open_identity(by=request.user, child=record.child, under=reference, **form.cleaned_data)
        logged_already(request)
        return render(request, "partnership/identity.html", identity_page(record, record.child, change_url, found))
    page = identity_page(record, record.child, change_url) | {"form": form}
    return render(request, "partnership/identity_reason.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.OPEN_IDENTITY)
@recently_confirmed
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Write who the child was. What is held already is not shown: opening it needs a reason of its own."""
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)

    def save(form: WhoItWasForm):
        services.hold_who_it_is(by=request.user, death=record, identity=form.identity())
        return record, f"Who {record.child} was is held apart. Opening it needs a reason."

    return form_page(
        request,
        WhoItWasForm,
        title=f"Record who {record.child} was",
        caption=reference,
        form_kwargs={"death": record},
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )
