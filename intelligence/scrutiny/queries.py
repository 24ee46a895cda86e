"""Independent scrutiny as a person may see it, and what partners answered to each challenge."""

from collections import defaultdict
from typing import cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet

from escp.documents.models import DocumentVersion
from escp.partnership.models import Person
from escp.returns.choices import ReturnState
from escp.returns.models import Return
from intelligence.models import Challenge, Judgement, Scrutiny, ScrutinyReport
from learning.queries import sources_for

ANSWER = "intelligence.scrutiny-answer"
REPORT_CLOCK = "intelligence.scrutiny-report"


def scrutinies_for(person: Person) -> QuerySet[Scrutiny]:
    """Return independent scrutiny: about no case, it is open to all who take part in learning."""
    return sources_for(person, Scrutiny).select_related("activity", "lead")


def scrutinies_to_list(person: Person) -> QuerySet[Scrutiny]:
    """Return independent scrutiny, the latest plan first, each with how many challenges it raised."""
    return scrutinies_for(person).annotate(challenge_count=Count("challenges")).order_by("-year", "report_due_on", "pk")


def challenges_for(person: Person) -> QuerySet[Challenge]:
    """Return the challenges of the scrutiny that a person may know of."""
    return Challenge.objects.filter(scrutiny__in=scrutinies_for(person).order_by()).select_related("scrutiny")


def reports_of(scrutiny: Scrutiny) -> QuerySet[ScrutinyReport]:
    """Return every report of a scrutiny, the latest first, with its file."""
    return scrutiny.reports.select_related("file__document", "recorded_by").order_by("-number")


def files_on(scrutiny: Scrutiny) -> QuerySet[DocumentVersion]:
    """Return the files of the documents that stand on a scrutiny, but those that were withdrawn."""
    kind = ContentType.objects.get_for_model(Scrutiny)
    versions = DocumentVersion.objects.filter(
        document__content_type=kind, document__object_id=scrutiny.pk, document__withdrawn_at=None
    )
    return versions.select_related("document").order_by("document", "-number")


def asked_by_challenges(challenges: QuerySet[Challenge]) -> dict[int, list[Return]]:
    """Return what partners were asked by each challenge, by its key, without those asked no longer. Two queries."""
    kind = ContentType.objects.get_for_model(Challenge)
    returns = Return.objects.filter(
        request__kind=ANSWER, request__content_type=kind, request__object_id__in=challenges.order_by().values("pk")
    ).exclude(state=ReturnState.WAIVED)
    found: dict[int, list[Return]] = defaultdict(list)
    for asked in (
        returns.select_related("agency", "request__asks").prefetch_related("parts").order_by("agency__name", "pk")
    ):
        found[cast(int, asked.request.object_id)].append(asked)
    return found


def returns_answering(challenge: Challenge) -> list[Return]:
    """Return what partners were asked by one challenge, without those asked no longer."""
    return asked_by_challenges(Challenge.objects.filter(pk=challenge.pk))[challenge.pk]


def judgements_of(challenges: QuerySet[Challenge]) -> dict[int, Judgement]:
    """Return the latest judgement of each answer, by the key of the return."""
    rows = Judgement.objects.filter(challenge__in=challenges.order_by()).select_related("judged_by").order_by("pk")
    return {judgement.asked_id: judgement for judgement in rows}
