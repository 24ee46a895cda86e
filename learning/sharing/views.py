"""What passes learning on: its list, one of it, writing and correcting it, and the reach map."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.reports.sheets import list_response
from escp.ui.flow import form_page
from escp.ui.lists import list_page
from learning.policies import WORKS_ON_PUBLICATIONS
from learning.queries import of_reference
from learning.sharing import services
from learning.sharing.forms import ShareForm
from learning.sharing.presenters import MOST_COLUMNS, reach_map, shared_page
from learning.sharing.queries import disseminations_for, disseminations_to_list, points_to_share, standing_for
from learning.sharing.tables import ReachFilter, SharedFilter, SharedTable

FORM_METHODS = ["GET", "HEAD", "POST"]
COPIED = ("title", "method", "words", "audience", "publication")


@require_safe
@needs(Permission.SEE_LEARNING)
def sharing(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=disseminations_to_list(request.user),
        filterset_class=SharedFilter,
        table_class=SharedTable,
        title="What we shared",
        template="learning/sharing/sharing.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="What passes learning on appears here once somebody writes it.",
        context={
            "section": "sharing",
            "may_share": request.user.may(Permission.RECORD_LEARNING),
            "publishes": any(request.user.may(one) for one in WORKS_ON_PUBLICATIONS),
        },
    )


@require_safe
def shared(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(disseminations_for(request.user), reference=reference)
    return render(request, "learning/sharing/shared.html", shared_page(record, request.user))


@require_safe
@needs(Permission.SEE_LEARNING)
def reach(request: HttpRequest) -> HttpResponse:
    filterset = ReachFilter(request.GET, queryset=standing_for(request.user), request=request)
    page = reach_map(filterset.qs[:MOST_COLUMNS])
    return render(
        request,
        "learning/sharing/reach.html",
        {"title": "How far learning reached", "form": filterset.form, "most": MOST_COLUMNS, **page},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def new(request: HttpRequest) -> HttpResponse:
    """Write something new; `?point=` ticks a learning point that led here."""

    def save(form: ShareForm) -> Any:
        record = services.write(by=request.user, dissemination=form.instance, **form.chosen)
        return record, f"{record.reference} is written. Nobody has it until it is sent."

    point = of_reference(points_to_share(request.user), request.GET.get("point", ""))
    return form_page(
        request,
        ShareForm,
        form_kwargs={"person": request.user},
        initial={"points": [point.pk]} if point else {},
        title="Share what was learned",
        save=save,
        back=reverse("learning:sharing"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = get_object_or_404(disseminations_for(request.user), reference=reference)
    return form_page(
        request,
        ShareForm,
        form_kwargs={"person": request.user},
        instance=record,
        title="Change what is to be sent",
        caption=reference,
        save=lambda form: services.write(by=request.user, dissemination=form.save(commit=False), **form.chosen),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    sent = get_object_or_404(disseminations_for(request.user), reference=reference)

    def save(form: ShareForm) -> Any:
        record = services.correct(by=request.user, sent=sent, correction=form.instance, **form.chosen)
        return record, f"{record.reference} is written. It takes the place of {sent.reference} when it is sent."

    stands: dict[str, Any] = {name: getattr(sent, name) for name in COPIED}
    stands["points"] = list(sent.points.values_list("learning_point", flat=True))
    stands["agencies"] = list(sent.recipients.values_list("agency", flat=True))
    return form_page(
        request,
        ShareForm,
        form_kwargs={"person": request.user},
        initial=stands,
        title="Write a correction",
        caption=f"{sent.reference} {sent.title}",
        save=save,
        back=sent.get_absolute_url(),
    )
