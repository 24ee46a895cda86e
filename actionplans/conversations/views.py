"""Challenge and support conversations: their list, one of them, and what agency and unit write in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplans.conversations import services
from actionplans.conversations.forms import AnswerForm, DatesForm, LineForm, RoundForm, WordsForm
from actionplans.conversations.presenters import conversation_page
from actionplans.conversations.queries import conversations_for, conversations_to_list, lines_for, lines_for_update
from actionplans.conversations.tables import (
    ConversationFilter,
    ConversationTable,
    UpdateLineFilter,
    UpdateLineTable,
)
from actionplans.models import Conversation
from actionplans.policies import may_manage, may_prepare
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.access.predicates import Predicate
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page

FORM_METHODS = ["GET", "HEAD", "POST"]
SEES = needs(Permission.SEE_ALL_ACTIONS, Permission.SEE_OWN_AGENCY_ACTIONS)


def _conversation(request: HttpRequest, reference: str, asking: Predicate | None = None) -> Conversation:
    record = get_object_or_404(conversations_for(request.user), reference=reference)
    if asking is not None and not asking(request.user, record):
        raise PermissionDenied(asking.reason)
    return record


@require_safe
@SEES
def conversations(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=conversations_to_list(request.user),
        filterset_class=ConversationFilter,
        table_class=ConversationTable,
        title="Challenge and support",
        template="actionplans/conversations/list.html",
        empty="Conversations stand here once a round is opened: in February and in August.",
        context={
            "open_url": reverse("actionplans:conversations-open") if may_manage(request.user, None) else "",
            "update_url": reverse("actionplans:conversations-update"),
        },
    )


@require_safe
@SEES
def for_the_update(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=lines_for_update(request.user),
        filterset_class=UpdateLineFilter,
        table_class=UpdateLineTable,
        title="One line for each action",
        template="actionplans/conversations/update.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Lines for the Update stand here once a conversation is held.",
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def open_round(request: HttpRequest) -> HttpResponse:
    def save(form: RoundForm) -> Any:
        said = form.cleaned_data
        made = services.open_round(
            by=request.user,
            year=form.year,
            half=form.half,
            agencies=said["agencies"],
            prepare_by=said["prepare_by"],
            hold_by=said["hold_by"],
        )
        number = len(made)
        words = (
            f"{number} conversation{' is' if number == 1 else 's are'} planned. Each agency has its actions before it."
        )
        return f"{reverse('actionplans:conversations')}?which={said['which']}", words

    return form_page(
        request,
        RoundForm,
        title="Open a round of conversations",
        save=save,
        back=reverse("actionplans:conversations"),
        submit_label="Open the round",
    )


@require_safe
def conversation(request: HttpRequest, reference: str) -> HttpResponse:
    record = _conversation(request, reference)
    return render(request, "actionplans/conversations/conversation.html", conversation_page(record, request.user))


@require_http_methods(FORM_METHODS)
def dates(request: HttpRequest, reference: str) -> HttpResponse:
    record = _conversation(request, reference, may_manage)
    return form_page(
        request,
        DatesForm,
        instance=record,
        title="Change the days",
        caption=str(record),
        save=lambda form: services.change_dates(by=request.user, conversation=form.save(commit=False)),
        back=record.get_absolute_url(),
    )


@needs(Permission.MANAGE_ACTIONS)
@require_POST
def bring_in(request: HttpRequest, reference: str) -> HttpResponse:
    record = _conversation(request, reference)
    services.bring_in_new(by=request.user, conversation=record)
    return redirect(record)


@require_http_methods(FORM_METHODS)
def words(request: HttpRequest, reference: str) -> HttpResponse:
    record = _conversation(request, reference, may_manage)
    return form_page(
        request,
        WordsForm,
        instance=record,
        title="Change what was recorded",
        caption=str(record),
        save=lambda form: services.put_right(by=request.user, conversation=form.save(commit=False)),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
def line(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Answer for one action. The unit writes the one line for the Update here too."""
    record = _conversation(request, reference, may_prepare)
    row = get_object_or_404(lines_for(request.user), conversation=record, pk=number)
    return form_page(
        request,
        LineForm if may_manage(request.user, record) else AnswerForm,
        instance=row,
        title=row.action.title,
        caption=f"{row.reference}, {record.round_name}",
        save=lambda form: services.answer(by=request.user, line=form.save(commit=False)),
        back=row.get_absolute_url(),
    )
