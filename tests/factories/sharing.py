"""Learning that is passed on, in the state that the test asks for, as its moves would have left it."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from escp.returns.choices import ReturnState
from escp.returns.models import Questionnaire, Version
from escp.returns.shipped import SHIPPED
from learning.choices import PointState, Publication, PulseTime, ShareMethod, ShareState
from learning.models import Dissemination, Pulse, SharedPoint, SharedWith
from learning.sharing.asking import CASCADE
from learning.sharing.queries import QUESTIONNAIRE
from tests.factories.learning import LearningPointFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import PartFactory, QuestionnaireFactory, RequestFactory, ReturnFactory, VersionFactory

YES, NO = ({"answer": answer, "reason": ""} for answer in ("yes", "no"))
PASSED_ON = {"cascade-done": YES, "cascade-number": "42", "cascade-how": ["team"], "cascade-who": "All teams."}
CHANGED = {"effect-training": YES}


def a_cascade() -> Version:
    """Return the published questionnaire by which agencies say what became of it."""
    known = Version.objects.filter(questionnaire__key=QUESTIONNAIRE).first()
    if known is not None:
        return known
    held = Questionnaire.objects.filter(key=QUESTIONNAIRE).first() or QuestionnaireFactory(key=QUESTIONNAIRE)
    return VersionFactory(questionnaire=held, definition=SHIPPED[QUESTIONNAIRE].asks.as_data())


class DisseminationFactory(DjangoModelFactory):
    class Meta:
        model = Dissemination

    title = factory.Sequence(lambda n: f"Asking after fathers, part {n}")
    method = ShareMethod.SEVEN_MINUTES
    words = "Ask who else is at home."
    audience = "All who assess"
    publication = Publication.PARTNERS
    recorded_by = factory.SubFactory(PersonFactory)


class SharedPointFactory(DjangoModelFactory):
    class Meta:
        model = SharedPoint

    dissemination = factory.SubFactory(DisseminationFactory)
    learning_point = factory.SubFactory(LearningPointFactory, state=PointState.AGREED)
    linked_by = factory.SubFactory(PersonFactory)


def a_shared(state: str = ShareState.SENT, *, agencies: int = 1, replied: bool = False, **facts) -> Dissemination:
    """Return something that carries one learning point to some agencies, with their receipts where they replied."""
    to = [AgencyFactory() for _number in range(agencies)]
    sent = {}
    if state != ShareState.DRAFT:
        request = RequestFactory(kind=CASCADE.key, asks=a_cascade())
        sent = {"sent_on": timezone.localdate(), "sent_by": request.asked_by, "request": request}
    record = DisseminationFactory(state=state, **sent, **facts)
    SharedPointFactory(dissemination=record)
    for agency in to:
        SharedWith.objects.create(dissemination=record, agency=agency)
        if sent:
            _receipt(record, agency, replied)
    if sent:
        request.about, request.about_reference = record, record.reference
        request.save()
    return record


def _receipt(record: Dissemination, agency, replied: bool) -> None:
    facts = {"sent_at": timezone.now(), "sent_by": record.sent_by, "state": ReturnState.SENT} if replied else {}
    asked = ReturnFactory(request=record.request, agency=agency, **facts)
    for section, answers in (("cascade-1", PASSED_ON), ("effect-1", CHANGED)) if replied else ():
        PartFactory(of=asked, section=section, answers=answers)


def of_sharing() -> dict[str, list]:
    """Return the parts of the addresses of something that is written, and of something that was sent."""
    sent, today = a_shared(), timezone.localdate()
    opened = {"opens_on": today, "closes_on": today + timedelta(days=21)}
    pulse = Pulse.objects.create(dissemination=sent, after=PulseTime.TWO_MONTHS, **opened)
    return {"shared": [sent.reference], "pulse": [pulse.token], "shared draft": [a_shared(ShareState.DRAFT).reference]}


def every_step_of_sharing() -> list[Dissemination]:
    """Return something in every state from which a move can be made."""
    a_cascade()
    return [a_shared(ShareState.DRAFT)]
