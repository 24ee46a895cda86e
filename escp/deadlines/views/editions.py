"""The editions of national guidance, what each changes, and how a later one is added."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.deadlines.forms.rules import ConfirmForm, EditionForm
from escp.deadlines.models import Edition
from escp.deadlines.presenters import editions as editions_page
from escp.deadlines.queries import rulemaking
from escp.deadlines.services import rulemaking as services
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]


def _added(code: str) -> Edition:
    edition = rulemaking.edition_added(code)
    if edition is None:
        raise Http404(f"No edition {code} was added here.")
    return edition


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition, those of this release and those added here."""
    page = {
        "title": "Editions of guidance",
        "documents": editions_page.documents(rulemaking.editions_added()),
        "may_change": request.user.may(Permission.CHANGE_RULES),
    }
    return render(request, "deadlines/editions.html", page)


@require_safe
def edition(request: HttpRequest, code: str) -> HttpResponse:
    """What an edition makes of each clock that it governs: also before it is agreed or in force."""
    found = rulemaking.edition_added(code)
    shipped = rulemaking.edition_shipped(code)
    if found is None and shipped is None:
        raise Http404(f"There is no edition {code}.")
    page = editions_page.edition_page(request.user, found, shipped or found.as_declared)
    return render(request, "deadlines/edition.html", {"title": page["edition"].name, **page})


@require_http_methods(FORM_METHODS)
@needs(Permission.CHANGE_RULES)
def edition_new(request: HttpRequest) -> HttpResponse:
    """Propose a later edition."""

    def save(form: EditionForm) -> tuple[Edition, str]:
        kept = services.propose_edition(by=request.user, **form.cleaned_data)
        return kept, "The edition is kept. It counts once a colleague agrees it."

    return form_page(
        request,
        EditionForm,
        title="Add an edition",
        caption="Editions of guidance",
        save=save,
        back=reverse("deadlines:editions"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CHANGE_RULES)
def edition_agree(request: HttpRequest, code: str) -> HttpResponse:
    """Agree an edition that a colleague added, on a page that shows what it changes."""

    def save(form: ConfirmForm) -> tuple[Edition, str]:
        kept = services.agree(by=request.user, proposal=form.instance)
        return kept, "Agreed. Clocks that start on its day or later follow it."

    return _confirm(request, code, save, title="Agree the edition", submit_label="Agree the edition")


@require_http_methods(FORM_METHODS)
@needs(Permission.CHANGE_RULES)
def edition_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take back an edition that has not taken effect, and the changes that belong to it."""

    def save(form: ConfirmForm) -> tuple[str, str]:
        kept = services.withdraw_proposal(by=request.user, proposal=form.instance)
        return reverse("deadlines:editions"), f"{kept.name} is withdrawn, with the changes that belong to it."

    page = {"title": "Withdraw the edition", "submit_label": "Withdraw the edition", "destructive": True}
    return _confirm(request, code, save, **page)


def _confirm(request: HttpRequest, code: str, save: Any, **page: Any) -> HttpResponse:
    if request.method == "POST" and (place := place_of_earlier_sending(request)):
        return redirect(place)
    found = _added(code)
    return form_page(
        request,
        ConfirmForm,
        instance=found,
        caption=found.name,
        save=save,
        template="deadlines/edition_confirm.html",
        context=editions_page.edition_page(request.user, found, found.as_declared),
        back=found.get_absolute_url(),
        **page,
    )
