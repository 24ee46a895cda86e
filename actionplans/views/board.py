"""The board of actions, and the views of the list that somebody keeps under a name."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplans.forms.tracker import ViewForm, ViewsForm
from actionplans.tables import ActionFilter
from actionplans.tracker import saved_views as saved
from actionplans.tracker.board import FILTERS, Group, groups_for, views_of, ways_for
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.words import date_in_words

MINE = "Your views of the list"
FORM_METHODS = ["GET", "HEAD", "POST"]
SEES_ACTIONS = (Permission.SEE_ALL_ACTIONS, Permission.SEE_OWN_AGENCY_ACTIONS)


@require_safe
@needs(*SEES_ACTIONS)
def board(request: HttpRequest) -> HttpResponse:
    ways = ways_for(request.user)
    way = request.GET.get("by", "")
    way = way if way in ways else "brag"
    groups = [_shown(way, group) for group in groups_for(request.user, way)]
    context = {
        "title": f"Actions by {'BRAG' if way == 'brag' else ways[way].lower()}",
        "ways": [{"url": f"?by={key}", "words": words, "here": key == way} for key, words in ways.items()],
        "groups": groups,
    }
    return render(request, "actionplans/board.html", context)


def _shown(way: str, group: Group) -> dict[str, Any]:
    address = f"{reverse('actionplans:actions')}?{urlencode({FILTERS[way]: group.key})}"
    return {
        "name": group.name.capitalize() if way == "brag" else group.name,
        "count": group.count,
        "more": group.more,
        "url": address if group.key is not None else "",
        "actions": [
            {
                "reference": action.reference,
                "title": action.title,
                "url": action.get_absolute_url(),
                "words": action.rating.words,
                "tone": action.rating.colour.tone,
                "due": date_in_words(action.due_on) if action.due_on else "",
                "who": action.owner or action.lead_agency or "",
            }
            for action in group.actions
        ],
    }


@require_http_methods(FORM_METHODS)
@needs(*SEES_ACTIONS)
def view_new(request: HttpRequest) -> HttpResponse:
    """Save the filters of the list under a name."""
    known = {*ActionFilter.base_filters, "sort"}
    query = urlencode([(name, value) for name, value in request.GET.items() if name in known and value])

    def save(form: ViewForm) -> tuple[Any, str]:
        view = saved.save_view(by=request.user, name=form.cleaned_data["name"], query=query)
        return view, f"The view “{view}” is saved."

    return form_page(
        request,
        ViewForm,
        title="Save this view of the list",
        save=save,
        back=f"{reverse('actionplans:actions')}?{query}",
        submit_label="Save the view",
    )


@require_http_methods(FORM_METHODS)
@needs(*SEES_ACTIONS)
def views(request: HttpRequest) -> HttpResponse:
    """Remove views that one has saved."""
    mine = views_of(request.user)
    if place := place_of_earlier_sending(request):
        return redirect(place)
    if not mine.exists():
        return render(request, "actionplans/views_none.html", {"title": MINE})

    def save(form: ViewsForm) -> tuple[str, str]:
        chosen = form.cleaned_data["views"]
        if not chosen:
            raise ValidationError({"views": "Choose the views that you want to remove."})
        removed = saved.remove_views(by=request.user, views=chosen)
        return reverse("actionplans:actions"), f"{removed} {'view is' if removed == 1 else 'views are'} removed."

    return form_page(
        request,
        ViewsForm,
        title=MINE,
        save=save,
        form_kwargs={"views": mine},
        back=reverse("actionplans:actions"),
        submit_label="Remove",
    )
