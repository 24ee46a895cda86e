"""The copy of a return that its agency keeps, and the unit files: the receipt and every answer, as a paper."""

from django.db.models import QuerySet
from django.utils import timezone

from escp.partnership.models import Person
from escp.reports import kinds, pdf
from escp.returns import queries
from escp.returns.choices import REPLIED
from escp.returns.models import Return
from escp.returns.policies import keeps_copy
from escp.returns.presenters.answering import sections_in_words
from escp.returns.services.links import live_link_again

TITLE = "Copy of"


def build(person: Person, *, reference: str) -> kinds.File:
    """Make the paper from what is open to the person now. The unit's own fields are not in it."""
    return _paper(_found(person, reference).get(), person)


def _paper(asked: Return, person: Person) -> kinds.File:
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


def build_by_link(person: Person, *, reference: str, link: int) -> kinds.File:
    """Make the paper for somebody without an account, while their link lives."""
    return _paper(_behind(person, reference, link).get(), person)


def knows_by_link(person: Person, *, reference: str, link: int) -> bool:
    """Say whether a person's link still lives and what is behind it was sent."""
    asked = _behind(person, reference, link).first()
    return asked is not None and asked.state in REPLIED


def _behind(person: Person, reference: str, link: int) -> QuerySet[Return]:
    living = live_link_again(link)
    if living is None or living.person_id != person.pk:
        return Return.objects.none()
    return queries.return_behind(living).select_related("sent_by", "settled_by").filter(reference=reference)


# Not the role decides: somebody asked by name may hold any. The return does, each time.
COPY = kinds.PaperKind("returns.copy", TITLE, build, may=lambda person, record: True, knows=knows)
COPY_BY_LINK = kinds.PaperKind(
    "returns.copy-by-link",
    TITLE,
    build_by_link,
    may=lambda person, record: True,
    knows=knows_by_link,
    for_members=False,
)
