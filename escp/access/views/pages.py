"""What several pages of an account show."""

import base64
from typing import Any

from allauth.mfa.adapter import get_adapter
from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def authenticator_page(person: Any, secret: str, form: forms.Form) -> dict[str, Any]:
    """Return what a page needs to hand over a secret: as a square to scan, and as text in groups of four."""
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(person, secret))
    return {
        "form": form,
        "square": f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode()}",
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }


def onward(request: HttpRequest) -> str:
    """Return where the person was going, if that is a page of ours; otherwise their account."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours else reverse("account")
