"""How what is published comes about: drafted, checked, approved by a second person, published, looked at again.

What is approved is one text: changing it begins the way again. Nothing is published with a wording that may tell who
somebody is and was neither changed nor kept with a reason.
"""

from collections.abc import Iterable

from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import Predicate, any_of, has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Agency, Person
from learning.choices import PublicationState
from learning.models import LearningPublication
from learning.publications import services
from learning.publications.queries import parts_of, publications_for, who_worked_on
from learning.publications.text import Standing, hash_of, left, standing_of

State = PublicationState
PUBLICATION = Lifecycle(LearningPublication, find=publications_for, key="publication")
WRITES = has(Permission.PUBLISH_LEARNING)
APPROVES = any_of(has(Permission.AGREE_LEARNING), has(Permission.SIGN_OFF_REVIEWS))
CHANGES = any_of(has(Permission.PUBLISH_LEARNING), APPROVES)
BY_A_LATER_ONE = Predicate(lambda person, record: False, "A later one does this when it is published.")


def every_part_is_written(publication: LearningPublication) -> str | None:
    """The yearly report says “no evidence recorded” where it has no words; the others have no empty part."""
    empty = [part.heading for part in parts_of(publication) if not part.words.strip() and not part.is_left_out]
    if not empty or publication.is_report:
        return None
    return f"Write these parts, or leave them out with a reason: {', '.join(empty)}."


def nothing_is_left(publication: LearningPublication) -> str | None:
    count = len(left(publication))
    if not count:
        return None
    return f"Change or keep what was found first: {count} wording{'' if count == 1 else 's'} left."


def every_record_stands(publication: LearningPublication) -> str | None:
    parts = parts_of(publication)
    stands = standing_of(publication, parts)
    claims = [part for part in parts if not part.is_left_out and not part.is_figure]
    fallen = [part.source for part in claims if stands[part.pk] == Standing.FALLEN]
    if not fallen:
        return None
    return f"These records no longer stand. Leave their parts out, with a reason: {', '.join(dict.fromkeys(fallen))}."


def every_figure_is_as_counted(publication: LearningPublication) -> str | None:
    """A corrected edition keeps the figures of the day on which the first was written, until somebody counts again."""
    if not publication.is_report or publication.is_correction:
        return None
    parts = parts_of(publication)
    stands = standing_of(publication, parts)
    changed = [part.heading for part in parts if part.is_figure and not part.is_left_out and stands[part.pk]]
    if not changed:
        return None
    return f"Gather again: these figures have changed since they were counted: {', '.join(changed)}."


def text_is_what_was_approved(publication: LearningPublication) -> str | None:
    if services.is_what_was_approved(publication):
        return None
    return "The text is not what was approved. Choose “Change the text again”, and have it approved anew."


def is_a_second_person(publication: LearningPublication, person: Person) -> str | None:
    if publication.is_report and not person.may(Permission.SIGN_OFF_REVIEWS):
        return "A safeguarding partner signs the yearly report."
    if person.pk in who_worked_on(publication):
        return "Somebody else approves it: you wrote, changed or checked this text."
    return None


@PUBLICATION.transition(
    source=State.DRAFT,
    target=State.CHECKED,
    label="Hand it to a second person",
    allow=WRITES,
    needs=[every_part_is_written, every_figure_is_as_counted, every_record_stands, nothing_is_left],
    help="Read the whole text first: a check finds forms, and only a reader finds what a story tells.",
)
def check(publication: LearningPublication, *, by: Person) -> None:
    publication.checked_at, publication.checked_by = timezone.now(), by


@PUBLICATION.transition(
    source=State.CHECKED,
    target=State.APPROVED,
    label="Approve this text",
    allow=APPROVES,
    needs=[every_record_stands, nothing_is_left],
    also=is_a_second_person,
    help="Read the whole text as somebody who knows a family would. Approved, it can be published.",
)
def approve(publication: LearningPublication, *, by: Person) -> None:
    publication.approved_at, publication.approved_by = timezone.now(), by
    publication.approved_hash = hash_of(publication)


@PUBLICATION.transition(
    source=[State.CHECKED, State.APPROVED],
    target=State.DRAFT,
    label="Change the text again",
    allow=CHANGES,
    help="Check and approval fall: both are done anew.",
    aside=True,
)
def draft_again(publication: LearningPublication, *, by: Person) -> None:
    publication.checked_at = publication.checked_by = None
    publication.approved_at, publication.approved_by, publication.approved_hash = None, None, ""


@PUBLICATION.transition(
    source=State.APPROVED,
    target=State.PUBLISHED,
    label="Publish it",
    allow=WRITES,
    needs=[text_is_what_was_approved, every_record_stands, nothing_is_left],
    help="Its text is kept as it is, for good. It stands on a page of its own for those who may read it. Agencies that "
    "you tick are sent it, and asked how far they passed it on.",
)
def publish(publication: LearningPublication, *, by: Person, agencies: Iterable[Agency] = ()) -> None:
    """Side effects: the text is frozen; an earlier edition is superseded; what is sent, with returns and letters."""
    publication.published_on = timezone.localdate()
    publication.review_on = services.review_day(publication.published_on)
    services.freeze(publication, by=by)
    if chosen := list(agencies):
        publication.dissemination = services.share(publication, by=by, agencies=chosen)
    if publication.supersedes is not None and publication.supersedes.state == State.PUBLISHED:
        PUBLICATION.apply("supersede", publication.supersedes, by=by, follows=True)


@PUBLICATION.transition(
    source=State.PUBLISHED,
    target=State.PUBLISHED,
    label="Record that it still holds",
    allow=WRITES,
    help="It is looked at again in twelve months.",
)
def look_again(publication: LearningPublication, *, by: Person) -> None:
    publication.review_on = services.review_day(timezone.localdate())


@PUBLICATION.transition(
    source=State.PUBLISHED,
    target=State.SUPERSEDED,
    label="Superseded by a later one",
    allow=BY_A_LATER_ONE,
    help="It stays readable, and says that a later one has taken its place.",
)
def supersede(publication: LearningPublication, *, by: Person) -> None:
    publication.ended_on = timezone.localdate()


@PUBLICATION.transition(
    source=[State.DRAFT, State.CHECKED, State.APPROVED, State.PUBLISHED],
    target=State.WITHDRAWN,
    label="Withdraw it",
    allow=WRITES,
    help="If it was published, its page says that it was withdrawn, and no longer what it said.",
    aside=True,
)
def withdraw(publication: LearningPublication, *, by: Person, withdrawal_reason: str) -> None:
    """Side effect: a later edition that was never published leaves its place to another one."""
    if publication.published_on is None:
        publication.supersedes = None
    publication.withdrawal_reason, publication.ended_on = withdrawal_reason, timezone.localdate()
