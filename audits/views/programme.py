"""The programme of a year’s multi-agency audits, and its agreement by the PIG."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.programme import AgreeProgrammeForm
from audits.presenters.programme import programme_page
from audits.programme_text import programme_text
from audits.services.programme import agree_programme
from audits.terms_text import digest_of
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.partnership.models.plan import year_name, year_of
from escp.ui.flow import form_page

FIRST_YEAR, LAST_YEAR = 2015, 2100


def _year(request: HttpRequest) -> int:
    """Return the year that the page is about: this year, whatever else was typed that is none."""
    typed = request.GET.get("year", "")
    if typed.isascii() and typed.isdigit() and len(typed) == 4 and FIRST_YEAR <= int(typed) <= LAST_YEAR:
        return int(typed)
    return year_of(timezone.localdate())


@require_safe
@needs(Permission.SEE_LEARNING)
def programme(request: HttpRequest) -> HttpResponse:
    return render(request, "audits/programme.html", programme_page(request.user, _year(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.AGREE_AUDITS)
def agree(request: HttpRequest) -> HttpResponse:
    """Record that the PIG agreed the programme: as it reads now, so that a change meanwhile is noticed."""
    year = _year(request)
    back = f"{reverse('audits:programme')}?year={year}"
    text = programme_text(year)

    def save(form: AgreeProgrammeForm) -> Any:
        agree_programme(by=request.user, year=year, **form.cleaned_data)
        return back, "The programme is agreed as it stands."

    return form_page(
        request,
        AgreeProgrammeForm,
        title="Record that the PIG agreed the programme",
        caption=year_name(year),
        save=save,
        back=back,
        template="audits/programme_agree.html",
        context={"text": text},
        version=lambda _: digest_of(programme_text(year)),
    )
