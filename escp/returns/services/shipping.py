"""Loading the shipped sets into an installation: those that are not there yet, and never over a local change."""

from dataclasses import dataclass

from django.db import transaction

from escp.partnership.models import Person
from escp.returns.models import Questionnaire
from escp.returns.services import questionnaires
from escp.returns.shipped import SHIPPED


@dataclass(frozen=True)
class Loaded:
    """What became of one shipped set."""

    title: str
    is_new: bool


@transaction.atomic
def load(*, by: Person) -> list[Loaded]:
    """Publish as version 1 each shipped set whose short name is not used yet. Done twice, it changes nothing."""
    known = set(Questionnaire.objects.values_list("key", flat=True))
    done = []
    for one in SHIPPED.values():
        if one.key not in known:
            questionnaire = Questionnaire(key=one.key, title=one.title, purpose=one.purpose)
            draft = questionnaires.start(by=by, questionnaire=questionnaire, definition=one.asks)
            questionnaires.publish(by=by, version=draft, change_note="As it comes with the service.")
        done.append(Loaded(one.title, one.key not in known))
    return done
