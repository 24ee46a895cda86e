"""The page that a monitor asks."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.health import recent_report


@login_not_required
@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Say how every part is: 200 when all are well, else 503 with the failing parts named.

    Open to anyone and thin for it. The one page whose GET writes, on purpose: a database that reads and no longer
    writes is the failure that nothing else would show.
    """
    found = recent_report()
    answer = JsonResponse(found.as_json(), status=200 if found.ok else 503)
    # What fails has been logged by name; Django would add an error for each time it is asked.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer
