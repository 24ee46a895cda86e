"""Where a capsule is asked for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.views import order
from escp.ui.flow import form_page
from home.handover import reports
from home.handover.forms import CapsuleForm


@needs(Permission.PLAN_THE_YEAR)
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    def save(form: CapsuleForm) -> Any:
        reference = reports.reference_of(timezone.localdate())
        return order(request.user, reports.CAPSULE.key, form.cleaned_data, reference=reference)

    return form_page(
        request,
        CapsuleForm,
        title="Hand over to a new manager",
        template="home/handover/handover.html",
        context={"questions": reports.QUESTIONS},
        save=save,
        submit_label="Make the capsule",
        back=reverse("home:reports"),
    )
