"""Every way of learning in one list."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.lists import list_page
from learning.queries import activities_to_list
from learning.tables import ActivityFilter, ActivityWithFindingsTable

# Any of these opens some activity.
SEES_ACTIVITIES = (
    Permission.SEE_LEARNING,
    Permission.SEE_CASES_IN_PROGRESS,
    Permission.SEE_GRANTED_CASES,
    Permission.SEE_FINISHED_REVIEWS,
)


@require_safe
@needs(*SEES_ACTIVITIES)
def activities(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=activities_to_list(request.user),
        filterset_class=ActivityFilter,
        table_class=ActivityWithFindingsTable,
        title="Activities",
        template="learning/activities.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Reviews, audits and every other way of learning are listed here once one is recorded.",
        context={
            "marking": True,
            "may_see_deaths": request.user.may(Permission.SEE_CHILD_DEATHS),
            "may_see_intelligence": request.user.may(Permission.SEE_INTELLIGENCE),
        },
    )
