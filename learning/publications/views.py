"""Publications: their list, the page on which one is written with its forms, and the page that others read."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.reports.pdf import PDF
from escp.reports.report import FORMS, PDF_FORM
from escp.reports.sheets import list_response
from escp.reports.views import ask_for
from escp.ui.flow import form_page
from escp.ui.forms import GovForm
from escp.ui.lists import list_page
from learning.choices import Publication, PublicationState
from learning.models import CopySent, LearningPublication
from learning.policies import WORKS_ON_PUBLICATIONS
from learning.publications import services
from learning.publications.forms import BriefingForm, CopyForm, CorrectionForm, FactsForm, PartForm, order_form
from learning.publications.plain import as_plain_text
from learning.publications.presenters import asks_of, draft_page, publication_page, published_page
from learning.publications.queries import paper_of, parts_of, publications_for, publications_to_list, published_for
from learning.publications.reports import PUBLICATION_PAPER
from learning.publications.tables import PublicationFilter, PublicationTable
from learning.publications.text import left
from learning.queries import of_reference
from learning.redaction.answering import findings_form

FORM_METHODS = ["GET", "HEAD", "POST"]
# For so long a public page may be kept by whoever read it, and by what stands between.
KEPT_SECONDS = 300


def _found(request: HttpRequest, reference: str, *, page: str = A_FORM) -> LearningPublication:
    record: LearningPublication = open_record(request, publications_for(request.user), page=page, reference=reference)
    return record


@require_safe
@needs(*WORKS_ON_PUBLICATIONS)
def publications(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        queryset=publications_to_list(request.user),
        filterset_class=PublicationFilter,
        table_class=PublicationTable,
        title="Publications",
        template="learning/publications/publications.html",
        export=list_response if request.user.may(Permission.EXPORT_LISTS) else None,
        empty="Updates, briefings and guides appear here once somebody begins one.",
        context={"section": "sharing", "writes": request.user.may(Permission.PUBLISH_LEARNING)},
    )


@require_http_methods(FORM_METHODS)
def publication(request: HttpRequest, reference: str) -> HttpResponse:
    """Show how far it is. Posted to, ask for it as PDF, or as Word."""
    record = _found(request, reference, page="")
    if request.method == "POST":
        return _paper(request, record)
    return render(request, "learning/publications/publication.html", publication_page(record, request.user))


@require_safe
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the text as it would be published now, with its notes, to whoever reads it before it is signed."""
    record = _found(request, reference, page="the text of")
    if not record.is_being_written:
        return redirect("learning:published", reference)
    return render(request, "learning/publications/draft.html", draft_page(record))


def _paper(request: HttpRequest, record: LearningPublication) -> HttpResponse:
    asked = {"reference": record.reference, "form": request.POST.get("form", PDF_FORM)}
    if asked["form"] not in FORMS or not PUBLICATION_PAPER.knows(request.user, **asked):
        raise Http404
    return ask_for(request, PUBLICATION_PAPER.key, asked, reference=record.reference, title=record.reference)


