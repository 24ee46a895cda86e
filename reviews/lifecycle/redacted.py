"""How a redacted edition leaves: drafted, checked by its author, approved by somebody else; and how it is called back.

Nothing is offered before it is approved, and what is approved is one text: changing it begins the way again.
"""

from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import any_of, has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from learning.redaction.pieces import digest
from reviews.choices import EditionState
from reviews.models import RedactedEdition
from reviews.queries.redacted import editions_for, who_accepted
from reviews.services.redacting import left, report_now

REDACTED = Lifecycle(RedactedEdition, find=editions_for, key="redacted")

WORKS_ON_IT = has(Permission.RUN_REVIEWS)
APPROVES = any_of(has(Permission.RUN_REVIEWS), has(Permission.SIGN_OFF_REVIEWS))


def nothing_is_left(edition: RedactedEdition) -> str | None:
    count = len(left(edition))
    if not count:
        return None
    return f"Replace or accept what was found first: {count} wording{'' if count == 1 else 's'} left."


def report_is_the_same(edition: RedactedEdition) -> str | None:
    if digest(report_now(edition)) == edition.source_hash:
        return None
    return "The report itself has changed since it was read. Read it again first, by saving the words to replace."


def text_is_whole(edition: RedactedEdition) -> str | None:
    if digest(edition.text) == edition.text_hash:
        return None
    return "The text is not what was checked. Nobody can do this by the pages of this service: tell whoever runs it."


def is_a_second_person(edition: RedactedEdition, person: Person) -> str | None:
    if person.pk in {edition.drafted_by_id, edition.checked_by_id, *who_accepted(edition)}:
        return "Somebody else approves it: you drafted or checked this text."
    return None


@REDACTED.transition(
    source=EditionState.DRAFTED,
    target=EditionState.CHECKED,
    label="Hand it to a second person",
    allow=WORKS_ON_IT,
    needs=[text_is_whole, nothing_is_left, report_is_the_same],
    help="Read the whole text below first: a check finds forms, and only a reader finds what a story tells.",
)
def check(edition: RedactedEdition, *, by: Person) -> None:
    edition.checked_at, edition.checked_by = timezone.now(), by


@REDACTED.transition(
    source=EditionState.CHECKED,
    target=EditionState.APPROVED,
    label="Approve this text",
    allow=APPROVES,
    needs=[text_is_whole, nothing_is_left, report_is_the_same],
    also=is_a_second_person,
    help="Read the whole text as somebody who knows the family would. Approved, it can be downloaded and sent.",
)
def approve(edition: RedactedEdition, *, by: Person) -> None:
    edition.approved_at, edition.approved_by, edition.approved_hash = timezone.now(), by, edition.text_hash


@REDACTED.transition(
    source=[EditionState.CHECKED, EditionState.APPROVED],
    target=EditionState.DRAFTED,
    label="Change the text again",
    allow=APPROVES,
    help="Check and approval fall: the text is no longer offered until both were done anew.",
    aside=True,
)
def draft_again(edition: RedactedEdition, *, by: Person) -> None:
    edition.checked_at = edition.checked_by = None
    edition.approved_at, edition.approved_by, edition.approved_hash = None, None, ""


@REDACTED.transition(
    source=[EditionState.DRAFTED, EditionState.CHECKED, EditionState.APPROVED],
    target=EditionState.WITHDRAWN,
    label="Withdraw this edition",
    allow=WORKS_ON_IT,
    help="It is no longer offered. Tell those who have a copy.",
    aside=True,
)
def withdraw(edition: RedactedEdition, *, by: Person, withdrawal_reason: str) -> None:
    """The words to replace go: they are identities that nothing needs any more."""
    edition.withdrawal_reason, edition.words = withdrawal_reason, []
