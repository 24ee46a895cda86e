"""The family of a child who has died: one page with everything, and a short form for each kind of row."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cdop import services
from cdop.forms.family import ContactForm, ContactPlanForm, KeyWorkerForm, NewQuestionForm, QuestionForm
from cdop.models import ChildDeath, FamilyContact, FamilyQuestion, KeyWorker
from cdop.models.family import BesideDeath
from cdop.presenters.family import family_page
from cdop.queries import deaths_for, family_of, row_of_family
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from escp.ui.forms import GovModelForm

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def family(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page="the family’s page of", reference=reference)
    return render(request, "cdop/family.html", family_page(record, request.user))


def _form(
    request: HttpRequest,
    death: ChildDeath,
    form_class: type[GovModelForm],
    title: str,
    save: Callable[[Any], Any],
    row: BesideDeath | None = None,
) -> HttpResponse:
    """Show a short form and lead back to the family's page."""
    back = reverse("cdop:family", args=[death.reference])

    def saved(form: Any) -> tuple[str, str]:
        save(form)
        return back, "It is recorded."

    return form_page(
        request,
        form_class,
        instance=row,
        title=title,
        caption=death.reference,
        save=saved,
        back=back,
        context={"marking": True},
    )


def _death(request: HttpRequest, reference: str) -> ChildDeath:
    return open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)


def _row(death: ChildDeath, model: type[BesideDeath], number: int) -> Any:
    row = row_of_family(death, model, number)
    if row is None:
        raise Http404
    return row


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def key_worker(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    death = _death(request, reference)
    row = _row(death, KeyWorker, number) if number else None

    def save(form: KeyWorkerForm) -> None:
        services.name_key_worker(by=request.user, death=death, key_worker=form.save(commit=False))

    title = "Change the key worker" if row else "Name the family’s key worker"
    return _form(request, death, KeyWorkerForm, title, save, row)


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def plan(request: HttpRequest, reference: str) -> HttpResponse:
    death = _death(request, reference)

    def save(form: ContactPlanForm) -> None:
        services.plan_contact(by=request.user, death=death, plan=form.save(commit=False))

    return _form(request, death, ContactPlanForm, "Plan the contact with the family", save, family_of(death).plan)


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def contact(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    death = _death(request, reference)
    row = _row(death, FamilyContact, number) if number else None

    def save(form: ContactForm) -> None:
        services.record_contact(by=request.user, death=death, contact=form.save(commit=False))

    title = "Contact with the family" if row else "Plan or record a contact"
    return _form(request, death, ContactForm, title, save, row)


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def question(request: HttpRequest, reference: str, number: int | None = None) -> HttpResponse:
    death = _death(request, reference)
    row = _row(death, FamilyQuestion, number) if number else None

    def save(form: NewQuestionForm) -> None:
        services.record_question(by=request.user, death=death, question=form.save(commit=False))

    if row is None:
        return _form(request, death, NewQuestionForm, "Record a question of the family", save)
    return _form(request, death, QuestionForm, "Question of the family", save, row)
