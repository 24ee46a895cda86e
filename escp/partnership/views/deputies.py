"""Who stands in for whom: one's own deputy, and those of colleagues for the people who keep the deadlines."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.partnership import services
from escp.partnership.forms import ColleaguesDeputyForm, DeputyForm, EndDeputyForm
from escp.partnership.presenters import deputies_page
from escp.partnership.queries import colleagues_of, deputies_for, people_to_name
from escp.ui.flow import form_page
from escp.ui.words import date_in_words

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def deputies(request: HttpRequest) -> HttpResponse:
    return render(request, "partnership/deputies.html", deputies_page(request.user))


@require_http_methods(FORM_METHODS)
def name_deputy(request: HttpRequest) -> HttpResponse:
    people = colleagues_of(request.user)
    return _named(request, DeputyForm, title="Name your deputy", form_kwargs={"people": people})


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_DEADLINES)
def name_colleagues_deputy(request: HttpRequest) -> HttpResponse:
    people = people_to_name()
    return _named(request, ColleaguesDeputyForm, title="Name a deputy for a colleague", form_kwargs={"people": people})


def _named(request: HttpRequest, form_class: type[DeputyForm], **page: Any) -> HttpResponse:
    back = reverse("partnership:deputies")

    def save(form: DeputyForm) -> tuple[str, str]:
        row = services.name_deputy(**({"person": request.user} | form.cleaned_data), by=request.user)
        until = f"to {date_in_words(row.ends_on)}" if row.ends_on else "on"
        return back, f"{row.deputy} stands in for {row.person} from {date_in_words(row.starts_on)} {until}."

    return form_page(request, form_class, save=save, back=back, **page)


@require_http_methods(FORM_METHODS)
def end_deputy(request: HttpRequest, number: int) -> HttpResponse:
    row = get_object_or_404(deputies_for(request.user), pk=number)
    back = reverse("partnership:deputies")

    def save(form: EndDeputyForm) -> tuple[str, str]:
        ended = services.end_deputy(by=request.user, deputy=row)
        said = "Today is their last day." if ended else "They will not stand in."
        return back, f"{row.deputy}, deputy of {row.person}: {said[0].lower()}{said[1:]}"

    return form_page(
        request,
        EndDeputyForm,
        title=f"Should {row.deputy} no longer stand in for {row.person}?",
        template="partnership/end_deputy.html",
        save=save,
        back=back,
        submit_label="End it",
        destructive=True,
    )
