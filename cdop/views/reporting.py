"""Asking for reporting forms, and reading what agencies sent side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from cdop import services
from cdop.asking import form_due_on
from cdop.forms.reporting import AskForFormsForm, FormsInEcdopForm
from cdop.models import ChildDeath
from cdop.presenters.reporting import forms_page, offered_to_ask
from cdop.queries import deaths_for
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.REVIEW_CHILD_DEATHS)
def forms(request: HttpRequest, reference: str) -> HttpResponse:
    """Show question by question what each agency sent. Each look is logged."""
    record = open_record(request, deaths_for(request.user), page="the reporting forms of", reference=reference)
    return render(request, "cdop/forms.html", forms_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask agencies in one step; of a death that eCDOP holds, record when they were asked there."""
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    return _ask(request, record) if record.is_held_here else _record(request, record)


def _ask(request: HttpRequest, record: ChildDeath) -> HttpResponse:
    offered = offered_to_ask(record)
    if not offered.possible and request.method != "POST":
        raise Http404

    def save(form: Any) -> tuple[ChildDeath, str]:
        asked = form.asked()
        services.ask_for_forms(
            by=request.user,
            death=form.instance,
            agencies=asked,
            due_on=form.cleaned_data["due_on"],
            supplements=form.cleaned_data.get("supplements", ()),
        )
        number = f"{len(asked)} {'agency is' if len(asked) == 1 else 'agencies are'}"
        return form.instance, f"{number} asked for a reporting form. E-mails are on their way."

    return form_page(
        request,
        AskForFormsForm,
        instance=record,
        initial={"agencies": list(offered.knew), "supplements": offered.suggested, "due_on": form_due_on(record)},
        form_kwargs={"knew": offered.knew, "others": offered.others, "supplements": offered.supplements},
        title="Ask for reporting forms",
        caption=record.reference,
        save=save,
        template="cdop/forms_ask.html",
        back=record.get_absolute_url(),
        submit_label="Ask them",
        context={"marking": True, "offered": offered},
    )


def _record(request: HttpRequest, record: ChildDeath) -> HttpResponse:
    return form_page(
        request,
        FormsInEcdopForm,
        instance=record,
        title="Reporting forms are asked in eCDOP",
        caption=record.reference,
        save=lambda form: services.change_death(by=request.user, death=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )
