"""Every incident and review that a person may know of, in one list."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.lists import list_page
from learning.tables import ActivityFilter, ActivityTable
from reviews.queries import review_activities_for


@require_safe
@needs(Permission.SEE_LEARNING)
def reviews(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=review_activities_for(request.user),
        filterset_class=ActivityFilter,
        table_class=ActivityTable,
        title="Serious incidents and reviews",
        template="reviews/reviews.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Serious incidents and the reviews that follow them will be listed here.",
        context={
            "may_record": request.user.may(Permission.CONSIDER_INCIDENTS),
            "may_see_parallel": request.user.may(Permission.SEE_CASES_IN_PROGRESS),
            "may_log": request.user.may(Permission.RUN_REVIEWS),
            "may_see_considered": request.user.may(Permission.CONSIDER_INCIDENTS)
            or request.user.may(Permission.SIGN_OFF_REVIEWS),
        },
    )
