"""Readiness for inspection: all criteria, one criterion, putting evidence there and out again, the pack at a date."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.models import Criterion
from audits.readiness import services
from audits.readiness.forms import PackForm, PutForm, TakeOutForm
from audits.readiness.presenters import criterion_page, pack_of, pack_reference, readiness_page
from audits.readiness.queries import criteria_for, exhibits_for, frameworks_for
from audits.readiness.reports import PACK
from audits.readiness.tables import ReadinessFilter
from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record, will_show
from escp.access.permissions import Permission
from escp.reports.views import ask_for
from escp.ui.flow import form_page
from learning.redaction.editions import edition_asked

FORM_METHODS = ["GET", "HEAD", "POST"]
LONGEST_REFERENCE = 30


def _criterion(request: HttpRequest, framework: str, key: str) -> Criterion:
    return get_object_or_404(criteria_for(request.user), framework__code=framework, key=key)


@require_safe
@needs(Permission.SEE_AUDITS)
def readiness(request: HttpRequest) -> HttpResponse:
    filterset = ReadinessFilter(request.GET, queryset=criteria_for(request.user), request=request)
    page = readiness_page(request.user, filterset.qs)
    will_show(request, "opened readiness for inspection")
    return render(request, "audits/readiness/readiness.html", {"form": filterset.form, **page})


@require_safe
@needs(Permission.SEE_AUDITS)
def criterion(request: HttpRequest, framework: str, key: str) -> HttpResponse:
    page = criterion_page(request.user, _criterion(request, framework, key))
    if page["marking"]:
        will_show(request, "opened evidence for an inspection", framework.upper())
    return render(request, "audits/readiness/criterion.html", page)


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def add(request: HttpRequest, framework: str, key: str) -> HttpResponse:
    """Put evidence under a criterion; `?reference=` names a record that was suggested."""
    found = _criterion(request, framework, key)

    def save(form: PutForm) -> Any:
        row = services.put_under(
            by=request.user,
            criterion=found,
            candidate=form.candidate,
            shows=form.cleaned_data["shows"],
            bearing=form.cleaned_data["bearing"],
        )
        return found, f"{row.reference} stands under “{found.title}”."

    return form_page(
        request,
        PutForm,
        form_kwargs={"person": request.user},
        initial={"reference": request.GET.get("reference", "")[:LONGEST_REFERENCE]},
        title="Put evidence under a criterion",
        caption=f"{found.framework.short_name}: {found}",
        save=save,
        back=found.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_AUDITS)
def take_out(request: HttpRequest, framework: str, key: str, number: int) -> HttpResponse:
    found = _criterion(request, framework, key)
    row = open_record(request, exhibits_for(request.user), page=A_FORM, criterion=found, pk=number)

    def save(form: TakeOutForm) -> Any:
        services.take_out(by=request.user, exhibit=row, because=form.cleaned_data["because"])
        return found, f"{row.reference} is taken out of “{found.title}”."

    return form_page(
        request,
        TakeOutForm,
        instance=row,
        title="Take evidence out",
        caption=f"{row.reference}, {found.framework.short_name}: {found}",
        save=save,
        back=found.get_absolute_url(),
        submit_label="Take it out",
        destructive=True,
        context={"marking": row.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.SEE_AUDITS)
def pack(request: HttpRequest, framework: str) -> HttpResponse:
    """Show the pack as at a day, today unless another is asked for. Posted to, ask for it as PDF: a worker makes it."""
    found = get_object_or_404(frameworks_for(request.user), code=framework)
    if request.method == "POST":
        day = _day(request.POST.get("day", ""))
        asked = {"framework": found.code, "day": day.isoformat(), "edition": edition_asked(request.POST)}
        return ask_for(request, PACK.key, asked, reference=pack_reference(found, day)[:LONGEST_REFERENCE])
    form = PackForm(request.GET if any(name.startswith("day") for name in request.GET) else None)
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else timezone.localdate()
    page = pack_of(request.user, found, day)
    if page["marking"]:
        will_show(request, "opened evidence for an inspection", found.code.upper())
    context = {"title": "Pack for an inspection", "form": form, "back": reverse("audits:readiness"), **page}
    return render(request, "audits/readiness/pack.html", context)


def _day(typed: str) -> date:
    """Return the day that was asked for, today without one. Raises Http404 for what the page does not offer: no day at
    all, or one that is still to come.
    """
    try:
        day = date.fromisoformat(typed) if typed else timezone.localdate()
    except ValueError:
        raise Http404 from None
    if day > timezone.localdate():
        raise Http404
    return day
