"""Learning points: what the partnership takes from its findings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record, will_show
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from learning import services
from learning.forms import JoinFindingForm, LearningPointForm, NewLearningPointForm
from learning.presenters import learning_point_page
from learning.queries import findings_for, learning_points_for, learning_points_to_list
from learning.sharing.queries import with_standing
from learning.tables import LearningPointFilter, LearningPointTable

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def learning_points(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=with_standing(learning_points_to_list(request.user)),
        filterset_class=LearningPointFilter,
        table_class=LearningPointTable,
        title="Learning points",
        template="learning/findings.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Learning points appear here when one is drawn from a finding, on the finding's page.",
        context={"section": "learning-points"},
    )


@require_safe
def learning_point(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(with_standing(learning_points_for(request.user)), reference=reference)
    page = learning_point_page(record, request.user)
    if page["marking"]:
        will_show(request, "opened learning point", reference)
    return render(request, "learning/learning_point.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def new(request: HttpRequest, reference: str) -> HttpResponse:
    finding = open_record(request, findings_for(request.user), page=A_FORM, reference=reference)

    def save(form: NewLearningPointForm):
        point = services.record_learning_point(
            by=request.user, point=form.instance, finding=finding, why=form.cleaned_data["why"]
        )
        return point, f"{point.reference} is recorded. The Practice Improvement Group can now agree it."

    return form_page(
        request,
        NewLearningPointForm,
        form_kwargs={"person": request.user},
        title="Say what was learned",
        caption=f"{finding.reference} {finding.title}",
        save=save,
        back=finding.get_absolute_url(),
        context={"marking": finding.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING, Permission.AGREE_LEARNING)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(learning_points_for(request.user), reference=reference)
    return form_page(
        request,
        LearningPointForm,
        form_kwargs={"person": request.user},
        instance=record,
        title="Change the learning point",
        caption=reference,
        save=lambda form: services.change_learning_point(by=request.user, point=form.save(commit=False)),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def join(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(learning_points_for(request.user), reference=reference)

    def save(form: JoinFindingForm):
        finding = form.cleaned_data["finding"]
        services.link_finding(by=request.user, finding=finding, point=record, why=form.cleaned_data["why"])
        return record, f"{finding.reference} now leads to {record.reference}."

    return form_page(
        request,
        JoinFindingForm,
        form_kwargs={"person": request.user},
        title="Join it to another finding",
        caption=f"{record.reference} {record.statement}",
        save=save,
        back=record.get_absolute_url(),
    )
