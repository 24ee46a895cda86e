"""The list of schools and colleges that assess themselves each year."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.section_11 import EstablishmentForm, SchoolsForm
from audits.pasted import read_schools
from audits.queries.section_11 import establishments_for
from audits.services import schools as services
from audits.tables_of_cycles import EstablishmentFilter, EstablishmentTable
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from escp.ui.lists import list_page

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_SELF_ASSESSMENTS)
def schools(request: HttpRequest) -> HttpResponse:
    runs = request.user.may(Permission.RUN_AUDITS)
    return list_page(
        request,
        queryset=establishments_for(request.user),
        filterset_class=EstablishmentFilter,
        table_class=EstablishmentTable,
        title="Schools and colleges",
        template="audits/schools.html",
        empty="Schools and colleges are listed here once they are pasted in.",
        context={"add_url": reverse("audits:schools-add") if runs else ""},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def add(request: HttpRequest) -> HttpResponse:
    """Add schools from a pasted table: every line that is wrong is told, and then none is kept."""

    def save(form: SchoolsForm) -> Any:
        number = services.add_establishments(by=request.user, rows=read_schools(form.cleaned_data["schools"]))
        return reverse("audits:schools"), f"{number} added to the list."

    return form_page(request, SchoolsForm, title="Add schools and colleges", save=save, back=reverse("audits:schools"))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def school(request: HttpRequest, urn: str) -> HttpResponse:
    row = get_object_or_404(establishments_for(request.user), urn=urn)

    def save(form: EstablishmentForm) -> Any:
        services.change_establishment(by=request.user, establishment=form.save(commit=False))
        return reverse("audits:schools"), f"{row} is changed."

    return form_page(
        request,
        EstablishmentForm,
        instance=row,
        title="Change a school or college",
        caption=f"{row}, {row.urn}",
        save=save,
        back=reverse("audits:schools"),
    )
