"""Every deadline that a person owes, watches or may see, in one list."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from escp.access.permissions import Permission
from escp.deadlines.queries import deadlines_to_list
from escp.deadlines.tables import DeadlineFilter, DeadlineTable
from escp.reports.sheets import list_response
from escp.ui.lists import list_page


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        title="Deadlines",
        queryset=deadlines_to_list(request.user),
        filterset_class=DeadlineFilter,
        table_class=DeadlineTable,
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="What you owe, and what others owe on the records that you may see, will be listed here.",
    )
