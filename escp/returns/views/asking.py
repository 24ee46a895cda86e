"""Asking: what and whom, then a look at exactly who gets what, and only then is anything sent."""

import hashlib
import json
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.partnership.queries import agencies_to_name
from escp.returns import queries
from escp.returns.askers import for_askers
from escp.returns.forms.asking import AlsoForm, AskForm, CheckForm
from escp.returns.kinds import GENERAL, RequestKind, asked_about
from escp.returns.queries import reaching
from escp.returns.services import asking
from escp.returns.services.asking import Asked
from escp.returns.services.people import Pasted, person_for
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]
KEPT = "request_to_ask"
ELSEWHERE = "What you are asking was changed in another window. Look at it again."


def _about(request: HttpRequest, reference: str) -> tuple[RequestKind, Any]:
    """Return the kind of request and the record it is about, or the general kind and None. Raises Http404."""
    if not reference:
        return GENERAL, None
    found = asked_about(request.user, reference)
    if found is None:
        raise Http404
    return found


@require_http_methods(FORM_METHODS)
@needs(Permission.ASK_AGENCIES)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask what is wanted, by when, and from whom. Nothing is sent yet."""
    reference = request.GET.get("about", "")[:30]
    kind, record = _about(request, reference)
    kept = request.session.get(KEPT) or {}

    def save(form: AskForm) -> str:
        data = form.cleaned_data
        if queries.pseudonym_in(kind.case_of(record), data["title"], data["message"]):
            raise ValidationError({"title": asking.NO_PSEUDONYMS})
        request.session[KEPT] = {
            "about": reference,
            "asks": data["asks"].pk,
            "title": data["title"],
            "message": data["message"],
            "due_on": data["due_on"].isoformat(),
            "senior_sign_off": data["senior_sign_off"],
            "agencies": [agency.pk for agency in data["agencies"]],
            "people": [[one.name, one.email] for one in data["people"]],
        }
        return reverse("returns:ask-check")

    initial = _again(kept) if kept.get("about") == reference else {}
    if not initial:
        first = queries.published(kind.questionnaire) if kind.questionnaire else None
        title = kind.label if record is not None else ""
        initial = {"asks": first.pk if first else None, "title": title, "due_on": kind.due_for(record)}
    return form_page(
        request,
        AskForm,
        title="Ask agencies",
        caption=f"About {reference.upper()}" if reference else "",
        initial=initial,
        save=save,
        back=record.get_absolute_url() if record is not None else reverse("returns:requests"),
        submit_label="Check who gets what",
        context={"marking": record is not None},
    )


def _again(kept: dict[str, Any]) -> dict[str, Any]:
    people = "; ".join(f"{name} <{email}>" for name, email in kept["people"])
    return kept | {"due_on": date.fromisoformat(kept["due_on"]), "people": people}


@require_http_methods(FORM_METHODS)
@needs(Permission.ASK_AGENCIES)
def check(request: HttpRequest) -> HttpResponse:
    """Show exactly who gets what, ask where people belong, and send."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    kept = request.session.get(KEPT)
    version = queries.versions_to_ask().filter(pk=kept["asks"]).first() if kept else None
    if kept is None or version is None:
        return redirect("returns:ask")
    kind, record = _about(request, kept["about"])
    agencies = {agency.pk: agency for agency in agencies_to_name().filter(pk__in=kept["agencies"])}
    pasted = [Pasted(name, email) for name, email in kept["people"]]
    known = queries.people_with(one.email for one in pasted)
    before = queries.last_asked_for(known.values())
    placed, unplaced = [], []
    for number, one in enumerate(pasted):
        person = known.get(one.email)
        theirs = queries.agencies_of(person) if person else []
        if len(theirs) == 1:
            placed.append((one, theirs[0]))
        else:
            unplaced.append((f"agency_{number}", one, before.get(person.pk) if person else None))
    fingerprint = hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()
    contributors = reaching.contributors_of(agencies.values(), case.pk if (case := kind.case_of(record)) else None)
    named = {agency.pk for _, agency in placed}

    def save(form: CheckForm) -> tuple[Any, str]:
        if form.cleaned_data["seen"] != fingerprint:
            raise ValidationError(ELSEWHERE)
        if closed := [str(person) for person in known.values() if not person.is_active]:
            raise ValidationError(f"The account is closed of: {', '.join(closed)}. Ask somebody else.")
        everyone = [*placed, *((one, form.cleaned_data[name]) for name, one, _ in unplaced)]
        taken = {agency.pk for _, agency in everyone}
        whom = [Asked(agency, person_for(by=request.user, pasted=one)) for one, agency in everyone]
        # Where somebody is named for an agency, that person answers for it: it is not asked twice.
        whom += [Asked(agency) for agency in agencies.values() if agency.pk not in taken]
        made = asking.ask(
            by=request.user,
            kind=kind,
            version=version,
            title=kept["title"],
            message=kept["message"],
            due_on=date.fromisoformat(kept["due_on"]),
            senior_sign_off=kept["senior_sign_off"],
            whom=whom,
            about=record,
        )
        request.session.pop(KEPT, None)
        return (
            made,
            f"Asked: {len(whom)} {'agency' if len(whom) == 1 else 'agencies or people'}. E-mails are on their way.",
        )

    about = f"?{urlencode({'about': kept['about']})}" if kept["about"] else ""
    return form_page(
        request,
        CheckForm,
        title="Check who gets what",
        caption=f"About {kept['about'].upper()}" if kept["about"] else "",
        form_kwargs={"unplaced": [(name, one.name, first) for name, one, first in unplaced]},
        initial={"seen": fingerprint},
        save=save,
        template="returns/ask_check.html",
        back=reverse("returns:ask") + about,
        submit_label="Send",
        context={
            "marking": record is not None,
            "kept": kept,
            "due_on": date.fromisoformat(kept["due_on"]),
            "asks": version,
            "placed": placed,
            "unplaced": [one for _, one, _ in unplaced],
            "agencies": [(one, contributors.get(one.pk, [])) for one in agencies.values() if one.pk not in named],
        },
    )


@require_http_methods(FORM_METHODS)
@for_askers
def also(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask one more agency the same."""
    record = open_record(request, queries.requests_for(request.user), page=A_FORM, reference=reference)

    def save(form: AlsoForm) -> tuple[Any, str]:
        agency, pasted = form.cleaned_data["agency"], form.cleaned_data["people"]
        person = person_for(by=request.user, pasted=pasted) if pasted else None
        if person and (others := queries.speaks_for_another(person, agency)):
            raise ValidationError({"people": f"{person} belongs to {others[0]}, not to {agency}."})
        asking.ask_also(by=request.user, request=record, whom=Asked(agency, person))
        return record, f"{agency} is asked too."

    return form_page(
        request, AlsoForm, title="Ask one more agency", caption=reference, save=save,
        back=record.get_absolute_url(), submit_label="Send", context={"marking": record.is_casework},
    )  # fmt: skip
