"""Pages of child death reviews with as many rows as asked for."""

from django.urls import reverse
from django.utils import timezone

from tests.factories.cdop import (
    ChildDeathFactory,
    FamilyContactFactory,
    FamilyQuestionFactory,
    ImmediateLearningFactory,
    KeyWorkerFactory,
    ProfessionalFactory,
    ResponseFactory,
)
from tests.factories.learning import FindingFactory
from tests.factories.partnership import AgencyFactory


def deaths_list(rows, _):
    for _number in range(rows):
        ChildDeathFactory()
    return reverse("cdop:deaths")


def death(rows, _):
    record = ResponseFactory().death
    for _number in range(rows):
        ProfessionalFactory(death=record)
        ImmediateLearningFactory(death=record)
        FindingFactory(activity=record.activity)
    return record.get_absolute_url()


def family(rows, _):
    record = ChildDeathFactory()
    for _number in range(rows):
        today = timezone.localdate()
        KeyWorkerFactory(death=record, agency=AgencyFactory(), since=today, ended=today)
        FamilyContactFactory(death=record)
        FamilyQuestionFactory(death=record)
    return reverse("cdop:family", args=[record.reference])


def immediate_learning(rows, _):
    for _number in range(rows):
        record = ImmediateLearningFactory()
    return record.get_absolute_url()
