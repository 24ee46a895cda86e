"""The short pages of what the national form asks, and the text for that form."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs, recently_confirmed
from escp.access.log import A_FORM, logged_already, open_record
from escp.access.permissions import Permission
from escp.partnership.forms import IdentityReasonForm
from escp.partnership.queries import children_of
from escp.partnership.services import open_identity
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from reviews import services
from reviews.forms.incident_details import CHILD_PARTS, INCIDENT_PARTS, AnotherChildForm, CopyForm, OtherAreasForm
from reviews.presenters.national_form import MORE_CHILDREN, ON_THE_NATIONAL_FORM, national_form
from reviews.queries import considered_by_year, considered_for, facts_of, incidents_for
from reviews.tables import ConsideredFilter, ConsideredTable

FORM_METHODS = ["GET", "HEAD", "POST"]
TEXT = "the text for the national system of"


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def details(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), page=A_FORM, reference=reference)
    if part not in INCIDENT_PARTS:
        raise Http404
    form_class = INCIDENT_PARTS[part]
    return form_page(
        request,
        form_class,
        instance=record,
        title=form_class.title,
        caption=reference,
        save=lambda form: services.write_details(by=request.user, incident=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def child(request: HttpRequest, reference: str, child: int, part: str) -> HttpResponse:
    """A part of what is asked about a child of this incident: never of one reached through another's address."""
    record = open_record(request, incidents_for(request.user), page=A_FORM, reference=reference)
    subject = get_object_or_404(children_of(record.case), pk=child)
    if part not in CHILD_PARTS:
        raise Http404
    form_class = CHILD_PARTS[part]

    def save(form):
        services.write_child(by=request.user, facts=form.save(commit=False))
        return record

    return form_page(
        request,
        form_class,
        instance=facts_of(record, subject),
        title=f"{form_class.title}: {subject}",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def another_child(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), page=A_FORM, reference=reference)

    def save(form):
        added = services.join_child(by=request.user, incident=form.instance, **form.cleaned_data)
        more = f" {MORE_CHILDREN}" if children_of(record.case).count() > ON_THE_NATIONAL_FORM else ""
        return record, f"{added} is added.{more}"

    return form_page(
        request,
        AnotherChildForm,
        instance=record,
        title="Add a child to the incident",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def other_areas(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        OtherAreasForm,
        instance=record,
        title="Tell the other area’s partners",
        caption=reference,
        save=lambda form: services.tell_other_areas(by=request.user, incident=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        CopyForm,
        instance=record,
        title="Give the business unit its copy",
        caption=reference,
        save=lambda form: services.copy_to_unit(by=request.user, incident=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_safe
@needs(Permission.CONSIDER_INCIDENTS)
def text(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), page=TEXT, reference=reference)
    page = national_form(record, request.user)
    page["may_name"] = page["may_name"] and request.user.may(Permission.OPEN_IDENTITY)
    return render(request, "reviews/incident_national.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.OPEN_IDENTITY)
@recently_confirmed
def named_text(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for the reason; show the text with names only in answer to it, after the log has every opening."""
    record = open_record(request, incidents_for(request.user), page=TEXT, reference=reference)
    form = IdentityReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        opened = {
            subject.pk: open_identity(by=request.user, child=subject, under=reference, **form.cleaned_data)
            for subject in children_of(record.case)
            if subject.identity_held
        }
        if opened:
            logged_already(request)
        return render(request, "reviews/incident_national.html", national_form(record, request.user, opened))
    return render(request, "reviews/incident_national_reason.html", {"marking": True, "incident": record, "form": form})


@require_safe
@needs(Permission.CONSIDER_INCIDENTS, Permission.SIGN_OFF_REVIEWS)
def considered(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=considered_for(request.user),
        filterset_class=ConsideredFilter,
        table_class=ConsideredTable,
        title="Considered and not notified",
        template="reviews/incidents_considered.html",
        empty="Incidents that were considered and not notified will be listed here, with their reasons on each.",
        context={"years": considered_by_year(request.user), "back": reverse("reviews:reviews")},
    )
