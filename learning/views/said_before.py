"""What was said before: offered while a finding is typed, kept, put together and taken apart, seen over the years."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.ui.flow import form_page
from escp.ui.lists import PAGE_SIZE, page_of
from learning import saying_again
from learning.earlier import earlier_like, merges_for, recurring
from learning.models import Finding, FindingMerge
from learning.queries import activities_for, findings_for, of_reference
from learning.said_forms import NEW, WORDS, ApartForm, MergeForm, OfferForm, SaidBeforeForm, found_in_words
from learning.said_presenters import recurrences

FORM_METHODS = ["GET", "HEAD", "POST"]


@needs(Permission.RECORD_LEARNING)
@require_POST
def like(request: HttpRequest) -> HttpResponse:
    """Return a part of a page: the earlier findings like what is being typed. Sent as a form, so no address has it."""
    beside = of_reference(activities_for(request.user), request.POST.get("beside", ""))
    texts = [request.POST.get(name, "")[:4000] for name in WORDS]
    offered = earlier_like(request.user, *texts, beside=beside)
    form = OfferForm(person=request.user, offered=offered, initial={"said_before": "" if offered else NEW})
    return render(request, "learning/like.html", {"form": form, "offered": offered, "said": found_in_words(offered)})


@require_safe
@needs(Permission.SEE_LEARNING)
def recurring_findings(request: HttpRequest) -> HttpResponse:
    page = page_of(Paginator(recurring(request.user), PAGE_SIZE), request.GET.get("page"))
    context = {
        "title": "Findings that came back",
        "marking": True,
        "section": "recurring",
        "page": page,
        "rows": recurrences(request.user, page),
    }
    return render(request, "learning/recurring.html", context)


def _finding(request: HttpRequest, reference: str) -> Finding:
    record: Finding = open_record(request, findings_for(request.user), page=A_FORM, reference=reference)
    return record


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def said_before(request: HttpRequest, reference: str) -> HttpResponse:
    """Say of a finding that is recorded already that it says again what an earlier one said."""
    record = _finding(request, reference)

    def save(form: SaidBeforeForm) -> Any:
        given = form.cleaned_data
        said = saying_again.say_again(
            by=request.user, finding=record, earlier=given["earlier"], why_not_held=given["why_not_held"]
        )
        return record, f"{said}: that is kept."

    offered = earlier_like(request.user, record.title, record.what, record.why, but=record)
    return form_page(
        request,
        SaidBeforeForm,
        form_kwargs={"person": request.user, "finding": record, "offered": offered},
        title="Say that it was said before",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a duplicate together with the finding that stands for both."""
    record = _finding(request, reference)

    def save(form: MergeForm) -> Any:
        given = form.cleaned_data
        saying_again.merge(by=request.user, duplicate=record, kept=given["reference"], why=given["why"])
        return record, f"{record.reference} is merged with {given['reference'].reference}."

    return form_page(
        request,
        MergeForm,
        form_kwargs={"person": request.user},
        title="Merge a duplicate",
        caption=str(record),
        save=save,
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
        submit_label="Merge them",
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RECORD_LEARNING)
def apart(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Take two findings apart again that were merged."""
    record = _finding(request, reference)
    merged: FindingMerge = get_object_or_404(merges_for(request.user), duplicate=record, pk=number)

    def save(form: ApartForm) -> Any:
        why = form.cleaned_data["apart_because"]
        saying_again.take_apart(by=request.user, merged=form.instance, why=why)
        return record, f"{record.reference} stands by itself again."

    return form_page(
        request,
        ApartForm,
        instance=merged,
        title="Take two findings apart",
        caption=str(merged),
        save=save,
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
        submit_label="Take them apart",
    )
