"""What agencies were asked after a national review, and what they said."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from escp.returns.choices import REPLIED
from escp.returns.models import Return
from escp.returns.queries import merged
from reviews.asking import ASSURANCE
from reviews.models import NationalReview

# The questions of the shipped questionnaire, each as it heads what one agency said.
HEADINGS = {
    "assurance-position": "",
    "assurance-evidence": "Shown by: ",
    "assurance-gap": "Still missing: ",
    "assurance-action": "Will do: ",
    "assurance-date": "By: ",
}


def asked_after(review: NationalReview) -> QuerySet[Return]:
    """Return what every agency was asked after a national review."""
    kind = ContentType.objects.get_for_model(NationalReview)
    returns = Return.objects.filter(
        request__kind=ASSURANCE.key, request__content_type=kind, request__object_id=review.pk
    )
    return returns.select_related("agency", "request").order_by("agency__name", "pk")


def said_after(review: NationalReview) -> str:
    """Return what agencies sent, one under the other: where putting it together begins."""
    parts = []
    for asked in asked_after(review).filter(state__in=REPLIED).prefetch_related("parts"):
        answers = merged(asked.parts.all())
        said = [f"{head}{answers[key]}" for key, head in HEADINGS.items() if answers.get(key)]
        parts.append("\n".join([f"{asked.agency}", *(said or ["Nothing to tell."])]))
    return "\n\n".join(parts)


def recommended_by(review: NationalReview) -> list[tuple[int, str]]:
    """Return the recommendations of a national review, word for word, each with its number."""
    return list(review.activity.recommendations.order_by("number").values_list("number", "words"))
