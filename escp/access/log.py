"""Write the access log before anything identifiable is shown: no log, no page.

A view about a record finds it by `open_record`. Where the record is casework, whatever then shows it (its page, a form,
a form that came back with errors) is logged under its reference by `AccessLogMiddleware`, before it leaves.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from escp.access.models import AccessLog


def record_access(
    person: Any,
    action: str,
    *,
    reference: str = "",
    fields: Iterable[str] = (),
    purpose: str = "",
    outcome: str = AccessLog.Outcome.ALLOWED,
) -> AccessLog:
    """Add one row and return it. Whatever the database raises is left to rise: the caller must then show nothing."""
    return AccessLog.objects.create(
        person_id=person.pk,
        person_name=str(person),
        action=action,
        reference=reference,
        fields=sorted(fields),
        purpose=purpose,
        outcome=outcome,
    )


A_FORM = "a form of"


def open_record(request: HttpRequest, rows: QuerySet[Any], *, page: str = "", **where: Any) -> Any:
    """Return the one row that a person may see, or raise Http404; casework is logged when it is shown.

    `page` says which page of the record it is, where it is not the record's own: `A_FORM`, "the access list of".
    A model whose rows may show case text says so by a property `is_casework`.
    """
    record = get_object_or_404(rows, **where)
    if getattr(record, "is_casework", False):
        will_show(request, " ".join(filter(None, ["opened", page, str(record._meta.verbose_name)])), record.reference)
    return record


def will_show(request: HttpRequest, action: str, reference: str = "") -> None:
    """Say that the answer to this request shows a case, or cases. Words of ours alone, never typed by anyone."""
    request.will_show = {"action": action, "reference": reference}  # type: ignore[attr-defined]


def logged_already(request: HttpRequest) -> None:
    """Say that a service has written a fuller entry for what this request shows, with the reason that was given."""
    request.will_show = None  # type: ignore[attr-defined]
