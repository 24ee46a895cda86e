"""The report of a local review: a draft until it is sealed, then word for word what three partners signed."""

import pytest
from django.urls import reverse

from escp.access.roles import RoleKey
from reviews.choices import LocalReviewState
from reviews.models import LocalReview
from reviews.reports.local_review import pieces
from tests.factories.actionplans import RecommendationFactory
from tests.factories.learning import FindingFactory
from tests.factories.local_reviews import manager, proposed, walked_to
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db
State = LocalReviewState


def test_the_report_is_a_draft_until_it_is_sealed_and_then_reads_as_it_was_signed(client_for):
    by = manager()
    bare = proposed()
    draft = written(pieces(bare))
    assert "Draft: the partners have not signed this report." in draft
    assert "Not recorded" in draft

    review = walked_to(State.PARTNER_SIGNED)
    FindingFactory(activity=review.activity, title="Nobody held the history")
    RecommendationFactory(activity=review.activity, words="Name who holds it.")
    LocalReview.objects.filter(pk=review.pk).update(improvements="Changed behind the pages.")
    review = LocalReview.objects.get(pk=review.pk)
    said = written(pieces(review))

    assert "Changed behind" not in said
    for words in ("Ask again.", "Nobody held the history", "Name who holds it.", "Lead of Police", "SHA-256"):
        assert words in said
    url = reverse("reviews:report", args=[review.reference])
    assert url in client_for(by).get(review.get_absolute_url()).content.decode()
    assert client_for(by).get(url).status_code == 200
    assert client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(url).status_code == 404


def written(parts):
    """Return every word of a report's pieces."""
    return "\n".join(str(vars(part) if hasattr(part, "__dict__") else part) for part in parts)
