"""Pages of documents, and the one address from which a file leaves."""

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from escp.access.log import A_FORM, open_record, record_access, will_show
from escp.documents import presenters, queries, services, store, tasks
from escp.documents.forms import NewDocumentForm, UseForm, VersionForm, WithdrawForm
from escp.documents.models import Document, DocumentVersion
from escp.documents.registry import kind_of
from escp.ui.flow import form_page

FORM_METHODS = ["GET", "HEAD", "POST"]
NOT_FOUND = "There is no such record, or documents cannot stand on it, or it is not open to you."

logger = logging.getLogger(__name__)


def _to_change(request: HttpRequest, reference: str, adds: bool) -> Document:
    """Return a document. 404 when the person may not see it, 403 in words when they may not change it."""
    document: Document = open_record(request, queries.documents_for(request.user), page=A_FORM, reference=reference)
    home = queries.home_of(request.user, document)
    if not presenters.may_change_document(request.user, home, adds=adds):
        raise PermissionDenied(_why_not(home, adds) if home else "Your role does not let you change this.")
    return document


def _why_not(home: Any, adds: bool) -> str:
    kind = kind_of(home)
    return kind.may_add.reason if adds else kind.tends.reason


@require_http_methods(FORM_METHODS)
def new(request: HttpRequest, reference: str) -> HttpResponse:
    record = queries.record_with(request.user, reference)
    if record is None:
        raise Http404
    may_add = kind_of(record).may_add
    if not may_add(request.user, record):
        raise PermissionDenied(may_add.reason)
    marking = kind_of(record).case_of(record) is not None
    if marking:
        will_show(request, f"opened {A_FORM} {record._meta.verbose_name}", record.reference)

    def save(form: NewDocumentForm):
        document = services.store(by=request.user, record=record, **form.cleaned_data)
        transaction.on_commit(tasks.tell_the_worker)
        return document, f"{document.reference} is kept."

    return form_page(
        request,
        NewDocumentForm,
        title="Add a document",
        caption=record.reference,
        save=save,
        back=record.get_absolute_url(),
        submit_label="Add the document",
        context={"marking": marking},
    )


@require_safe
def document(request: HttpRequest, reference: str) -> HttpResponse:
    record = open_record(request, queries.documents_for(request.user), reference=reference)
    return render(request, "documents/document.html", presenters.document_page(request.user, record))


@require_http_methods(FORM_METHODS)
def version_new(request: HttpRequest, reference: str) -> HttpResponse:
    def save(record: Document, form: VersionForm):
        version = services.add_version(by=request.user, document=record, **form.cleaned_data)
        transaction.on_commit(tasks.tell_the_worker)
        return record, f"Version {version.number} is kept. The earlier ones stay."

    return _form_of(
        request, reference, VersionForm, "Add a new version", save, adds=True, submit_label="Add the version"
    )


@require_http_methods(FORM_METHODS)
def use(request: HttpRequest, reference: str) -> HttpResponse:
    def save(record: Document, form: UseForm):
        other = queries.record_with(request.user, form.cleaned_data["reference"])
        if other is None:
            raise ValidationError({"reference": NOT_FOUND})
        if not kind_of(other).may_add(request.user, other):
            raise ValidationError({"reference": kind_of(other).may_add.reason})
        services.use_on(by=request.user, document=record, record=other, why=form.cleaned_data["why"])
        return record, f"{other.reference} uses it now. Whoever sees that record sees the document."

    return _form_of(request, reference, UseForm, "Use it on another record", save, submit_label="Use it there")


@require_http_methods(FORM_METHODS)
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    def save(record: Document, form: WithdrawForm):
        services.withdraw(by=request.user, document=record, reason=form.cleaned_data["reason"])
        return record, "The document is withdrawn."

    return _form_of(
        request, reference, WithdrawForm, "Withdraw the document", save, submit_label="Withdraw", destructive=True
    )


def _form_of(
    request: HttpRequest, reference: str, form_class: Any, title: str, save: Any, adds: bool = False, **more: Any
) -> HttpResponse:
    record = _to_change(request, reference, adds)
    return form_page(
        request,
        form_class,
        title=title,
        caption=reference,
        save=lambda form: save(record, form),
        back=record.get_absolute_url(),
        context={"marking": record.is_casework},
        **more,
    )


@require_safe
def file(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Give a file as an attachment, to whoever may see its document, while it may leave. Logged first, of a case."""
    found = queries.version_for(request.user, reference, number)
    if found is None or not found.may_be_opened:
        raise Http404
    if found.document.is_casework:
        record_access(request.user, "downloaded a document", reference=reference)
    return as_attachment(found)


def as_attachment(version: DocumentVersion) -> HttpResponse:
    """Return a file as something to keep, which no browser runs. Raises Http404 when it is not on the disk."""
    try:
        content = store.path_of(version.stored_as).read_bytes()
    except FileNotFoundError:
        logger.error("The file of %s is not on the disk", version)
        raise Http404 from None
    response = HttpResponse(content, content_type=version.media_type)
    response["Content-Disposition"] = content_disposition_header(True, version.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store"
    return response
