"""Redacted editions of a report: the words to replace, what was found, the text, and the file once it is approved."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from escp.access.decorators import needs
from escp.access.log import A_FORM, open_record
from escp.access.permissions import Permission
from escp.reports.report import FORMS, PDF_FORM
from escp.reports.views import ask_for
from escp.ui.flow import form_page
from learning.redaction.answering import findings_form
from reviews.forms.redacting import WordsForm
from reviews.models import RedactedEdition
from reviews.presenters.redacted import redacted_page
from reviews.queries.redacted import editions_for
from reviews.reports.redacted import REDACTED_REPORT
from reviews.services import redacting
from reviews.views.reports import found

FORM_METHODS = ["GET", "HEAD", "POST"]


def _open(request: HttpRequest, reference: str, page: object = A_FORM) -> RedactedEdition:
    record: RedactedEdition = open_record(request, editions_for(request.user), page=page, reference=reference)
    return record


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def new(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a redacted edition with the words that its author knows of."""
    kind, record = found(request, reference)
    return form_page(
        request,
        WordsForm,
        title="Begin a redacted edition",
        caption=f"{kind.title} {record.reference}",
        save=lambda form: redacting.start_edition(
            by=request.user, kind=kind, record=record, words=form.cleaned_data["words"]
        ),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
def edition(request: HttpRequest, reference: str) -> HttpResponse:
    """Show an edition. Posted to once it is approved, ask for the file: PDF unless Word was pressed."""
    record = _open(request, reference, page="")
    if request.method == "POST":
        form = request.POST.get("form", PDF_FORM)
        asked = {"reference": record.reference, "form": form}
        if form not in FORMS:
            raise Http404
        if not REDACTED_REPORT.knows(request.user, **asked):
            # Somebody has changed or withdrawn it since the page was opened: the page says so.
            return redirect(record)
        return ask_for(request, REDACTED_REPORT.key, asked, reference=record.reference)
    return render(request, "reviews/redacted.html", redacted_page(record, request.user))


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def words(request: HttpRequest, reference: str) -> HttpResponse:
    """Change which words are replaced; saving reads the report again."""
    record = _open(request, reference)
    return form_page(
        request,
        WordsForm,
        instance=record,
        initial={"words": WordsForm.as_typed(record.words)},
        title="Words to replace",
        caption=reference,
        save=lambda form: redacting.write_words(
            by=request.user, edition=form.instance, words=form.cleaned_data["words"]
        ),
        back=record.get_absolute_url(),
        context={"marking": True},
    )


@require_http_methods(FORM_METHODS)
@needs(Permission.RUN_REVIEWS)
def findings(request: HttpRequest, reference: str) -> HttpResponse:
    """Replace what was found, or let it stay with a reason: twenty wordings at a time, the weightiest first."""
    record = _open(request, reference)
    left = redacting.left(record)
    return form_page(
        request,
        findings_form(left),
        instance=record,
        form_kwargs={"found": left},
        title="What was found",
        caption=reference,
        save=lambda form: redacting.settle(
            by=request.user, edition=form.instance, replaced=form.replaced, accepted=form.accepted
        ),
        template="learning/redaction/answer.html",
        back=record.get_absolute_url(),
        context={"marking": True, "left": left},
    )
