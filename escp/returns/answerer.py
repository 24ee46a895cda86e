"""Who is answering: somebody signed in, or somebody without an account who came by a link and gave its code."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from escp.access.middleware import unkept
from escp.partnership.models import Person
from escp.returns.models import Link, Return
from escp.returns.queries import return_behind, returns_for
from escp.returns.services.links import live_link_again

CAME_BY = "return_link"
# As long as a signed-in session may be left alone.
LASTS_SECONDS = 30 * 60


@dataclass(frozen=True)
class Answerer:
    """The person who answers, and the one return that they may see where they came by a link."""

    person: Person
    link: Link | None = None

    @property
    def returns(self) -> "QuerySet[Return]":
        """The returns that may be known of here."""
        return return_behind(self.link) if self.link else returns_for(self.person)


def remember(request: HttpRequest, link: Link) -> None:
    """Keep in this browser's session that the code of a link was given. A new session key, as at any sign-in."""
    request.session.cycle_key()
    request.session[CAME_BY] = {"link": link.pk, "seen": timezone.now().timestamp()}


def answerer_of(request: HttpRequest) -> Answerer | None:
    """Return who answers, or None: nobody signed in, no link, or one that ended or was left alone."""
    if request.user.is_authenticated:
        return Answerer(request.user)
    came = request.session.get(CAME_BY) or {}
    now = timezone.now().timestamp()
    if now - came.get("seen", 0) > LASTS_SECONDS or (link := live_link_again(came.get("link"))) is None:
        return None
    request.session[CAME_BY] = {"link": link.pk, "seen": now}
    return Answerer(link.person, link)


def for_answerers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in whoever may answer, given to the view after the request; lead others to sign in."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answerer = answerer_of(request)
        if answerer is None:
            return redirect_to_login(request.get_full_path())
        return unkept(view(request, answerer, *args, **kwargs))

    return opened
