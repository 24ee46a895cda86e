"""The panel’s pack: what the check found in it, how that was settled, and the file once nothing is left."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cdop.forms.panel import AgreeForm
from cdop.models import PanelCase
from cdop.pack import is_clean, to_settle
from cdop.presenters.panel import pack_page
from cdop.queries.panel import cases_at, known_at, to_agree_for
from cdop.reports.pack import PACK, arguments
from cdop.services import pack as services
from cdop.views.panel import FORM_METHODS, MARKED, open_case, open_panel
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.views import ask_for
from escp.ui.flow import form_page
from learning.redaction import redacted
from learning.redaction.answering import findings_form


def _back(record: PanelCase) -> str:
    return reverse("cdop:panel-pack", args=[record.meeting.reference])


@require_http_methods(FORM_METHODS)
def pack(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what was found. Posted to, ask for the file, which leaves only when nothing is left."""
    record = open_panel(request, reference, page="the pack of")
    if request.method == "POST":
        cases = cases_at(request.user, record)
        if not cases or not is_clean(record, cases, known_at(record)):
            # Something has changed since the page was opened: the page says what.
            return redirect("cdop:panel-pack", reference)
        return ask_for(
            request, PACK.key, arguments(record, cases), reference=record.reference, title=f"Pack for {reference}"
        )
    return render(request, "cdop/panel_pack.html", pack_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def found(request: HttpRequest, reference: str, death: str) -> HttpResponse:
    """Mend what was found in what the pack says of a death, or ask that it may stay: twenty wordings at a time."""
    record = open_case(request, reference, death)
    known = known_at(record.meeting)
    left = to_settle(record, known)
    proposed = {f"instead_{one.key}": redacted(one.text, known) for one in left}

    def save(form: Any) -> tuple[str, str]:
        services.settle(by=request.user, case=form.instance, replaced=form.replaced, accepted=form.accepted)
        return _back(record), "It is settled. What may stay waits for a second person."

    return form_page(
        request,
        findings_form(left),
        instance=record,
        initial={name: words for name, words in proposed.items() if not services.tells(words, known)},
        form_kwargs={"found": left},
        title="What was found",
        caption=f"{record.death.child}, {death}",
        save=save,
        template="cdop/panel_found.html",
        back=_back(record),
        context={**MARKED, "left": left},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def agree(request: HttpRequest, reference: str, death: str) -> HttpResponse:
    """Agree as a second person to what somebody else asks to let stay."""
    record = open_case(request, reference, death)

    def save(form: Any) -> tuple[str, str]:
        services.agree(by=request.user, case=form.instance, wordings=form.cleaned_data["wordings"])
        return _back(record), "What you agreed to may stay."

    return form_page(
        request,
        AgreeForm,
        instance=record,
        form_kwargs={"wordings": to_agree_for(request.user, record)},
        title="What may stay",
        caption=f"{record.death.child}, {death}",
        save=save,
        template="cdop/panel_agree.html",
        back=_back(record),
        context={**MARKED, "asked": to_agree_for(request.user, record)},
    )
