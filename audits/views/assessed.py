"""One agency in a round of self-assessments: moderated, before a panel, its agreed grades, its gaps, its letter."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.forms.section_11 import AgreedForm, GradesForm, PanelForm
from audits.models import AssessedAgency
from audits.presenters.section_11 import body_page, short, to_agree, to_moderate
from audits.queries.section_11 import bodies_for, grades_of
from audits.reports.section_11 import LETTER
from audits.services import section_11 as services
from audits.standards import criteria_of
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.report import FORMS, PDF_FORM
from escp.reports.views import ask_for
from escp.ui.flow import form_page
from learning.choices import FindingKind
from learning.forms import FindingForm

FORM_METHODS = ["GET", "HEAD", "POST"]


def _body(request: HttpRequest, reference: str, number: int) -> AssessedAgency:
    return get_object_or_404(bodies_for(request.user), cycle__reference=reference, pk=number)


@require_safe
def body(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    return render(request, "audits/body.html", body_page(_body(request, reference, number), request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def moderate(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Moderate one agency’s grades. Two moderators at once are told of each other."""
    row = _body(request, reference, number)

    def save(form: Any) -> Any:
        return services.moderate(by=request.user, body=form.instance, given=form.given), f"{row} is moderated."

    return form_page(
        request,
        GradesForm,
        instance=row,
        form_kwargs={"asked": to_moderate(row), "why": "why the grade differs"},
        title=f"Moderate {row}",
        caption=reference,
        save=save,
        back=row.get_absolute_url(),
        template="audits/grades.html",
        context={"parts": body_page(row, request.user)["parts"]},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def agree(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    row = _body(request, reference, number)

    def save(form: Any) -> Any:
        words = form.cleaned_data["letter_words"]
        record = services.agree(by=request.user, body=form.instance, given=form.given, letter_words=words)
        return record, f"The grades of {row} are agreed."

    return form_page(
        request,
        AgreedForm,
        instance=row,
        initial={"letter_words": row.letter_words},
        form_kwargs={"asked": to_agree(row), "why": "why the agreed grade differs"},
        title=f"Agree the grades of {row}",
        caption=reference,
        save=save,
        back=row.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def panel(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    row = _body(request, reference, number)
    return form_page(
        request,
        PanelForm,
        instance=row,
        title=f"Challenge panel with {row}",
        caption=reference,
        save=lambda form: services.hold_panel(by=request.user, body=form.save(commit=False)),
        back=row.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def gap(request: HttpRequest, reference: str, number: int, criterion: str) -> HttpResponse:
    """Record the finding of a gap in one step: it is joined to the gap and to the round."""
    row = _body(request, reference, number)
    asked = next((one for one in criteria_of(row.cycle.asks.asks) if one.key == criterion), None)
    grade = grades_of(row).get(criterion)
    if asked is None or grade is None:
        raise Http404

    why = grade.agreed_because or grade.moderated_because

    def save(form: FindingForm) -> Any:
        finding = services.find_gap(by=request.user, body=row, criterion=criterion, finding=form.instance)
        return finding, f"{finding.reference} is recorded. From here it leads to learning points and actions."

    return form_page(
        request,
        FindingForm,
        initial={
            "kind": FindingKind.IMPROVEMENT,
            "title": f"{row.agency.short_name}: {asked.label}"[:160],
            "what": f"It was agreed as {short(grade.agreed)}. {why}".strip(),
            "who_for": row.agency.name,
        },
        title="Record a finding for a gap",
        caption=f"{row}, {reference}",
        save=save,
        back=row.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
def letter(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Offer the feedback letter. Posted to, ask for it: a worker makes it, as PDF unless Word was pressed."""
    row = _body(request, reference, number)
    if request.method == "POST":
        form = request.POST.get("form", PDF_FORM)
        if form not in FORMS or not row.cycle.final_on:
            raise Http404
        asked = {"reference": row.cycle.reference, "number": row.pk, "form": form}
        return ask_for(request, LETTER.key, asked, reference=row.cycle.reference)
    page = {
        "title": LETTER.title,
        "caption": f"{row}, {row.cycle}",
        "back": reverse("audits:body", args=[reference, number]),
        "ready": bool(row.cycle.final_on),
        "not_ready": "",
        "about": "The grades with the reasons for every difference, what the panel heard, and what is asked.",
    }
    return render(request, "audits/assessment_paper.html", page)
