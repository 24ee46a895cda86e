"""Many actions at once, chosen in the list: the letter to their owners, another owner, another date."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actionplans.forms.tracker import LetterForm, ReassignForm, RedateForm
from actionplans.post import line_of
from actionplans.tracker import many
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.flow import form_page

FORM_METHODS = ["GET", "HEAD", "POST"]
DRAFT = {
    "subject": "how are your actions going?",
    "text": "Dear {name},\n\nthese actions of yours are waiting for news. Please open each, write how it is going, or "
    "tell us what stands in the way.\n\nThank you.",
}


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def chase(request: HttpRequest) -> HttpResponse:
    """Show the letter and who gets it with what, to be changed and sent."""
    chosen = many.to_remind(_chosen(request))

    def save(form: LetterForm) -> tuple[str, str]:
        written, done = many.remind(by=request.user, actions=_chosen(request), **form.cleaned_data)
        on_the_way = f"{len(written)} {'reminder is' if len(written) == 1 else 'reminders are'} on the way."
        return _list(), f"{on_the_way}{_left(done)}"

    people = [(owner, [line_of(action) for action in actions]) for owner, actions in many.by_owner(chosen.able)]
    return _many(
        request, LetterForm, "Remind the owners", save, chosen, initial=DRAFT, submit_label="Send",
        template="actionplans/many_chase.html", people=people,
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def reassign(request: HttpRequest) -> HttpResponse:
    """Give actions to another owner."""

    def save(form: ReassignForm) -> tuple[str, str]:
        done = many.reassign(by=request.user, actions=_chosen(request), **form.cleaned_data)
        return _list(), f"{_counted(done)} reassigned.{_left(done)}"

    return _many(request, ReassignForm, "Reassign actions", save, many.to_change(_chosen(request)))


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def redate(request: HttpRequest) -> HttpResponse:
    """Give actions another due date."""

    def save(form: RedateForm) -> tuple[str, str]:
        done = many.redate(by=request.user, actions=_chosen(request), **form.cleaned_data)
        return _list(), f"{_counted(done)} given a new due date.{_left(done)}"

    return _many(request, RedateForm, "Change the due date of actions", save, many.to_change(_chosen(request)))


def _chosen(request: HttpRequest) -> list[Any]:
    return list(many.chosen_for(request.user, request.GET.getlist("chosen")))


def _many(
    request: HttpRequest,
    form: Any,
    title: str,
    save: Callable[[Any], tuple[str, str]],
    chosen: many.Chosen,
    *,
    template: str = "actionplans/many.html",
    people: Any = (),
    **more: Any,
) -> HttpResponse:
    able = [{"reference": one.reference, "title": one.title, "url": one.get_absolute_url()} for one in chosen.able]
    left = [{"reference": one.reference, "url": one.get_absolute_url(), "why": why} for one, why in chosen.left]
    return form_page(
        request, form, title=title, save=save, template=template, back=_list(),
        context={"able": able, "left": left, "people": people}, **{"submit_label": "Save", **more},
    )  # fmt: skip


def _counted(done: many.Chosen) -> str:
    return f"{len(done.able)} {'action is' if len(done.able) == 1 else 'actions are'}"


def _left(done: many.Chosen) -> str:
    """Name what was left alone, each with why."""
    return "".join(f" {action.reference} is left alone: {why}" for action, why in done.left)


def _list() -> str:
    return reverse("actionplans:actions")
