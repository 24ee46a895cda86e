"""Which publications a person may work on, which they may read, and what was agreed from one day to another."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from escp.access.permissions import Permission
from escp.lifecycle.models import TransitionRecord
from escp.partnership.models import Person
from learning.choices import FindingKind, Handling, PointState, Publication, PublicationState, ShareMethod, ThemeState
from learning.models import (
    Finding,
    FindingLink,
    LearningPoint,
    LearningPublication,
    PublicationPart,
    PublishedPaper,
    PublishedText,
    SharedWith,
    Theme,
)
from learning.models.publications import WAS_PUBLISHED
from learning.policies import works_on_publications

State = PublicationState
# A corrected edition has taken its place (`LearningPublication.was_corrected`).
CORRECTED = Q(state=State.SUPERSEDED, later__isnull=False) & ~Q(later__corrects_because="")


def publications_for(person: Person) -> QuerySet[LearningPublication]:
    """Return what a person works on: all for those who write; for those who approve, what has left the draft.

    The yearly report is read from its first draft by those in whose name it is written.
    """
    rows = LearningPublication.objects.select_related(
        "drafted_by", "checked_by", "approved_by", "supersedes", "later", "dissemination", "published_text"
    )
    if person.may(Permission.PUBLISH_LEARNING):
        return rows
    seen = Q(pk__in=[])
    if works_on_publications(person):
        seen |= Q(state__in=(State.CHECKED, State.APPROVED, *WAS_PUBLISHED))
        seen |= Q(state=State.WITHDRAWN, published_on__isnull=False)
    if person.may(Permission.READ_REPORT_DRAFTS):
        seen |= Q(kind=ShareMethod.YEARLY_REPORT) & ~Q(state=State.WITHDRAWN)
    return rows.filter(seen)


def publications_to_list(person: Person) -> QuerySet[LearningPublication]:
    """Return what a person works on, the latest first."""
    return publications_for(person).order_by("-drafted_at", "-pk")


def published_for(person: Any) -> QuerySet[LearningPublication]:
    """Return what was published and may be read: by anybody what is public, by members what is for partners.

    What is kept to some agencies is read by those who write and approve, and by the agencies to which it was sent.
    An edition that was corrected is among them: its address leads to the one that took its place.
    """
    rows = LearningPublication.objects.filter(published_text__isnull=False)
    rows = rows.select_related("published_text", "later", "supersedes")
    open_to = Q(readers=Publication.PUBLIC)
    if person.is_authenticated and person.current_memberships:
        mine = SharedWith.objects.filter(dissemination=OuterRef("dissemination"), agency__in=person.agency_ids)
        open_to |= Q(readers=Publication.PARTNERS) | Q(Exists(mine), readers=Publication.RESTRICTED)
        if works_on_publications(person):
            open_to = Q()
    return rows.filter(open_to).order_by("-published_on", "-pk")


def parts_of(publication: LearningPublication) -> list[PublicationPart]:
    """Return the parts of a publication in order. One query."""
    return list(publication.parts.select_related("edited_by").order_by("place", "pk"))


def keys_kept(publication: LearningPublication) -> set[str]:
    """Return the places that may stay in a publication."""
    return set(publication.kept.values_list("key", flat=True))


def who_worked_on(publication: LearningPublication) -> set[int | None]:
    """Return who wrote in a publication, checked it, or said of something that it may stay."""
    kept = publication.kept.values_list("kept_by", flat=True)
    edited = publication.parts.values_list("edited_by", flat=True)
    return {publication.drafted_by_id, publication.checked_by_id, *kept, *edited}


def gathered_until() -> date | None:
    """Return up to which day the last published update gathered."""
    rows = LearningPublication.objects.filter(kind=ShareMethod.UPDATE, state__in=WAS_PUBLISHED)
    last: date | None = rows.aggregate(last=Max("gathered_to"))["last"]
    return last


def agreed_points() -> QuerySet[LearningPoint]:
    """Return the learning points that the group has agreed."""
    return LearningPoint.objects.filter(state=PointState.AGREED)


def points_agreed(since: date, until: date) -> QuerySet[LearningPoint]:
    """Return the learning points that the group agreed from one day to another, and that still are."""
    return agreed_points().filter(_moved(LearningPoint, PointState.AGREED, since, until)).order_by("reference")


def themes_shown(since: date, until: date) -> QuerySet[Theme]:
    """Return the Three Themes as they stand, and those that were closed from one day to another."""
    closed = Q(state=ThemeState.CLOSED) & _moved(Theme, ThemeState.CLOSED, since, until)
    return Theme.objects.filter(Q(state=ThemeState.ACTIVE) | closed).order_by("place", "reference")


def open_findings() -> QuerySet[Finding]:
    """Return the findings that all who take part in learning may read: of no open and of no restricted case."""
    finished = Q(activity__handling=Handling.CASEWORK, activity__is_final=True, activity__case__restricted=False)
    return Finding.objects.filter(Q(activity__handling=Handling.INTERNAL) | finished).select_related("activity")


def findings_agreed(since: date, until: date) -> QuerySet[Finding]:
    """Return what has to improve behind the learning points that the group agreed from one day to another."""
    links = FindingLink.objects.filter(finding=OuterRef("pk"), learning_point__in=points_agreed(since, until))
    return open_findings().filter(Exists(links), kind=FindingKind.IMPROVEMENT).order_by("reference")


def strengths_found(since: date, until: date) -> QuerySet[Finding]:
    """Return what was found to work well from one day to another."""
    found = open_findings().filter(kind=FindingKind.STRENGTH, recorded_at__date__range=(since, until))
    return found.order_by("reference")


def source_called(reference: str) -> Finding | LearningPoint | Theme | None:
    """Return the finding, agreed learning point or theme of a reference, if a briefing may be written about it."""
    themes = Theme.objects.exclude(state=ThemeState.PROPOSED)
    for rows in (open_findings(), agreed_points(), themes):
        if found := rows.filter(reference=reference).first():
            return found
    return None


def _moved(model: type[Any], target: str, since: date, until: date) -> Exists:
    moves = TransitionRecord.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id=OuterRef("pk"),
        target=target,
        at__date__range=(since, until),
    )
    return Exists(moves)


def texts_without_paper() -> QuerySet[PublishedText]:
    """Return what was published and has no PDF beside its page yet, the oldest first."""
    rows = PublishedText.objects.filter(paper=None, publication__state__in=WAS_PUBLISHED)
    return rows.select_related("publication", "template")


def paper_of(publication: LearningPublication) -> PublishedPaper | None:
    """Return the PDF beside a published page; None until it is made, and once it was withdrawn."""
    if publication.state not in WAS_PUBLISHED:
        return None
    return PublishedPaper.objects.filter(text__publication=publication).defer("content").first()
