"""The agenda: built, added to, moved, left out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.ui.forms import GovForm
from home.meetings import forms
from home.meetings.presenters.building import building_page
from home.meetings.queries import items_for, people_who_present
from home.meetings.services import agenda
from home.meetings.views.common import FORM_METHODS, page_within, run_by
from home.models import AgendaItem, Meeting


def _item(request: HttpRequest, meeting: Meeting, number: int) -> AgendaItem:
    return get_object_or_404(items_for(request.user), meeting=meeting, pk=number)


@require_http_methods(FORM_METHODS)
def build(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what would be added, then add it. What is there already stays as it is."""
    record = run_by(request, reference)

    def save(form: GovForm) -> tuple[Meeting, str]:
        added = agenda.build(by=request.user, meeting=record)
        items = f"{added} item{'' if added == 1 else 's'} added" if added else "Nothing new"
        return record, f"{items}. What was there stays as it was."

    return page_within(
        request,
        record,
        GovForm,
        title="Build the agenda",
        template="home/meetings/build.html",
        context=building_page(record, request.user),
        submit_label="Build the agenda",
        save=save,
    )


@require_http_methods(FORM_METHODS)
def add(request: HttpRequest, reference: str) -> HttpResponse:
    record = run_by(request, reference)
    return page_within(
        request,
        record,
        forms.ItemForm,
        instance=AgendaItem(meeting=record),
        form_kwargs={"people": people_who_present(record)},
        title="Add an item",
        save=lambda form: (agenda.add(by=request.user, item=form.instance), "The item is on the agenda."),
    )


@require_http_methods(FORM_METHODS)
def change(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Say who presents an item, for how long and in which place."""
    record = run_by(request, reference)
    item = _item(request, record, number)
    name = "meeting-item-in" if item.is_left_out else "meeting-item-out"

    def save(form: forms.ChangeItemForm) -> tuple[AgendaItem, str]:
        place = form.cleaned_data["number"]
        return agenda.change(by=request.user, item=form.instance, number=place), "The item is changed."

    return page_within(
        request,
        record,
        forms.ChangeItemForm,
        instance=item,
        form_kwargs={"people": people_who_present(record)},
        title=f"Item {item.number}" if item.number else "An item that is left out",
        template="home/meetings/item.html",
        context={"item": item, "other_url": reverse(f"home:{name}", args=[reference, item.pk])},
        save=save,
    )


@require_http_methods(FORM_METHODS)
def leave_out(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    record = run_by(request, reference)
    return page_within(
        request,
        record,
        forms.ReasonForm,
        instance=_item(request, record, number),
        title="Leave it out",
        save=lambda form: (
            agenda.leave_out(by=request.user, item=form.instance, **form.cleaned_data),
            "The item is left out.",
        ),
    )


@require_http_methods(FORM_METHODS)
def take_in(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    record = run_by(request, reference)
    return page_within(
        request,
        record,
        GovForm,
        instance=_item(request, record, number),
        title="Take it in again",
        submit_label="Take it in again",
        save=lambda form: (agenda.take_in(by=request.user, item=form.instance), "The item is on the agenda again."),
    )
