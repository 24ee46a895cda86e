"""Who the child was: asked for with a reason, written apart."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cdop import services
from cdop.forms.deaths import IdentityForm
from cdop.presenters import identity_page
from cdop.queries import deaths_for
from escp.access.decorators import needs, recently_confirmed
from escp.access.log import A_FORM, logged_already, open_record
from escp.access.permissions import Permission
from escp.partnership.services import open_identity
from escp.ui.flow import form_page
from reviews.forms.cases import IdentityReasonForm

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
@needs(Permission.OPEN_IDENTITY)
@recently_confirmed
def identity(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for the reason; show who the child was only in answer to it, after the log has it."""
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    form = IdentityReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = open_identity(by=request.user, child=record.child, under=reference, **form.cleaned_data)
        logged_already(request)
        return render(request, "cdop/identity.html", identity_page(record, found))
    return render(request, "cdop/identity_reason.html", identity_page(record) | {"form": form})


@require_http_methods(FORM_METHODS)
@needs(Permission.OPEN_IDENTITY)
@recently_confirmed
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Write who the child was. What is held already is not shown: opening it needs a reason of its own."""
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)

    def save(form: IdentityForm):
        services.hold_who_it_is(by=request.user, death=record, identity=form.identity())
        return record, f"Who {record.child} was is held apart. Opening it needs a reason."

    return form_page(
        request,
        IdentityForm,
        title=f"Record who {record.child} was",
        caption=reference,
        form_kwargs={"death": record},
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )
