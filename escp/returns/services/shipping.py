"""Loading the shipped sets into an installation: new ones are published, changed ones are offered as a draft.

Nothing that was published changes, and nothing that the unit wrote. Whether a set has changed since it was loaded is
read from the history: a definition that some version once held was offered already, whatever became of it.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from escp.partnership.models import Person
from escp.returns.choices import VersionState
from escp.returns.models import Questionnaire, Version
from escp.returns.services import questionnaires
from escp.returns.shipped import SHIPPED, ShippedSet

AS_SHIPPED = "As it comes with the service."


class Outcome(StrEnum):
    """What became of one shipped set, as the command says it."""

    PUBLISHED = "Published"
    THERE = "Was there"
    DRAFTED = "Changed since, a draft of the next version waits for you"
    HELD_UP = "Changed since, but another draft is being written: publish or discard it, then load again"


@dataclass(frozen=True)
class Loaded:
    """One shipped set, and what became of it."""

    title: str
    outcome: Outcome


@transaction.atomic
def load(*, by: Person) -> list[Loaded]:
    """Publish each shipped set whose short name is not used yet, and draft what has changed since it was loaded.

    Done twice, it changes nothing. A questionnaire that the unit made itself under such a name stays as it is.
    """
    known = {one.key: one for one in Questionnaire.objects.select_for_update()}
    return [Loaded(one.title, _load(by, one, known.get(one.key))) for one in SHIPPED.values()]


def _load(by: Person, shipped: ShippedSet, known: Questionnaire | None) -> Outcome:
    if known is None:
        questionnaire = Questionnaire(key=shipped.key, title=shipped.title, purpose=shipped.purpose)
        draft = questionnaires.start(by=by, questionnaire=questionnaire, definition=shipped.asks)
        questionnaires.publish(by=by, version=draft, change_note=AS_SHIPPED)
        return Outcome.PUBLISHED
    if _was_offered(known, shipped) or not _was_loaded(known):
        return Outcome.THERE
    newest = known.versions.latest("number")
    if newest.state == VersionState.DRAFT:
        return Outcome.HELD_UP
    questionnaires.rewrite(by=by, version=questionnaires.copy(by=by, version=newest), definition=shipped.asks)
    return Outcome.DRAFTED


def _was_loaded(questionnaire: Questionnaire) -> bool:
    return bool(Version.history.filter(questionnaire=questionnaire, change_note=AS_SHIPPED).exists())


def _was_offered(questionnaire: Questionnaire, shipped: ShippedSet) -> bool:
    held = Version.history.filter(questionnaire=questionnaire).order_by("history_id")
    return any(version.instance.asks == shipped.asks for version in held.iterator(chunk_size=20))
