"""Redacted editions of a rapid review's report, each in the state that the test asks for."""

from django.utils import timezone

from reviews import reported
from reviews.choices import EditionState
from reviews.lifecycle import REDACTED
from reviews.models import RedactedEdition
from reviews.services import redacting
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import RapidReviewFactory


def an_edition_of(review=None, state: str = EditionState.DRAFTED, **facts) -> RedactedEdition:
    """Draft an edition of a review that names nobody, and take it to a state by its moves."""
    by, words = facts.pop("by", None) or PersonFactory(), facts.pop("words", [])
    review, kind = review or RapidReviewFactory(), reported.REPORTS[facts.pop("kind", "rapid-review")]
    edition = redacting.start_edition(by=by, kind=kind, record=review, words=words)
    if state == EditionState.WITHDRAWN:
        return REDACTED.apply("withdraw", edition, by=by, withdrawal_reason="Sent by mistake.")
    if state in (EditionState.CHECKED, EditionState.APPROVED):
        edition = REDACTED.apply("check", edition, by=by)
    if state == EditionState.APPROVED:
        edition = REDACTED.apply("approve", edition, by=facts.pop("second", None) or PersonFactory())
        assert edition.approved_at <= timezone.now()
    return edition
