"""Recommendations of every review: the list, the page of one, and the forms that record them and what came of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from actionplans import services
from actionplans.forms.recommendations import (
    CorrectionForm,
    JoinForm,
    LateListForm,
    LateRecommendationForm,
    RecommendationForm,
    RecommendationListForm,
    ResponseForm,
)
from actionplans.queries.recommendations import (
    MOST_WELL_FOLLOWED,
    next_number,
    recommendations_for,
    recommendations_to_list,
)
from actionplans.recommending import recommendation_page
from actionplans.signing import is_brought_in, is_locked
from actionplans.tables import RecommendationFilter, RecommendationTable
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from learning.models import Activity
from learning.queries import activities_for

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_LEARNING)
def recommendations(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=recommendations_to_list(request.user),
        filterset_class=RecommendationFilter,
        table_class=RecommendationTable,
        title="Recommendations",
        template="actionplans/recommendations.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="What reviews recommend stands here once it is recorded on the page of a review.",
        context={"marking": True},
    )


@require_safe
def recommendation(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, recommendations_for(request.user), reference=reference)
    return render(request, "actionplans/recommendation.html", recommendation_page(record, request.user))


def _is_late(activity: Activity) -> bool:
    """Say whether whoever adds a recommendation now says why it was left out."""
    return is_locked(activity) and not is_brought_in(activity)


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def new(request: HttpRequest, reference: str) -> HttpResponse:
    activity = open_record(request, activities_for(request.user), page=A_FORM, reference=reference)

    def save(form: RecommendationForm):
        record = services.record_recommendation(
            by=request.user,
            activity=activity,
            recommendation=form.save(commit=False),
            agencies=form.cleaned_data["agencies"],
            reason=form.cleaned_data.get("reason", ""),
        )
        many = " More than ten from one review are hard to follow." if record.number > MOST_WELL_FOLLOWED else ""
        return record, f"{record.reference} is recorded.{many}"

    return form_page(
        request,
        LateRecommendationForm if _is_late(activity) else RecommendationForm,
        initial={"number": next_number(activity)},
        title="Record a recommendation",
        caption=str(activity),
        save=save,
        back=activity.get_absolute_url(),
        context={"marking": activity.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def new_list(request: HttpRequest, reference: str) -> HttpResponse:
    activity = open_record(request, activities_for(request.user), page=A_FORM, reference=reference)

    def save(form: RecommendationListForm):
        made = services.record_recommendations(
            by=request.user,
            activity=activity,
            words=form.cleaned_data["words"],
            reason=form.cleaned_data.get("reason", ""),
        )
        place = f"{activity.get_absolute_url()}#recommendations"
        return place, f"{len(made)} recommendation{'s are' if len(made) > 1 else ' is'} recorded, word for word."

    return form_page(
        request,
        LateListForm if _is_late(activity) else RecommendationListForm,
        title="Enter a list of recommendations",
        caption=str(activity),
        save=save,
        back=activity.get_absolute_url(),
        context={"marking": activity.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, recommendations_for(request.user), page=A_FORM, reference=reference)
    locked = is_locked(record.activity)

    def save(form: RecommendationForm):
        return services.change_recommendation(
            by=request.user,
            recommendation=form.save(commit=False),
            agencies=form.cleaned_data["agencies"],
            reason=form.cleaned_data.get("reason", ""),
        )

    return form_page(
        request,
        CorrectionForm if locked else RecommendationForm,
        instance=record,
        title="Put the recommendation right" if locked else "Change the recommendation",
        caption=reference,
        save=save,
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def respond(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, recommendations_for(request.user), page=A_FORM, reference=reference)
    said = {name: getattr(record, name) for name in ("response", "response_reason", "responded_on")}

    return form_page(
        request,
        ResponseForm,
        instance=record,
        initial=said if record.response else None,
        title="What do the partners say to it?",
        caption=f"{record.reference}: {record.headline}",
        save=lambda form: services.respond(by=request.user, recommendation=form.instance, **form.cleaned_data),
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.MANAGE_ACTIONS)
def join(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, recommendations_for(request.user), page=A_FORM, reference=reference)

    def save(form: JoinForm):
        return services.join_recommendation(by=request.user, recommendation=record, **form.cleaned_data)

    return form_page(
        request,
        JoinForm,
        form_kwargs={"person": request.user, "recommendation": record},
        title="Say what it leads to",
        caption=f"{record.reference}: {record.headline}",
        save=save,
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
    )
