"""Reminding those who have not replied: whom and in which words, then exactly who gets what, then sending."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from escp.access.log import A_FORM, open_record
from escp.returns import queries
from escp.returns.askers import for_askers
from escp.returns.forms.asking import ChaseCheckForm, ChaseForm
from escp.returns.presenters.requests import choices_to_chase, draft_for
from escp.returns.queries import reaching
from escp.returns.services import letters
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]
KEPT = "reminders_to_send"
ELSEWHERE = "The reminders were changed in another window. Look at them again."


@require_http_methods(FORM_METHODS)
@for_askers
def chase(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose who is reminded, and write the reminder. Nothing is sent yet."""
    record = open_record(request, queries.requests_for(request.user), page=A_FORM, reference=reference)
    returns = list(queries.returns_of(record))
    choices = choices_to_chase(returns, reaching.people_asked(returns))
    lately = queries.chased_today(returns)
    kept = request.session.get(KEPT) or {}

    def save(form: ChaseForm) -> str:
        data = form.cleaned_data
        if queries.pseudonym_in(record.case, data["subject"], data["text"]):
            raise ValidationError({"text": letters.NO_PSEUDONYMS})
        request.session[KEPT] = {"reference": reference, **data}
        return reverse("returns:chase-check", args=[reference])

    initial = {**draft_for(record), "returns": [key for key, _ in choices if int(key) not in lately]}
    return form_page(
        request,
        ChaseForm,
        title="Remind those who have not replied",
        caption=f"{record.title} {reference}",
        initial=kept if kept.get("reference") == reference else initial,
        form_kwargs={"choices": choices},
        save=save,
        back=record.get_absolute_url(),
        submit_label="Check who gets what",
        context={"marking": record.is_casework},
    )


@require_http_methods(FORM_METHODS)
@for_askers
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show each message as it will go out, and send them."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    record = open_record(request, queries.requests_for(request.user), page=A_FORM, reference=reference)
    kept = request.session.get(KEPT) or {}
    if kept.get("reference") != reference:
        return redirect("returns:chase", reference)
    chosen = [asked for asked in queries.returns_of(record) if str(asked.pk) in kept["returns"]]
    people, lately = reaching.people_asked(chosen), queries.chased_today(chosen)
    fingerprint = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()

    def save(form: ChaseCheckForm) -> tuple[Any, str]:
        if form.cleaned_data["seen"] != fingerprint:
            raise ValidationError(ELSEWHERE)
        again = bool(form.cleaned_data.get("again"))
        facts = {"subject": kept["subject"], "text": kept["text"], "again": again}
        written = letters.chase(by=request.user, returns=chosen, **facts)
        request.session.pop(KEPT, None)
        return record, f"{len(written)} {'reminder is' if len(written) == 1 else 'reminders are'} on the way."

    return form_page(
        request,
        ChaseCheckForm,
        title="Check who gets what",
        caption=f"{record.title} {reference}",
        form_kwargs={"again": bool(lately)},
        initial={"seen": fingerprint},
        save=save,
        template="returns/chase_check.html",
        back=reverse("returns:chase", args=[reference]),
        submit_label="Send",
        context={
            "marking": record.is_casework,
            "subject": kept["subject"],
            "written": [
                (asked, person, letters.filled_in(kept["text"], asked, person))
                for asked in chosen
                for person in people[asked.pk]
            ],
        },
    )
