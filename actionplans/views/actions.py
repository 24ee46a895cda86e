"""The list of actions, the page of one, and the forms that record and change it."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from actionplans import planning, services
from actionplans.forms import ActionForm, LinkForm, NewActionForm
from actionplans.forms.planning import ProgressForm
from actionplans.models import Action
from actionplans.policies import may_manage, may_update
from actionplans.presenters import action_page
from actionplans.queries import actions_for, listed_for, measure_of, overview_for, points_to_answer
from actionplans.queries.recommendations import first_point_of, recommendations_to_answer
from actionplans.readings import chart_of
from actionplans.tables import ActionFilter, ActionTable, ActionTableToChooseFrom
from actionplans.tracker.board import views_of
from actionplans.tracker.taking_out import as_excel, as_word
from escp.access.decorators import needs
from escp.access.log import will_show
from escp.access.permissions import Permission
from escp.access.predicates import Predicate
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from learning.queries import of_reference

FORM_METHODS = ["GET", "HEAD", "POST"]
TITLE = "Actions and impact"


def with_format(request: HttpRequest, form: str | None) -> str:
    """Return the filters of the list as an address, to be had as a file of a form where one is given."""
    query = request.GET.copy()
    for name in ("page", "format"):
        query.pop(name, None)
    if form:
        query["format"] = form
    return query.urlencode()


def action_for(request: HttpRequest, reference: str, asking: Predicate) -> Action:
    """Return the action. 404 when the person may not see it, 403 in words when they may not do this to it."""
    record = get_object_or_404(actions_for(request.user), reference=reference)
    if not asking(request.user, record):
        raise PermissionDenied(asking.reason)
    return record


@require_safe
@needs(Permission.SEE_ALL_ACTIONS, Permission.SEE_OWN_AGENCY_ACTIONS)
def actions(request: HttpRequest) -> HttpResponse:
    overview = overview_for(request.user)
    filters, rows = ActionFilter.over(overview), listed_for(request.user)
    takes_out, manages = request.user.may(Permission.EXPORT_LISTS), request.user.may(Permission.MANAGE_ACTIONS)

    def as_filtered() -> QuerySet[Action]:
        return filters(request.GET, queryset=rows, request=request).qs.order_by("brag_order", "due_on", "pk")

    if takes_out and request.GET.get("format") == "docx":
        will_show(request, f"took away the list {TITLE} for Word")
        return as_word(as_filtered(), request.user)
    return list_page(
        request,
        queryset=rows,
        filterset_class=filters,
        table_class=ActionTableToChooseFrom if manages else ActionTable,
        title=TITLE,
        template="actionplans/actions.html",
        export=(lambda *_: as_excel(as_filtered(), request.user)) if takes_out else None,
        empty="Actions stand here once someone has said what will change because of a learning point.",
        context={
            "counts": overview.counts,
            "asked": request.GET.get("brag", ""),
            "may_record": manages,
            "word_url": f"?{with_format(request, 'docx')}" if takes_out else "",
            "views": views_of(request.user),
            "view_url": f"{reverse('actionplans:view-new')}?{with_format(request, None)}",
            "sees_learning": (learns := request.user.may(Permission.SEE_LEARNING)),
            # Who takes part in learning reaches them from what was shared.
            "answers_for_policies": request.user.may(Permission.ANSWER_FOR_AGENCY) and not learns,
        },
    )


@require_safe
def action(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(actions_for(request.user), reference=reference)
    page = action_page(record, request.user)
    measure = measure_of(record)
    page["chart"] = chart_of(measure, page["readings"]) if measure else None
    return render(request, "actionplans/action.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def new(request: HttpRequest) -> HttpResponse:
    point = of_reference(points_to_answer(request.user), request.GET.get("point", ""))
    recommended = of_reference(recommendations_to_answer(request.user), request.GET.get("recommendation", ""))
    if point is None and recommended is not None:
        point = first_point_of(request.user, recommended)
    origin = recommended or point

    def save(form: NewActionForm):
        chosen = form.cleaned_data["learning_point"]
        record = services.record_action(
            by=request.user,
            action=form.save(commit=False),
            learning_points=[chosen] if chosen else [],
            recommendation=form.cleaned_data["recommendation"],
            contributing=form.cleaned_data["contributing"],
            why=form.cleaned_data["why"],
        )
        return record, f"{record.reference} is recorded as a draft. Say next how its impact will be judged."

    return form_page(
        request,
        NewActionForm,
        title="Record an action",
        save=save,
        initial={"learning_point": point and point.pk, "recommendation": recommended and recommended.pk},
        form_kwargs={"person": request.user},
        back=origin.get_absolute_url() if origin else reverse("actionplans:actions"),
        submit_label="Save as a draft",
    )


@require_http_methods(FORM_METHODS)
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_manage)

    def save(form: ActionForm) -> Action:
        contributing = form.cleaned_data["contributing"]
        return services.change_action(by=request.user, action=form.save(commit=False), contributing=contributing)

    return form_page(
        request,
        ActionForm,
        instance=record,
        title="Change the action",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        submit_label="Save",
    )


@require_http_methods(FORM_METHODS)
def link(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_manage)

    def save(form: LinkForm):
        services.link(by=request.user, action=record, **form.cleaned_data)
        return record

    return form_page(
        request,
        LinkForm,
        title="Join it to a learning point",
        caption=reference,
        form_kwargs={"person": request.user, "action": record},
        save=save,
        back=record.get_absolute_url(),
        submit_label="Join",
    )


@require_http_methods(FORM_METHODS)
def progress(request: HttpRequest, reference: str) -> HttpResponse:
    record = action_for(request, reference, may_update)

    def save(form: ProgressForm):
        services.add_progress(by=request.user, action=record, text=form.cleaned_data["text"])
        if done := form.cleaned_data.get("done"):
            planning.milestones_done(by=request.user, action=record, milestones=done)
        return record, "Your note is saved. Thank you."

    return form_page(
        request,
        ProgressForm,
        form_kwargs={"action": record},
        title=record.title,
        caption=f"Progress on {reference}",
        save=save,
        back=record.get_absolute_url(),
        submit_label="Save the note",
    )
