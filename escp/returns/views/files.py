"""A file that was given as an answer, to whoever reads the answers: the agency always, the unit once it was sent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from escp.access.log import record_access
from escp.documents.queries import versions_of
from escp.documents.views import as_attachment
from escp.returns import queries
from escp.returns.answerer import Answerer, for_answerers
from escp.returns.given import references
from escp.returns.models import Return
from escp.returns.policies import fills_in, reads_answers


@for_answerers
@require_safe
def file(request: HttpRequest, answerer: Answerer, reference: str, document: str) -> HttpResponse:
    """Give one file of a return as an attachment, while it may leave. Logged first, of a case."""
    asked: Return = get_object_or_404(answerer.returns, reference=reference)
    parts = queries.parts_of(asked).values()
    reads = reads_answers(answerer.person, asked) or any(fills_in(answerer.person, part) for part in parts)
    found = queries.document_of(asked, document)
    if not reads or found is None or document not in references(part.answers for part in parts):
        raise Http404
    version = versions_of(found).first()
    if version is None or not version.may_be_opened:
        raise Http404
    if asked.is_casework:
        record_access(answerer.person, "downloaded a document", reference=document)
    return as_attachment(version)
