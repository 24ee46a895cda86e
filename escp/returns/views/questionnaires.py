"""Questionnaires and their versions: the list, reading, comparing, previewing, copying, publishing, taking away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns import queries
from escp.returns.forms.building import ConfirmForm, ImportForm, NamesForm, PublishForm, RenameForm
from escp.returns.models import Version
from escp.returns.presenters import questionnaires as pages
from escp.returns.services import questionnaires as services
from escp.returns.shipped import SHIPPED
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]
READERS = (Permission.BUILD_QUESTIONNAIRES, Permission.ASK_AGENCIES)


def found_version(person: Person, key: str, number: int) -> Version:
    """Return a version of a questionnaire. Raises Http404."""
    questionnaire = get_object_or_404(queries.questionnaires_for(person), key=key)
    version: Version = get_object_or_404(queries.versions_of(questionnaire), number=number)
    return version


@require_safe
@needs(*READERS)
def questionnaires(request: HttpRequest) -> HttpResponse:
    """List every questionnaire with the version that is asked now."""
    found = list(queries.questionnaires_for(request.user).prefetch_related("versions"))
    page = {
        "title": "Questionnaires",
        "listed": pages.listed(found),
        "may_build": request.user.may(Permission.BUILD_QUESTIONNAIRES),
    }
    return render(request, "returns/questionnaires.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def new(request: HttpRequest) -> HttpResponse:
    """Start a questionnaire: with nothing, or from a shipped set."""

    def save(form: NamesForm) -> tuple[Version, str]:
        chosen = SHIPPED.get(form.cleaned_data["start_from"])
        draft = services.start(
            by=request.user, questionnaire=form.save(commit=False), definition=chosen.asks if chosen else None
        )
        return draft, "The draft is kept. Nobody is asked before it is published."

    back = reverse("returns:questionnaires")
    return form_page(request, NamesForm, title="New questionnaire", save=save, back=back)


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def bring_in(request: HttpRequest) -> HttpResponse:
    """Read a questionnaire from a JSON file, as a draft."""

    def save(form: ImportForm) -> tuple[Version, str]:
        data = form.cleaned_data
        draft = services.start(by=request.user, questionnaire=data["questionnaire"], definition=data["definition"])
        return draft, "The questionnaire has been read. It is a draft: look through it and publish it."

    back = reverse("returns:questionnaires")
    return form_page(request, ImportForm, title="Import a questionnaire", save=save, back=back)


@require_safe
@needs(*READERS)
def questionnaire(request: HttpRequest, key: str) -> HttpResponse:
    """Show a questionnaire with its versions."""
    found = get_object_or_404(queries.questionnaires_for(request.user), key=key)
    return render(request, "returns/questionnaire.html", pages.questionnaire_page(found, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Change what a questionnaire is called and what it is for."""
    found = get_object_or_404(queries.questionnaires_for(request.user), key=key)

    def save(form: RenameForm) -> tuple[Any, str]:
        named = services.rename(by=request.user, questionnaire=form.save(commit=False))
        return named, "The questionnaire has been changed."

    return form_page(
        request,
        RenameForm,
        instance=found,
        title="Change the questionnaire",
        caption=found.title,
        save=save,
        submit_label="Save",
        back=found.get_absolute_url(),
    )


@require_safe
@needs(*READERS)
def version(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show everything that a version asks; a draft is written here."""
    found = found_version(request.user, key, number)
    return render(request, "returns/version.html", pages.version_page(found, request.user))


@require_safe
@needs(*READERS)
def preview(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show a section as an agency will see it. Nothing is kept."""
    found = found_version(request.user, key, number)
    page = pages.preview_page(found, request.GET.get("section", ""))
    return render(request, "returns/preview.html", page)


@require_safe
@needs(*READERS)
def export(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Give a version as a JSON file."""
    found = found_version(request.user, key, number)
    response = HttpResponse(services.as_text(found), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.questionnaire.key}-version-{found.number}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@needs(*READERS)
def since(request: HttpRequest, key: str, number: int, earlier: int) -> HttpResponse:
    """Show what a version asks otherwise than an earlier one."""
    after, before = (found_version(request.user, key, one) for one in (number, earlier))
    page = {
        "title": f"Version {earlier} and version {number}",
        "before": before,
        "after": after,
        "differences": pages.compared(before, after),
    }
    return render(request, "returns/compared.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def copy(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Make the next version from one."""
    found = found_version(request.user, key, number)

    def save(form: ConfirmForm) -> tuple[Version, str]:
        draft = services.copy(by=request.user, version=found)
        return draft, f"Version {draft.number} is a draft. Version {found.number} stays as it is."

    return form_page(
        request,
        ConfirmForm,
        title=f"Copy version {number} to the next",
        caption=found.questionnaire.title,
        save=save,
        template="returns/copy.html",
        submit_label="Make the next version",
        back=found.questionnaire.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def publish(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Publish a draft, on a page that says what it changes and what stands against it."""
    found = found_version(request.user, key, number)
    before = queries.published(key)

    def save(form: Any) -> tuple[Version, str]:
        services.publish(by=request.user, version=form.instance, change_note=form.cleaned_data["change_note"])
        return found, "Published. From now on this version is asked."

    return form_page(
        request,
        PublishForm,
        instance=found,
        title=f"Publish version {number}",
        caption=found.questionnaire.title,
        save=save,
        template="returns/publish.html",
        submit_label="Publish",
        back=found.get_absolute_url(),
        context={
            "before": before,
            "after": found,
            "problems": found.asks.problems(),
            "differences": pages.compared(before, found) if before else [],
            "asks": pages.size_of(found.asks),
        },
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.BUILD_QUESTIONNAIRES)
def discard(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Throw a draft away."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    found = found_version(request.user, key, number)

    def save(form: Any) -> tuple[Any, str]:
        left = services.discard(by=request.user, version=form.instance)
        return left or reverse("returns:questionnaires"), "The draft has been discarded."

    return form_page(
        request,
        ConfirmForm,
        instance=found,
        title=f"Discard version {number}",
        caption=found.questionnaire.title,
        save=save,
        template="returns/discard.html",
        submit_label="Discard the draft",
        destructive=True,
        back=found.get_absolute_url(),
        context={"alone": found.number == 1},
    )
