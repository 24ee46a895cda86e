"""What agencies were asked after a national review, and what they said."""

from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from escp.returns.choices import REPLIED
from escp.returns.kinds import RequestKind
from escp.returns.models import Return
from escp.returns.queries import merged
from learning.models import LearningSource
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


def asked_after(review: LearningSource, asking: RequestKind = ASSURANCE) -> QuerySet[Return]:
    """Return what every agency was asked after a national review, or other learning that is asked alike."""
    kind = ContentType.objects.get_for_model(review)
    returns = Return.objects.filter(request__kind=asking.key, request__content_type=kind, request__object_id=review.pk)
    return returns.select_related("agency", "request").order_by("agency__name", "pk")


def said_after(review: LearningSource, asking: RequestKind = ASSURANCE) -> str:
    """Return what agencies sent, one under the other: where putting it together begins."""
    parts = []
    for asked in asked_after(review, asking).filter(state__in=REPLIED).prefetch_related("parts"):
        answers = merged(asked.parts.all())
        said = [f"{head}{answers[key]}" for key, head in HEADINGS.items() if answers.get(key)]
        parts.append("\n".join([f"{asked.agency}", *(said or ["Nothing to tell."])]))
    return "\n\n".join(parts)


def recommended_by(review: LearningSource) -> list[tuple[int, str]]:
    """Return the recommendations of a national review, or of other learning, word for word, each with its number."""
    return list(review.activity.recommendations.order_by("number").values_list("number", "words"))


def decided_between(since: date, until: date) -> QuerySet[NationalReview]:
    """Return the national reviews of which the group decided from one day to another what follows here."""
    return NationalReview.objects.filter(decided_on__range=(since, until)).order_by("decided_on", "reference")
