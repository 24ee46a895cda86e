"""Impact: the three questions of what is closed, and the forms for the measure, its readings and evidence."""

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplans import services
from actionplans.forms import CheckForm, CorrectReadingForm, EvidenceForm, MeasureForm, PasteForm, ReadingForm
from actionplans.pasting import read_table
from actionplans.policies import may_manage, may_update
from actionplans.queries import closed_for, evidence_of, measure_of, readings_at, readings_of
from actionplans.readings import changes, seen
from actionplans.three_questions import answers_for
from actionplans.views.actions import FORM_METHODS, action_for
from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from escp.ui.lists import PAGE_SIZE, page_of

PASTED = "pasted_readings"


@require_safe
@needs(Permission.SEE_ALL_ACTIONS, Permission.SEE_OWN_AGENCY_ACTIONS)
def difference(request: HttpRequest) -> HttpResponse:
    """Answer the three questions for every closed action, or say that nothing recorded answers them."""
    page = page_of(Paginator(closed_for(request.user), PAGE_SIZE), request.GET.get("page"))
    answers = answers_for(page.object_list)
    rows = [(action, answers[action.pk].rows) for action in page.object_list]
    return render(
        request, "actionplans/difference.html", {"title": "What difference it made", "page": page, "rows": rows}
    )


@require_http_methods(FORM_METHODS)
def measure(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_manage)

    def save(form: MeasureForm):
        services.set_measure(by=request.user, action=record, measure=form.save(commit=False))
        return f"{record.get_absolute_url()}#impact"

    return form_page(
        request,
        MeasureForm,
        instance=measure_of(record),
        form_kwargs={"person": request.user},
        title="How its impact will be judged",
        caption=reference,
        save=save,
        template="actionplans/measure.html",
        back=record.get_absolute_url(),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
def reading_new(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_update)

    def save(form: ReadingForm):
        services.record_reading(by=request.user, action=record, **form.cleaned_data)
        return f"{record.get_absolute_url()}#impact"

    return form_page(
        request,
        ReadingForm,
        title="Record a reading",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
def reading(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    record = action_for(request, reference, may_update)
    stands = get_object_or_404(readings_of(record), pk=pk)

    def save(form: CorrectReadingForm):
        services.correct_reading(by=request.user, reading=form.instance, **form.cleaned_data)
        return f"{record.get_absolute_url()}#impact"

    return form_page(
        request,
        CorrectReadingForm,
        instance=stands,
        initial={"figure": stands.typed, "note": stands.note},
        title=f"Correct the reading for {stands.period}",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
def paste(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_update)

    def save(form: PasteForm):
        request.session[PASTED] = {"reference": reference, "table": form.cleaned_data["table"]}
        return reverse("actionplans:check", args=[reference])

    return form_page(
        request,
        PasteForm,
        title="Paste readings from a spreadsheet",
        caption=reference,
        initial={"table": _pasted(request, reference)},
        save=save,
        template="actionplans/paste.html",
        context={"measure": measure_of(record)},
        back=record.get_absolute_url(),
        submit_label="Check the table",
    )


@require_http_methods(FORM_METHODS)
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what a pasted table would change; save all of it or nothing."""
    record = action_for(request, reference, may_update)
    measured = measure_of(record)
    readings = read_table(_pasted(request, reference)).readings
    if request.method != "POST" and (measured is None or not readings):
        return redirect("actionplans:paste", reference)
    existing = readings_at(measured, [each.period.start for each in readings]) if measured else {}

    def save(form: CheckForm):
        if not readings:
            raise ValidationError("The table is no longer here. Paste it again.")
        if form.cleaned_data["seen"] != seen(existing):
            raise ValidationError(services.CHANGED_MEANWHILE)
        shown = {start: each.typed for start, each in existing.items()}
        saved = services.record_readings(by=request.user, action=record, readings=readings, replacing=shown)
        request.session.pop(PASTED, None)
        count = f"{len(saved)} {'reading is' if len(saved) == 1 else 'readings are'}"
        return f"{record.get_absolute_url()}#impact", f"{count} saved."

    return form_page(
        request,
        CheckForm,
        title="Check the readings before they are saved",
        caption=reference,
        save=save,
        template="actionplans/check.html",
        context={"measure": measured, "changes": changes(readings, existing), "seen": seen(existing)},
        back=reverse("actionplans:paste", args=[reference]),
        submit_label=f"Save {len(readings)} {'reading' if len(readings) == 1 else 'readings'}",
    )


def _pasted(request: HttpRequest, reference: str) -> str:
    """Return the table that this person pasted for this action and has not saved yet."""
    kept = request.session.get(PASTED) or {}
    return kept["table"] if kept.get("reference") == reference else ""


@require_http_methods(FORM_METHODS)
def evidence_new(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_update)
    return form_page(
        request,
        EvidenceForm,
        title="Add evidence",
        caption=reference,
        save=lambda form: services.add_evidence(by=request.user, action=record, evidence=form.save(commit=False)),
        back=record.get_absolute_url(),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
def evidence(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    record = action_for(request, reference, may_update)
    stands = get_object_or_404(evidence_of(record), pk=pk)
    return form_page(
        request,
        EvidenceForm,
        instance=stands,
        title="Correct this evidence",
        caption=reference,
        save=lambda form: services.correct_evidence(by=request.user, evidence=form.save(commit=False)),
        back=record.get_absolute_url(),
        submit_label="Save",
    )
