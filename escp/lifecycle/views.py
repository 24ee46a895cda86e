"""One page for every declared move: it asks, says what will happen, and makes the move or says why not."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from escp.access.log import A_FORM, open_record
from escp.lifecycle.engine import lifecycle_of
from escp.lifecycle.forms import MoveForm
from escp.ui.flow import form_page, place_of_earlier_sending


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, machine: str, reference: str, transition: str) -> HttpResponse:
    """Show and make one move of one record that the person may see.

    404 for a record they may not know of, 403 when their role does not permit the move, 409 when it is not possible
    from where the record stands, the page itself with the reasons when something is missing.
    """
    lifecycle = lifecycle_of(machine)
    if lifecycle is None or transition not in lifecycle.transitions:
        raise Http404
    record = open_record(request, lifecycle.find(request.user), page=A_FORM, reference=reference)
    step = lifecycle.transitions[transition]
    if not step.allow(request.user, record):
        raise PermissionDenied(step.allow.reason)
    if request.method == "POST" and (place := place_of_earlier_sending(request)):
        return redirect(place)
    context = {
        "record": record,
        "step": step,
        "reasons": step.reasons_against(record, request.user),
        "marking": getattr(record, "is_casework", False),
    }
    if record.state not in step.sources:
        return render(request, "lifecycle/too_late.html", context, status=409)
    if context["reasons"]:
        return render(request, "lifecycle/refused.html", context, status=409 if request.method == "POST" else 200)

    def make(form: MoveForm) -> tuple[Any, str]:
        facts = dict(form.cleaned_data)
        note = facts.pop("note", "")
        moved = lifecycle.apply(transition, record, by=request.user, note=note, **facts)
        return moved, f"{step.label}: done."

    return form_page(
        request,
        lifecycle.forms.get(transition, MoveForm),
        title=step.label,
        caption=record.reference,
        save=make,
        instance=record,
        template="lifecycle/move.html",
        context=context,
        submit_label=step.label,
        back=record.get_absolute_url(),
    )
