"""Pages of how learning is embedded, with as many rows as asked for."""

from django.urls import reverse
from django.utils import timezone

from learning.embedding.queries import TRAINING
from learning.models import Attendance
from tests.factories.embedding import EvaluationFactory, EventFactory, PolicyChangeFactory
from tests.factories.learning import LearningPointFactory, ThemeFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import PartFactory, RequestFactory, ReturnFactory


def counted(event):
    Attendance.objects.create(event=event, agency=AgencyFactory(), invited=4, came=3)
    event.points.add(LearningPointFactory())


def events(rows, _):
    for _number in range(rows):
        counted(EventFactory(theme=ThemeFactory()))
    return reverse("learning:events")


def event(rows, _):
    asked = EvaluationFactory()
    for _number in range(rows):
        counted(asked.event)
        AgencyFactory()
    return asked.event.get_absolute_url()


def policies(rows, _):
    for _number in range(rows):
        PolicyChangeFactory()
    return reverse("learning:policies")


def training(rows, _):
    asked = RequestFactory(kind=TRAINING)
    for _number in range(rows):
        sent = {"state": "sent", "sent_at": timezone.now(), "sent_by": PersonFactory()}
        PartFactory(of=ReturnFactory(request=asked, **sent), section="training-1", answers={})
        ReturnFactory(request=RequestFactory(kind=TRAINING))
    return reverse("learning:training")


EMBEDDING = {events: 4, event: 15, policies: 4, training: 4}
