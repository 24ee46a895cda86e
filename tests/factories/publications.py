"""What is published of the learning, in the state that the test asks for, as its moves would have left it."""

from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.lifecycle.models import TransitionRecord
from escp.partnership.models.plan import year_of
from learning.choices import GATHERED, PointState, Publication, PublicationState, ShareMethod
from learning.lifecycle import POINT
from learning.models import LearningPoint, LearningPublication, PublicationPart, PublishedPaper
from learning.publications import services
from learning.publications.text import hash_of
from tests.factories.learning import FindingLinkFactory, LearningPointFactory
from tests.factories.partnership import PersonFactory

State = PublicationState


class PublicationFactory(DjangoModelFactory):
    class Meta:
        model = LearningPublication

    kind = ShareMethod.SEVEN_MINUTES
    title = factory.Sequence(lambda n: f"Asking after fathers, edition {n}")
    audience = "All who assess"
    readers = Publication.PUBLIC
    about = factory.LazyAttribute(
        lambda o: "" if o.kind in GATHERED else LearningPointFactory(state=PointState.AGREED).reference
    )
    gathered_from = factory.LazyAttribute(lambda o: date(2026, 4, 1) if o.kind in GATHERED else None)
    gathered_to = factory.LazyAttribute(lambda o: timezone.localdate() if o.kind in GATHERED else None)
    drafted_by = factory.SubFactory(PersonFactory)


class PublicationPartFactory(DjangoModelFactory):
    class Meta:
        model = PublicationPart

    publication = factory.SubFactory(PublicationFactory)
    section = "opening"
    heading = factory.Sequence(lambda n: f"What to do, part {n}")
    words = "Ask who else is at home."


def agreed_point(**facts) -> LearningPoint:
    """Return a learning point that the group agreed today, with a finding behind it."""
    link = FindingLinkFactory(**facts)
    return POINT.apply("agree", link.learning_point, by=PersonFactory())


def a_publication(state: str = State.DRAFT, *, parts: int = 1, **facts) -> LearningPublication:
    """Return a publication as its moves would have left it: checked and approved by others, published today."""
    publication = PublicationFactory(**facts)
    for number in range(parts):
        PublicationPartFactory(publication=publication, place=number)
    return moved_to(publication, state)


def moved_to(publication: LearningPublication, state: str) -> LearningPublication:
    """Bring a draft into a state as its moves would have left it."""
    now, today = timezone.now(), timezone.localdate()
    if state in (State.CHECKED, State.APPROVED, State.PUBLISHED, State.SUPERSEDED):
        publication.checked_at, publication.checked_by = now, PersonFactory()
    if state in (State.APPROVED, State.PUBLISHED, State.SUPERSEDED):
        publication.approved_at, publication.approved_by = now, PersonFactory()
        publication.approved_hash = hash_of(publication)
    if state in (State.PUBLISHED, State.SUPERSEDED):
        publication.published_on, publication.review_on = today, today + timedelta(days=365)
    if state in (State.SUPERSEDED, State.WITHDRAWN):
        publication.ended_on = today
    if state == State.WITHDRAWN:
        publication.withdrawal_reason = "It was wrong."
    publication.state = state
    publication.save()
    if publication.published_on:
        services.freeze(publication, by=publication.drafted_by)
    return publication


def a_report(state: str = State.DRAFT, *, year: int | None = None, **facts) -> LearningPublication:
    """Return the report on a year, begun from the records there are, then as its moves would have left it."""
    year = year_of(timezone.localdate()) if year is None else year
    report = LearningPublication(title="Yearly report", audience="Everybody", readers=Publication.PUBLIC, **facts)
    services.draft_report(by=PersonFactory(), publication=report, year=year)
    return moved_to(report, state)


def with_its_pdf(publication: LearningPublication) -> LearningPublication:
    """Return what was published, with something beside its page that passes for its PDF."""
    content = b"%PDF-1.7"
    PublishedPaper.objects.create(text=publication.published_text, content=content, size=len(content), sha256="0" * 64)
    return publication


def of_publications() -> dict[str, list]:
    """Return the parts of the addresses of something that is written, and of something that was published."""
    draft = a_publication()
    PublicationPartFactory(publication=draft, words="Amelia came on 3 March 2026.", place=2)
    return {
        "publication": [draft.reference],
        "publication part": [draft.reference, draft.parts.first().pk],
        "published": [with_its_pdf(a_publication(State.PUBLISHED)).reference],
        "word template": ["trial"],
        "yearly report": [a_report().reference],
    }


def every_step_of_publications() -> list[LearningPublication]:
    """Return something in every state from which a move can be made."""
    return [a_publication(state) for state in (State.DRAFT, State.CHECKED, State.APPROVED, State.PUBLISHED)]


def moves_of(record) -> list[str]:
    """Return the names of the moves that a record made."""
    return list(TransitionRecord.objects.filter(reference=record.reference).values_list("transition", flat=True))
