"""Coming in by a link: a page with a button, a code by mail, then one return. Opening the link changes nothing."""

from contextlib import suppress
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from escp.access.middleware import unkept
from escp.returns.answerer import remember
from escp.returns.forms.links import CodeForm
from escp.returns.models import Link
from escp.returns.services import links
from escp.ui.flow import form_page, place_of_earlier_sending

FORM_METHODS = ["GET", "HEAD", "POST"]


def _live(token: str) -> Link:
    """Return the link. Raises Http404 for one that is unknown, over or tampered with: they all look alike."""
    link = links.live_link(token)
    if link is None:
        raise Http404
    return link


@login_not_required
@require_http_methods(["GET", "HEAD"])
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Say who asks and offer to send a code. Nothing about what is asked stands here, nor for whom."""
    _live(token)
    return _private(render(request, "returns/arrive.html", {"title": "Answer a request", "token": token}))


@login_not_required
@require_POST
def send_code(request: HttpRequest, token: str) -> HttpResponse:
    """Send a code to the person whose link it is, and ask for it. After too many, the page of the code says so."""
    with suppress(ValidationError):
        links.new_code(link=_live(token))
    return _private(redirect("returns:code", token))


@login_not_required
@require_http_methods(FORM_METHODS)
def code(request: HttpRequest, token: str) -> HttpResponse:
    """Take the code, and open the one return."""
    link = _live(token)
    # Before the form's own transaction: a wrong try must count even though nothing else is kept.
    tried = request.method == "POST" and place_of_earlier_sending(request) is None
    right = tried and links.take_code(link=link, code=request.POST.get("code", "")[:20])

    def save(form: CodeForm) -> Any:
        if not right:
            raise ValidationError({"code": links.WRONG})
        remember(request, link)
        return link.of.get_absolute_url()

    page = form_page(
        request,
        CodeForm,
        title="Enter the code from your e-mail",
        save=save,
        template="returns/code.html",
        submit_label="Continue",
        context={"token": token},
    )
    return _private(page)


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address out of caches and out of what the next page is told."""
    # Not "no-referrer": then a browser names no origin when the form is sent, and the answer is refused as forged.
    response["Referrer-Policy"] = "strict-origin"
    return unkept(response)
