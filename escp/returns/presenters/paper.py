"""The copy of a return that its agency keeps, and the unit files: the receipt and every answer, as a paper."""

from django.db.models import QuerySet
from django.utils import timezone

from escp.partnership.models import Person
from escp.reports import kinds, pdf
from escp.returns import queries
from escp.returns.models import Return
from escp.returns.policies import keeps_copy
from escp.returns.presenters.answering import sections_in_words

TITLE = "Copy of"


def build(person: Person, *, reference: str) -> kinds.File:
    """Make the paper from what is open to the person now. The unit's own fields are not in it."""
    asked = _found(person, reference).get()
    answers = {} if asked.is_nil else queries.answers_of(asked)
    definition = asked.request.asks.asks.for_agency()
    content = pdf.write(
        "papers/return.html",
        {
            "asked": asked,
            "sections": [] if asked.is_nil else sections_in_words(definition, answers, queries.files_in(answers)),
        },
        title=f"{TITLE} {asked.reference}",
        reference=asked.reference,
        made_at=timezone.now(),
        made_for=person.full_name,
    )
    return kinds.File(content, f"{asked.reference.lower()}.pdf")


def knows(person: Person, *, reference: str) -> bool:
    """Say whether a person may have a copy of this return now."""
    asked = _found(person, reference).first()
    return asked is not None and keeps_copy(person, asked)


def _found(person: Person, reference: str) -> QuerySet[Return]:
    return queries.returns_for(person).select_related("sent_by", "settled_by").filter(reference=reference)


# Not the role decides: somebody asked by name may hold any. The return does, each time.
COPY = kinds.PaperKind("returns.copy", TITLE, build, may=lambda person, record: True, knows=knows)
