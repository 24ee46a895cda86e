"""How what passes learning on moves: written, sent for good, and corrected only by a later one."""

from escp.access.permissions import Permission
from escp.access.predicates import Predicate, has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from escp.returns.choices import WITH_THE_AGENCY
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.queries import published
from learning.choices import ShareState
from learning.models import Dissemination
from learning.sharing import services
from learning.sharing.asking import CASCADE
from learning.sharing.queries import QUESTIONNAIRE, disseminations_for

SHARING = Lifecycle(Dissemination, find=disseminations_for, key="sharing")
BY_A_CORRECTION = Predicate(lambda person, record: False, "A correction does this when it is sent.")


def carries_learning(dissemination: Dissemination) -> str | None:
    return None if dissemination.points.exists() else "Choose at least one learning point that it carries."


def goes_to_somebody(dissemination: Dissemination) -> str | None:
    return None if dissemination.recipients.exists() else "Choose at least one agency that it goes to."


def can_be_asked(dissemination: Dissemination) -> str | None:
    return None if published(QUESTIONNAIRE) else services.NOTHING_TO_ASK_BY


@SHARING.transition(
    source=ShareState.DRAFT,
    target=ShareState.SENT,
    label="Send it",
    allow=has(Permission.ASK_AGENCIES),
    needs=[carries_learning, goes_to_somebody, can_be_asked],
    help="Every agency that it goes to is asked how far it passed it on, in thirty days. It cannot be taken back: a "
    "correction takes its place.",
)
def send(dissemination: Dissemination, *, by: Person) -> None:
    services.issue(by=by, dissemination=dissemination, kind=CASCADE)
    if dissemination.corrects is not None:
        SHARING.apply("supersede", dissemination.corrects, by=by, follows=True)


@SHARING.transition(
    source=ShareState.SENT,
    target=ShareState.SUPERSEDED,
    label="Corrected by a later one",
    allow=BY_A_CORRECTION,
    help="Its place is taken by the correction. Agencies are asked about that one.",
)
def supersede(dissemination: Dissemination, *, by: Person) -> None:
    for asked in Return.objects.filter(request=dissemination.request, state__in=WITH_THE_AGENCY):
        RETURN.apply("waive", asked, by=by, follows=True, note=f"{dissemination.reference} was corrected.")
