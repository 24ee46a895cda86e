"""Independent scrutiny as a person may see it, and what partners answered to each challenge."""

from collections import defaultdict
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet

from actionplans.queries import actions_for
from audits.queries.programme import SOURCES
from escp.documents.models import DocumentVersion
from escp.partnership.models import Person
from escp.returns.choices import ReturnState
from escp.returns.models import Return
from intelligence.choices import ScrutinyState
from intelligence.indicators.queries import indicators_for
from intelligence.models import Challenge, Judgement, Referral, Scrutiny, ScrutinyReport
from learning.queries import sources_for, tidy

ANSWER = "intelligence.scrutiny-answer"
REPORT_CLOCK = "intelligence.scrutiny-report"
REFERRAL_CLOCK = "intelligence.scrutiny-referral"
# By the names of the fields in `Referral`: whose records they are, and by what one is found.
FROM = {**{name: (rows, "reference") for name, rows in SOURCES.items()}, "action": (actions_for, "reference")}
FROM |= {"indicator": (indicators_for, "code")}


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


def referred_record(person: Person, reference: str) -> tuple[str, Any] | None:
    """Return the record with a reference that a person may know of, with its name in `Referral`; None for none."""
    reference = tidy(reference)
    for name, (rows, by) in FROM.items() if reference else ():
        if record := rows(person).filter(**{by: reference}).first():
            return name, record
    return None


def scrutinies_referred_from(person: Person, reference: str) -> QuerySet[Scrutiny]:
    """Return the scrutiny that was referred from a record, for a person who has been shown it."""
    came = Q()
    for name, (_rows, by) in FROM.items():
        came |= Q(**{f"referral__{name}__{by}": reference})
    return scrutinies_for(person).filter(came).order_by("pk")


def referral_of(scrutiny: Scrutiny) -> Referral | None:
    """Return how a piece of scrutiny was referred, or None where the scrutineer planned it."""
    return Referral.objects.filter(scrutiny=scrutiny).select_related("referred_by", *FROM).first()


def referred_and_waiting(person: Person) -> int:
    """Return how many referrals wait for the scrutineer."""
    return scrutinies_for(person).filter(state=ScrutinyState.REFERRED).count()
