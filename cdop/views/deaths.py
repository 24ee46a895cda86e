"""The list of child death reviews, their notification, and the page of each."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cdop import services
from cdop.choices import HeldIn
from cdop.forms.deaths import PARTS, DeathForm, EcdopDeathForm, NewDeathForm, ProfessionalForm, ToldForm
from cdop.presenters import death_page, scope_page
from cdop.queries import deaths_for, deaths_to_list, professionals_of
from cdop.tables import DeathFilter, DeathTable
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.forms import GovForm
from escp.ui.lists import list_page

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_CHILD_DEATHS)
def deaths(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=deaths_to_list(request.user),
        filterset_class=DeathFilter,
        table_class=DeathTable,
        title="Child death reviews",
        template="cdop/deaths.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="The reviews of children’s deaths will be listed here.",
        context={
            "marking": True,
            "may_record": request.user.may(Permission.REVIEW_CHILD_DEATHS),
            "here_first": settings.CHILD_DEATHS_HELD_IN == HeldIn.HERE,
        },
    )


@require_safe
@needs(Permission.SEE_CHILD_DEATHS)
def scope(request: HttpRequest) -> HttpResponse:
    return render(request, "cdop/scope.html", scope_page())


@require_safe
def death(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), reference=reference)
    return render(request, "cdop/death.html", death_page(record, request.user))


def _notification(request: HttpRequest, form_class: type[DeathForm], held_in: str, title: str) -> HttpResponse:
    def save(form: DeathForm):
        form.instance.held_in = held_in
        record = services.notify_death(
            by=request.user,
            death=form.instance,
            identity=form.identity() if isinstance(form, NewDeathForm) else None,
            age_band=form.cleaned_data.get("age_band", ""),
            another_child=form.cleaned_data["another_child"],
        )
        return record, f"{record.reference} is recorded. The child is called {record.child} from now on."

    return form_page(
        request,
        form_class,
        title=title,
        save=save,
        template="cdop/death_form.html",
        back=reverse("cdop:deaths"),
        submit_label="Save and start the clocks",
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def new(request: HttpRequest) -> HttpResponse:
    return _notification(request, NewDeathForm, HeldIn.HERE, "Record the death of a child")


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def new_in_ecdop(request: HttpRequest) -> HttpResponse:
    return _notification(request, EcdopDeathForm, HeldIn.ECDOP, "Log a death that is held in eCDOP")


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def about(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    if part not in PARTS:
        raise Http404
    return form_page(
        request,
        PARTS[part],
        instance=record,
        title=PARTS[part].title,
        caption=reference,
        save=lambda form: services.change_death(by=request.user, death=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def told(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        ToldForm,
        instance=record,
        title="The panel and the national database",
        caption=reference,
        save=lambda form: services.change_death(by=request.user, death=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def professional(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)

    def save(form: ProfessionalForm):
        services.add_professional(by=request.user, death=record, **form.cleaned_data)
        return record, "They are on the list."

    return form_page(
        request,
        ProfessionalForm,
        title="Add somebody who knew the child",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def remove_professional(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    if request.method == "POST" and (place := place_of_earlier_sending(request)):
        return redirect(place)
    known = {one.pk: one for one in professionals_of(record)}
    if number not in known:
        raise Http404

    def save(form: GovForm):
        services.remove_professional(by=request.user, death=record, professional=known[number])
        return record, "They are no longer on the list."

    return form_page(
        request,
        GovForm,
        title=f"Take {known[number]} off the list",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        submit_label="Take off the list",
        destructive=True,
        context={"marking": True},
    )
