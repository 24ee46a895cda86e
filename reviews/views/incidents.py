"""Serious incident pages. A view finds the record, asks the domain, and picks a template: nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from reviews import services
from reviews.forms.incident import (
    CriteriaForm,
    NewIncidentForm,
    PartnersToldForm,
    PartnerViewForm,
    SeriousIncidentForm,
)
from reviews.presenters import incident_page
from reviews.presenters.national_form import MORE_CHILDREN, ON_THE_NATIONAL_FORM
from reviews.queries import criteria_of, incidents_for, views_of

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def incident(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), reference=reference)
    return render(request, "reviews/incident.html", incident_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def new(request: HttpRequest) -> HttpResponse:
    def save(form: NewIncidentForm):
        record = services.refer_incident(by=request.user, incident=form.instance, age_bands=form.age_bands())
        said = f"{record.reference} is recorded. The five working days are running."
        if form.cleaned_data["children"] > ON_THE_NATIONAL_FORM:
            said += f" {MORE_CHILDREN}"
        return record, said

    return form_page(
        request,
        NewIncidentForm,
        title="Record a serious incident",
        save=save,
        form_kwargs={"person": request.user},
        template="reviews/incident_form.html",
        back=reverse("reviews:reviews"),
        submit_label="Save and start the clock",
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        SeriousIncidentForm,
        instance=record,
        title="Change what is known of the incident",
        caption=reference,
        save=lambda form: services.change_incident(by=request.user, incident=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def criteria(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        CriteriaForm,
        instance=record,
        initial=CriteriaForm.initial_from(criteria_of(record)),
        title="Answer the statutory test",
        caption=reference,
        save=lambda form: services.answer_criteria(by=request.user, incident=form.instance, answers=form.answers()),
        template="reviews/criteria_form.html",
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS, Permission.SIGN_OFF_REVIEWS)
def partner_view(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        PartnerViewForm,
        instance=record,
        initial=PartnerViewForm.initial_from(views_of(record), request.GET.get("partner", "")),
        form_kwargs={"person": request.user},
        title="Record a partner's view",
        caption=reference,
        save=lambda form: services.record_view(by=request.user, incident=form.instance, **form.cleaned_data).incident,
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.CONSIDER_INCIDENTS)
def partners_told(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, incidents_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        PartnersToldForm,
        instance=record,
        title="Tell the local safeguarding partners",
        caption=reference,
        save=lambda form: services.tell_partners(by=request.user, incident=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )
