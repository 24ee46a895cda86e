"""The forms for milestones, for a colour set by hand, and for the reason why nothing is measured."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from actionplans import planning
from actionplans.forms.planning import ColourForm, DoneForm, DropForm, MilestoneForm, WaiveForm
from actionplans.models import Action, Milestone
from actionplans.policies import may_agree, may_manage, may_update
from actionplans.queries import measure_of, milestones_of
from actionplans.views.actions import FORM_METHODS, action_for
from escp.ui.flow import form_page


def _milestones(action: Action) -> str:
    return f"{action.get_absolute_url()}#milestones"


@require_http_methods(FORM_METHODS)
def milestone_new(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_manage)

    def save(form: MilestoneForm) -> tuple[str, str]:
        planning.set_milestone(by=request.user, action=record, milestone=form.save(commit=False))
        return _milestones(record), "The milestone is added."

    return form_page(
        request,
        MilestoneForm,
        title="Add a milestone",
        caption=reference,
        save=save,
        back=_milestones(record),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
def milestone(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    record = action_for(request, reference, may_manage)
    stands: Milestone = get_object_or_404(milestones_of(record), pk=pk)

    def save(form: MilestoneForm) -> str:
        planning.set_milestone(by=request.user, action=record, milestone=form.save(commit=False))
        return _milestones(record)

    return form_page(
        request,
        MilestoneForm,
        instance=stands,
        title="Change this milestone",
        caption=reference,
        save=save,
        back=_milestones(record),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
def milestone_done(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    record = action_for(request, reference, may_update)
    stands: Milestone = get_object_or_404(milestones_of(record), pk=pk)

    def save(form: DoneForm) -> str:
        planning.milestones_done(by=request.user, action=record, milestones=[stands], **form.cleaned_data)
        return _milestones(record)

    return form_page(
        request,
        DoneForm,
        instance=stands,
        initial={"done_on": timezone.localdate()},
        title=f"Done: {stands.what}",
        caption=reference,
        save=save,
        back=_milestones(record),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
def milestone_drop(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    record = action_for(request, reference, may_manage)
    stands: Milestone = get_object_or_404(milestones_of(record), pk=pk)

    def save(form: DropForm) -> str:
        planning.drop_milestone(by=request.user, milestone=stands, **form.cleaned_data)
        return _milestones(record)

    return form_page(
        request,
        DropForm,
        instance=stands,
        title=f"Drop: {stands.what}",
        caption=reference,
        save=save,
        back=_milestones(record),
        submit_label="Drop this milestone",
        destructive=True,
    )


@require_http_methods(FORM_METHODS)
def colour(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_manage)

    def save(form: ColourForm) -> Action:
        said = form.cleaned_data
        if said["colour"] == "worked_out":
            return planning.clear_colour(by=request.user, action=record)
        return planning.set_colour(by=request.user, action=record, **said)

    return form_page(
        request,
        ColourForm,
        instance=record,
        initial={
            "colour": record.set_colour or "worked_out",
            "because": record.set_because,
            "until": record.set_until,
        },
        title="How this action stands",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
def waive(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_agree)
    measure = measure_of(record)

    def save(form: WaiveForm) -> str:
        planning.waive_measure(by=request.user, action=record, **form.cleaned_data)
        return f"{record.get_absolute_url()}#impact"

    return form_page(
        request,
        WaiveForm,
        instance=record,
        initial={"difference": measure.difference if measure else ""},
        title="Why it has no complete measure",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        submit_label="Save",
    )
