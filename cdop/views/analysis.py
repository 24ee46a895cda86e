"""The review meeting, the analysis of a death in short pages, its versions, and what is taken up from it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cdop import services
from cdop.forms.analysis import DomainForm, MeetingRecordForm, TakeUpForm, parts_for
from cdop.presenters.analysis import analysis_page, version_page
from cdop.queries import analysis_of, deaths_for, points_to_take_up
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.forms import GovForm

FORM_METHODS = ["GET", "HEAD", "POST"]
THE_ANALYSIS = "the analysis of"


def _place(reference: str) -> str:
    return reverse("cdop:analysis", args=[reference])


@require_safe
@needs(Permission.SEE_CHILD_DEATHS)
def analysis(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=THE_ANALYSIS, reference=reference)
    return render(request, "cdop/analysis.html", analysis_page(record, request.user))


@require_safe
@needs(Permission.SEE_CHILD_DEATHS)
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=THE_ANALYSIS, reference=reference)
    page = version_page(record, number)
    if page is None:
        raise Http404
    return render(request, "cdop/analysis_version.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def part(request: HttpRequest, reference: str, part: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    form_class = parts_for(record).get(part)
    if form_class is None:
        raise Http404

    def save(form: Any):
        written, facts = form.save(commit=False), {"by": request.user, "reason": form.reason}
        if isinstance(form, DomainForm):
            given = form.cleaned_data
            facts |= {"factors": given["factors"], "none_known": given["none_known"]}
            services.write_domain(analysis=written, domain=form.domain, **facts)
        else:
            services.write_analysis(analysis=written, **facts)
        return _place(reference), "The analysis is saved."

    return form_page(
        request,
        form_class,
        instance=analysis_of(record),
        title=form_class.title,
        caption=reference,
        save=save,
        back=_place(reference),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def keep(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)

    def save(form: Any):
        services.keep_draft(by=request.user, analysis=form.instance)
        return _place(reference), "The draft is kept. The panel completes the analysis."

    return form_page(
        request,
        GovForm,
        instance=analysis_of(record),
        title="Keep the draft of the review meeting",
        caption=reference,
        save=save,
        back=_place(reference),
        submit_label="Keep it as it stands",
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def meeting(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    return form_page(
        request,
        MeetingRecordForm,
        instance=record,
        title="The review meeting",
        caption=reference,
        save=lambda form: services.change_death(by=request.user, death=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.REVIEW_CHILD_DEATHS)
def take_up(request: HttpRequest, reference: str) -> HttpResponse:
    """What was learned becomes findings of the death, in one step."""
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)
    if request.method == "POST" and (place := place_of_earlier_sending(request)):
        return redirect(place)
    written = analysis_of(record)
    points = points_to_take_up(written)
    if not points:
        messages.info(request, "There is nothing left to take up.")
        return redirect(_place(reference))

    def save(form: Any):
        who_for = form.cleaned_data["who_for"]
        made = services.take_up_learning(by=request.user, analysis=form.instance, points=form.chosen(), who_for=who_for)
        said = "1 finding is recorded." if len(made) == 1 else f"{len(made)} findings are recorded."
        return _place(reference), said

    return form_page(
        request,
        TakeUpForm,
        instance=written,
        form_kwargs={"points": points},
        title="Take up what was learned",
        caption=reference,
        save=save,
        back=_place(reference),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def recommend(request: HttpRequest, reference: str) -> HttpResponse:
    """What the panel recommends is followed from here on, word for word."""
    record = open_record(request, deaths_for(request.user), page=A_FORM, reference=reference)

    def save(form: Any):
        made = services.take_up_recommendations(by=request.user, analysis=form.instance)
        said = (
            "1 recommendation is followed now." if len(made) == 1 else f"{len(made)} recommendations are followed now."
        )
        return record, f"{said} Say to whom each is addressed."

    return form_page(
        request,
        GovForm,
        instance=analysis_of(record),
        title="Follow what the panel recommends",
        caption=reference,
        save=save,
        back=_place(reference),
        submit_label="Follow them word for word",
        context={"marking": True},
    )
