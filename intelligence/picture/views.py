"""The pictures, one of them, and the forms that propose it and bring in lists."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.permissions import Permission
from escp.returns.answerer import Answerer, for_answerers
from escp.returns.policies import answers_for
from escp.ui.flow import form_page, place_of_earlier_sending
from escp.ui.lists import list_page
from intelligence.models import Picture
from intelligence.picture import services
from intelligence.picture.asking import why_not_taken
from intelligence.picture.forms import HandInForm, ListForm, PictureForm
from intelligence.picture.presenters import picture_page
from intelligence.picture.queries import LIST_KIND, pictures_for
from intelligence.picture.tables import PictureFilter, PictureTable

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@needs(Permission.SEE_INTELLIGENCE)
def pictures(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=pictures_for(request.user),
        filterset_class=PictureFilter,
        table_class=PictureTable,
        title="The fuller picture",
        template="intelligence/picture/pictures.html",
        empty="A count appears here once somebody proposes one.",
        context={"keeps": request.user.may(Permission.KEEP_INTELLIGENCE)},
    )


@require_safe
@needs(Permission.SEE_INTELLIGENCE)
def picture(request: HttpRequest, reference: str) -> HttpResponse:
    return render(request, "intelligence/picture/picture.html", picture_page(_found(request, reference), request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def new(request: HttpRequest) -> HttpResponse:
    def save(form: PictureForm) -> Any:
        record = services.propose(by=request.user, picture=form.save(commit=False))
        return record, f"{record.reference} is proposed. A colleague records its approval."

    return form_page(request, PictureForm, title="Propose a count", save=save, back=reverse("intelligence:pictures"))


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = _found(request, reference)
    return form_page(
        request,
        PictureForm,
        instance=record,
        title="Change the proposal",
        caption=str(record),
        save=lambda form: services.change(by=request.user, picture=form.save(commit=False)),
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.KEEP_INTELLIGENCE)
def take_list(request: HttpRequest, reference: str) -> HttpResponse:
    record = _found(request, reference)

    def save(form: ListForm) -> tuple[Any, str]:
        content = form.cleaned_data["file"].read()
        made = services.take_list(by=request.user, picture=record, agency=form.cleaned_data["agency"], content=content)
        return record, f"{made.row_count:,} rows of {made.agency} are turned into keys. The file is not kept."

    return form_page(
        request,
        ListForm,
        title="Bring in a list",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
    )


@for_answerers
@require_http_methods(FORM_METHODS)
def hand_in(request: HttpRequest, answerer: Answerer, reference: str) -> HttpResponse:
    """Take the list of an agency from somebody who answers for it, signed in or come by a link."""
    asked = get_object_or_404(answerer.returns, reference=reference, request__kind=LIST_KIND)
    if not answers_for(answerer.person, asked):
        raise Http404
    if why_not_taken(asked):
        return redirect(place_of_earlier_sending(request) or asked.get_absolute_url())

    def save(form: Any) -> tuple[Any, str]:
        content = form.cleaned_data["file"].read()
        made = services.hand_in(by=answerer.person, asked=form.instance, content=content, signed=form.signature())
        return asked, f"{made.row_count:,} rows are turned into keys. The file is not kept."

    return form_page(
        request,
        HandInForm,
        instance=asked,
        title="Hand in your list",
        caption=f"{asked.request.title} {asked.reference}",
        save=save,
        template="intelligence/picture/hand_in.html",
        context={"picture": asked.request.about, "asked": asked},
        submit_label="Hand it in",
        back=asked.get_absolute_url(),
    )


def _found(request: HttpRequest, reference: str) -> Picture:
    return get_object_or_404(pictures_for(request.user), reference=reference)
