"""The partnership's groups: who sits in them, and whether a meeting counts. Everybody reads; few change."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.partnership import services
from escp.partnership.forms import EndSeatForm, GroupForm, NewSeatForm, PresentForm, SeatForm
from escp.partnership.models import Group, GroupMembership
from escp.partnership.presenters import group_page, groups_page, history_of, meeting_of, rule_of
from escp.partnership.queries import agencies_to_name, groups_to_read, memberships_of, people_to_name
from escp.ui.flow import form_page

FORM_METHODS = ["GET", "HEAD", "POST"]


def _group(number: int) -> Group:
    return get_object_or_404(groups_to_read(), pk=number)


def _seat(number: int, seat: int) -> GroupMembership:
    return get_object_or_404(memberships_of(_group(number)), pk=seat)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    return render(request, "partnership/groups.html", groups_page(request.user))


@require_safe
def group(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "partnership/group.html", group_page(_group(number), request.user))


@require_safe
def history(request: HttpRequest, number: int) -> HttpResponse:
    record = _group(number)
    page = {"title": "What was changed", "group": record, "events": history_of(record)}
    return render(request, "partnership/group_history.html", page)


@require_safe
def is_quorate(request: HttpRequest, number: int) -> HttpResponse:
    record = _group(number)
    meeting = meeting_of(record)
    asked = "ask" in request.GET
    form = PresentForm(request.GET if asked else None, people=meeting.people, hints=meeting.hints)
    found, counts = meeting.answer(record, form.cleaned_data["present"]) if form.is_valid() else (None, [])
    page = {"title": "Is a meeting quorate?", "group": record, "rule": rule_of(record), "form": form}
    return render(request, "partnership/group_quorum.html", page | {"answer": found, "counts": counts})


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_GROUPS)
def new(request: HttpRequest) -> HttpResponse:
    return _group_form(request, Group(), title="Add a group", said="The group has been added.")


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_GROUPS)
def change(request: HttpRequest, number: int) -> HttpResponse:
    record = _group(number)
    return _group_form(
        request, record, title="Change the group", said="The group has been changed.", caption=record.name
    )


def _group_form(request: HttpRequest, record: Group, *, said: str, **page: Any) -> HttpResponse:
    def save(form: GroupForm) -> tuple[Group, str]:
        return services.keep_group(by=request.user, group=form.instance), said

    back = record.get_absolute_url() if record.pk else reverse("partnership:groups")
    return form_page(request, GroupForm, instance=record, save=save, back=back, **page)


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_GROUPS)
def new_seat(request: HttpRequest, number: int) -> HttpResponse:
    record = GroupMembership(group=_group(number))
    people = {"people": people_to_name(), "agencies": agencies_to_name()}
    return _seat_form(request, NewSeatForm, record, title="Give somebody a seat", form_kwargs=people)


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_GROUPS)
def change_seat(request: HttpRequest, number: int, seat: int) -> HttpResponse:
    record = _seat(number, seat)
    agencies = {"agencies": agencies_to_name()}
    return _seat_form(
        request,
        SeatForm,
        record,
        title=f"Put right the seat of {record.person}",
        template="partnership/change_seat.html",
        form_kwargs=agencies,
        initial={"reason": ""},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_GROUPS)
def end_seat(request: HttpRequest, number: int, seat: int) -> HttpResponse:
    record = _seat(number, seat)
    title = f"When does {record.person} leave the group?"
    return _seat_form(request, EndSeatForm, record, title=title, initial={"reason": ""}, submit_label="End the seat")


def _seat_form(request: HttpRequest, form_class: type, record: GroupMembership, **page: Any) -> HttpResponse:
    group = record.group

    def save(form: Any) -> tuple[Group, str]:
        row = services.seat(by=request.user, membership=form.instance)
        return group, f"The seat of {row.person} has been saved."

    return form_page(
        request, form_class, instance=record, save=save, back=group.get_absolute_url(), caption=group.name, **page
    )
