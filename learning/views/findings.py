"""Findings: what activities showed about practice."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from learning import services
from learning.forms import FindingForm, JoinPointForm
from learning.models import Activity, Finding
from learning.presenters import finding_page
from learning.queries import activities_for, findings_for, findings_to_list
from learning.said_forms import NewFindingForm
from learning.saying_again import say_again
from learning.tables import FindingFilter, FindingTable

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def findings(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=findings_to_list(request.user),
        filterset_class=FindingFilter,
        table_class=FindingTable,
        title="Findings",
        template="learning/findings.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Findings appear here when one is recorded on the page of a review or another activity.",
        context={"marking": True, "section": "findings"},
    )


@require_safe
def finding(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, findings_for(request.user), reference=reference)
    return render(request, "learning/finding.html", finding_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def new(request: HttpRequest, reference: str) -> HttpResponse:
    activity = open_record(request, activities_for(request.user), page=A_FORM, reference=reference)
    return new_finding_page(
        request,
        activity,
        record=lambda finding: services.record_finding(by=request.user, activity=activity, finding=finding),
        caption=str(activity),
        back=activity.get_absolute_url(),
        marking=activity.is_casework,
    )


def new_finding_page(
    request: HttpRequest,
    activity: Activity,
    *,
    record: Callable[[Finding], Finding],
    caption: str,
    back: str,
    marking: bool,
    initial: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show the form of a new finding of an activity, or save it by `record`, with the earlier one that it says again.

    Rooms whose findings begin from a line of theirs say by `initial` what comes along.
    """

    def save(form: NewFindingForm):
        finding = record(form.instance)
        if earlier := form.earlier:
            why = form.cleaned_data["why_not_held"]
            say_again(by=request.user, finding=finding, earlier=earlier, why_not_held=why)
        return finding, f"{finding.reference} is recorded."

    return form_page(
        request,
        NewFindingForm,
        form_kwargs={"person": request.user, "activity": activity},
        initial=initial,
        template="learning/finding_new.html",
        title="Record a finding",
        caption=caption,
        save=save,
        back=back,
        context={"marking": marking, "beside": activity.reference},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, findings_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        FindingForm,
        instance=record,
        title="Change the finding",
        caption=reference,
        save=lambda form: services.change_finding(by=request.user, finding=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def join(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, findings_for(request.user), page=A_FORM, reference=reference)

    def save(form: JoinPointForm):
        point = form.cleaned_data["learning_point"]
        services.link_finding(by=request.user, finding=record, point=point, why=form.cleaned_data["why"])
        return record, f"{record.reference} now leads to {point.reference}."

    return form_page(
        request,
        JoinPointForm,
        form_kwargs={"person": request.user},
        title="Join it to a learning point that is recorded already",
        caption=f"{record.reference} {record.title}",
        save=save,
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
    )
