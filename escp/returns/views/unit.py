"""What the unit does to one return: names who is asked, gives another date, ends a link, fills in its own fields."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from escp.access.log import A_FORM, open_record
from escp.returns import queries
from escp.returns.askers import for_askers
from escp.returns.definition import Section
from escp.returns.forms.answering import form_for
from escp.returns.forms.asking import DueForm, LinkForm, RecipientForm
from escp.returns.given import file_keys
from escp.returns.models import Return
from escp.returns.services import asking, links
from escp.returns.services.letters import send_ask
from escp.returns.services.people import person_for
from escp.ui.flow import form_page

FORM_METHODS = ["GET", "HEAD", "POST"]
MEANWHILE = "Somebody else changed these fields meanwhile. Open the page again to see what they say now."


def _found(request: HttpRequest, reference: str) -> Return:
    asked: Return = open_record(request, queries.returns_asked_by(request.user), page=A_FORM, reference=reference)
    return asked


def _page(request: HttpRequest, asked: Return, form_class: type, title: str, save: Any, **more: Any) -> HttpResponse:
    context = {"marking": asked.is_casework, **more.pop("context", {})}
    return form_page(
        request, form_class, title=title, caption=f"{asked.agency} {asked.reference}", save=save,
        back=asked.get_absolute_url(), context=context, **more,
    )  # fmt: skip


@require_http_methods(FORM_METHODS)
@for_askers
def recipient(request: HttpRequest, reference: str) -> HttpResponse:
    """Name, or change, who is asked in the agency."""
    asked = _found(request, reference)

    def save(form: RecipientForm) -> tuple[Any, str]:
        pasted = form.cleaned_data["people"]
        person = form.cleaned_data["person"] or person_for(by=request.user, pasted=pasted)
        named = asking.name_recipient(by=request.user, asked=asked, person=person)
        return named, f"{person} is asked now. An e-mail is on its way."

    return _page(request, asked, RecipientForm, "Name who is asked", save, form_kwargs={"agency": asked.agency})


@require_http_methods(FORM_METHODS)
@for_askers
def another_date(request: HttpRequest, reference: str) -> HttpResponse:
    """Give one agency another date."""
    asked = _found(request, reference)

    def save(form: DueForm) -> tuple[Any, str]:
        due_on = form.cleaned_data["due_on"]
        return asking.extend(by=request.user, asked=asked, due_on=due_on), "The date is changed."

    return _page(request, asked, DueForm, "Give another date", save, instance=asked)


@require_http_methods(FORM_METHODS)
@for_askers
def link(request: HttpRequest, reference: str) -> HttpResponse:
    """End the link of somebody without an account, and send a new one if wanted."""
    asked = _found(request, reference)

    def save(form: LinkForm) -> tuple[Any, str]:
        again = form.cleaned_data["what"] == "again"
        if again and not (asked.is_open and asked.person):
            raise ValidationError("There is nobody to send a new link to, or it has been sent already.")
        links.revoke(by=request.user, asked=asked)
        if again:
            send_ask(by=request.user, asked=asked)
        return asked, "The link is ended. A new one is on its way." if again else "The link is ended."

    return _page(request, asked, LinkForm, "End the link", save, submit_label="Continue")


@require_http_methods(FORM_METHODS)
@for_askers
def fields(request: HttpRequest, reference: str) -> HttpResponse:
    """Fill in the unit's own fields of a return."""
    asked = _found(request, reference)
    definition = asked.request.asks.asks
    files = file_keys(definition)
    own = tuple(one for one in definition.questions if one.for_unit and one.key not in files)
    if not own:
        raise Http404
    form_class = form_for(definition, Section(key="unit", title="For the unit", questions=own))
    note = queries.unit_note_of(asked)
    answers = note.answers if note else {}
    seen = hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()

    def save(form: Any) -> tuple[Any, str]:
        if request.POST.get("seen") != seen:
            raise ValidationError(MEANWHILE)
        asking.keep_unit_note(by=request.user, asked=asked, answers=form.answers())
        return asked, "The unit’s fields are saved."

    return _page(
        request, asked, form_class, "For the business unit", save, initial=form_class.initial_from(answers),
        template="returns/unit_fields.html", submit_label="Save", context={"seen": seen},
    )  # fmt: skip
