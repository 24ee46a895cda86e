"""What every page knows: whose service it is, and where this person may go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from escp.ui.navigation import footer_links, places_for, search_url
from escp.ui.notices import notices_for


def service(request: HttpRequest) -> dict[str, Any]:
    """Return the names, the handling marking's words and the navigation.

    Asks the database for nothing but `person.may`.
    """
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated
    return {
        "partnership_name": settings.PARTNERSHIP_NAME,
        "partnership_short_name": settings.PARTNERSHIP_SHORT_NAME,
        "service_name": settings.SERVICE_NAME,
        "handling_marking": settings.HANDLING_MARKING,
        "unit_email": settings.UNIT_EMAIL,
        "demo": settings.DEMO,
        "shown_at": timezone.now(),
        "signed_in": signed_in,
        "navigation": SimpleLazyObject(lambda: places_for(person, request.path) if signed_in else []),
        "search_url": SimpleLazyObject(search_url),
        "footer": SimpleLazyObject(footer_links),
        "notices": SimpleLazyObject(lambda: notices_for(request) if signed_in else []),
    }
