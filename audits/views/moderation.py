"""The moderation of an audit: grades side by side, second reads, agreed changes. Pseudonyms, marked and logged."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from audits.choices import AuditState
from audits.forms.moderation import CaseGradesForm, ChangeGradeForm
from audits.models import CaseModeration
from audits.presenters.moderation import moderation_page, to_grade, written_about
from audits.queries.moderation import (
    grades_for,
    headings_in,
    may_moderate,
    moderations_for,
    people_to_agree,
    read_draw_of,
    sees_grades,
)
from audits.queries.multi_agency import audits_worked_on_by
from audits.services import moderation as services
from escp.access.decorators import needs
from escp.access.log import A_FORM, will_show
from escp.access.permissions import Permission
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]
NOT_YOURS = "Only the moderator can do this, and never the second reader."


@require_safe
@needs(Permission.SEE_AUDITS)
def moderation(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(
        audits_worked_on_by(request.user).select_related("terms__tool__questionnaire"), reference=reference
    )
    will_show(request, "opened the grades of an audit", record.reference)
    return render(request, "audits/moderation.html", moderation_page(record, request.user))


def _row(request: HttpRequest, reference: str, number: int) -> CaseModeration:
    row = get_object_or_404(moderations_for(request.user), case__audit__reference=reference, pk=number)
    will_show(request, f"opened {A_FORM} the grades of an audit", reference)
    return row


def _back(reference: str) -> str:
    return reverse("audits:moderation", args=[reference])


@require_http_methods(FORM_METHODS)
@needs(Permission.SEE_AUDITS)
def moderate(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Moderate one case. Two moderators at once are told of each other."""
    row = _row(request, reference, number)
    if not may_moderate(request.user, row.case.audit):
        raise PermissionDenied(NOT_YOURS)
    headings = headings_in(row.case.audit)

    def save(form: Any) -> Any:
        services.moderate_case(by=request.user, row=form.instance, given=form.given)
        return _back(reference), f"{row} is moderated."

    return form_page(
        request,
        CaseGradesForm,
        instance=row,
        form_kwargs={"asked": to_grade(row, headings, blind=False)},
        title=f"Moderate {row}",
        caption=reference,
        save=save,
        back=_back(reference),
        template="audits/case_grades.html",
        context={"marking": True, "parts": written_about(row, headings)},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.SEE_AUDITS)
def read(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Read one case a second time, without any grade that was given before."""
    if place := place_of_earlier_sending(request):
        return redirect(place)
    row = _row(request, reference, number)
    audit = row.case.audit
    if audit.state != AuditState.RETURNS_IN or sees_grades(request.user, audit, row, read_draw_of(audit)):
        raise Http404
    headings = headings_in(audit)

    def save(form: Any) -> Any:
        services.read_case(by=request.user, row=form.instance, given=form.given)
        return _back(reference), f"Your grades of {row} are sent. They stay as they are."

    return form_page(
        request,
        CaseGradesForm,
        instance=row,
        form_kwargs={"asked": to_grade(row, headings, blind=True), "reasons": False},
        title=f"Read {row} a second time",
        caption=reference,
        save=save,
        back=_back(reference),
        template="audits/case_grades.html",
        submit_label="Send your grades",
        context={"marking": True, "parts": written_about(row, headings)},
        # What the moderator saves meanwhile is no conflict: neither sees the other’s grades.
        version=lambda _: "",
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def change(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Record an agreed change of a moderated grade."""
    row = get_object_or_404(grades_for(request.user), of__case__audit__reference=reference, pk=number)
    audit = row.of.case.audit
    will_show(request, f"opened {A_FORM} the grades of an audit", reference)
    heading = next((one for one in headings_in(audit) if one.key == row.heading), None)
    if heading is None:
        raise Http404

    def save(form: Any) -> Any:
        services.change_grade(by=request.user, grade=form.instance, **form.cleaned_data)
        return _back(reference), f"The grade of {row.of} for {heading.title} is changed."

    return form_page(
        request,
        ChangeGradeForm,
        instance=row,
        form_kwargs={"choices": heading.scale.choices, "people": people_to_agree(audit, but=request.user)},
        title="Change a moderated grade",
        caption=f"{row.of}, {heading.title}: {heading.scale.label_of(row.grade)}, {reference}",
        save=save,
        back=_back(reference),
        context={"marking": True},
    )