@require_http_methods(FORM_METHODS)
@needs(Permission.PUBLISH_LEARNING)
def update_new(request: HttpRequest) -> HttpResponse:
    """Gather what was agreed since the last update, and begin the next with it."""

    def save(form: FactsForm) -> Any:
        record = services.draft_update(by=request.user, publication=form.instance)
        return record, f"{record.reference} is drafted from what was agreed since the last update."

    return form_page(
        request,
        FactsForm,
        initial={"title": "Learning from Practice Update"},
        title="Begin a Learning from Practice Update",
        submit_label="Gather and draft it",
        save=save,
        back=reverse("learning:publications"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PUBLISH_LEARNING)
def briefing_new(request: HttpRequest) -> HttpResponse:
    """Begin a briefing or guide; `?about=` names its record, `?instead=` the edition whose place it takes."""
    replaceable = publications_for(request.user).filter(state=PublicationState.PUBLISHED, later=None)
    instead = of_reference(replaceable, request.GET.get("instead", ""))

    def save(form: BriefingForm) -> Any:
        about, kind = form.cleaned_data["about"], form.cleaned_data["kind"]
        record = services.draft_briefing(
            by=request.user, publication=form.instance, about=about, kind=kind, instead=instead
        )
        return record, f"{record.reference} is begun."

    begins = {"about": request.GET.get("about", "")[:30]}
    if instead:
        begins |= {name: getattr(instead, name) for name in ("kind", "title", "audience", "readers")}
    return form_page(
        request,
        BriefingForm,
        initial=begins,
        title="Begin a briefing or guide",
        caption=f"Instead of {instead}" if instead else "",
        save=save,
        back=reverse("learning:publications"),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PUBLISH_LEARNING)
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a corrected edition of what was published, with the reason."""
    record = _found(request, reference)

    def save(form: CorrectionForm) -> Any:
        correction = services.begin_correction(
            by=request.user, published=record, because=form.cleaned_data["corrects_because"]
        )
        return correction, f"{correction.reference} is begun with the text of {reference}."

    return form_page(
        request,
        CorrectionForm,
        instance=record,
        title="Begin a corrected edition",
        caption=f"{record.reference} {record.title}",
        submit_label="Begin it",
        save=save,
        template="learning/publications/correct.html",
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PUBLISH_LEARNING)
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a copy was sent outside the partnership."""
    record = _found(request, reference)

    def save(form: CopyForm) -> Any:
        services.record_copy(by=request.user, copy=form.save(commit=False))
        return record, f"The copy to {form.instance.get_recipient_display()} is recorded."

    return form_page(
        request,
        CopyForm,
        instance=CopySent(publication=record),
        title="Record a copy that was sent",
        caption=f"{record.reference} {record.title}",
        save=save,
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PUBLISH_LEARNING)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    record = _found(request, reference)
    return form_page(
        request,
        FactsForm,
        instance=record,
        title="Change title, audience or readers",
        caption=reference,
        save=lambda form: services.change_facts(by=request.user, publication=form.save(commit=False)),
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PUBLISH_LEARNING)
def part(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Change one part, with the words of its record beside it."""
    record = _found(request, reference)
    found = get_object_or_404(record.parts.all(), pk=pk)
    return form_page(
        request,
        PartForm,
        instance=found,
        title=found.heading,
        caption=f"{record.reference} {record.title}",
        save=lambda form: services.write_part(by=request.user, part=form.save(commit=False)),
        template="learning/publications/part.html",
        back=found.get_absolute_url(),
        context={"marking": record.is_casework, "part": found, "asks": asks_of(found)},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PUBLISH_LEARNING)
def gather(request: HttpRequest, reference: str) -> HttpResponse:
    """Add what was agreed since it was drafted."""
    record = _found(request, reference)

    def save(form: GovForm) -> Any:
        count = services.gather_again(by=request.user, publication=record)
        return record, f"{count} part{'' if count == 1 else 's'} added from what was agreed since."

    return form_page(
        request,
        GovForm,
        instance=record,
        title="Gather again",
        caption=f"{record.reference} {record.title}",
        submit_label="Gather and count again" if record.is_report else "Gather what was agreed since",
        save=save,
        template="learning/publications/gather.html",
        context={"marking": record.is_casework, "is_report": record.is_report},
        back=record.get_absolute_url(),
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PUBLISH_LEARNING)
def order(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the parts in another order."""
    record = _found(request, reference)
    return form_page(
        request,
        order_form(parts_of(record)),
        instance=record,
        title="Put the parts in order",
        caption=f"{record.reference} {record.title}",
        save=lambda form: services.put_in_order(by=request.user, publication=form.instance, places=form.places),
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.PUBLISH_LEARNING)
def found(request: HttpRequest, reference: str) -> HttpResponse:
    """Change what may tell who somebody is, or keep it with a reason."""
    record = _found(request, reference)
    wordings = left(record)
    return form_page(
        request,
        findings_form(wordings),
        instance=record,
        form_kwargs={"found": wordings},
        title="What was found",
        caption=f"{record.reference} {record.title}",
        save=lambda form: services.settle(
            by=request.user, publication=form.instance, replaced=form.replaced, accepted=form.accepted
        ),
        template="learning/redaction/answer.html",
        back=record.get_absolute_url(),
        context={"marking": record.is_casework, "left": wordings},
    )


@login_not_required
@require_safe
def published_list(request: HttpRequest) -> HttpResponse:
    """List what was published and stands: for everybody what is public, for members what they may read."""
    rows = published_for(request.user).filter(state=PublicationState.PUBLISHED)
    page = {"title": "What we published", "publications": list(rows[:MOST_LISTED]), "most": MOST_LISTED}
    return _kept(request, render(request, "learning/publications/published_list.html", page), public=True)


MOST_LISTED = 100


@login_not_required
@require_http_methods(FORM_METHODS)
def published(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the text as it was published. Posted to by a member, ask for it as PDF, or as Word.

    The address of an edition that was corrected leads to the one that took its place.
    """
    record = get_object_or_404(published_for(request.user), reference=reference)
    if record.was_corrected:
        return redirect("learning:published", record.later.reference)
    if request.method == "POST":
        if not request.user.is_authenticated:
            raise Http404
        return _paper(request, record)
    page = published_page(record)
    response = render(request, "learning/publications/published.html", page, status=410 if page["gone"] else 200)
    return _kept(request, response, public=record.readers == Publication.PUBLIC)


@login_not_required
@require_safe
def published_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the PDF that stands beside the page, to whoever may read the page."""
    record = get_object_or_404(published_for(request.user), reference=reference)
    if record.was_corrected:
        return redirect("learning:published-pdf", record.later.reference)
    paper = paper_of(record)
    if paper is None:
        raise Http404
    response = HttpResponse(bytes(paper.content), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{record.reference.lower()}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return _kept(request, response, public=record.readers == Publication.PUBLIC)


@login_not_required
@require_safe
def published_plain(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the text as plain words for an e-mail, to whoever may read the page."""
    record = get_object_or_404(published_for(request.user), reference=reference)
    if record.was_corrected:
        return redirect("learning:published-plain", record.later.reference)
    if record.state == PublicationState.WITHDRAWN:
        raise Http404
    response = HttpResponse(as_plain_text(record.published_text), content_type="text/plain; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    return _kept(request, response, public=record.readers == Publication.PUBLIC)


def _kept(request: HttpRequest, response: HttpResponse, *, public: bool) -> HttpResponse:
    """Let what is public be kept for a while by whoever has not signed in; the rest is never kept."""
    if public and not request.user.is_authenticated and response.status_code == 200:
        response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
