"""Who opened what, when and why: for the lead of information governance."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.access.queries import access_log_for
from escp.ui.lists import list_page
from home.tables import AccessLogFilter, AccessLogTable


@require_safe
@needs(Permission.READ_ACCESS_LOG)
def access_log(request: HttpRequest) -> HttpResponse:
    """Show the access log. It names fields and never holds what was in them."""
    return list_page(
        request,
        title="Access log",
        queryset=access_log_for(request.user),
        filterset_class=AccessLogFilter,
        table_class=AccessLogTable,
        empty="Whoever opens an identity or another guarded record is written here, before it is shown to them.",
    )
