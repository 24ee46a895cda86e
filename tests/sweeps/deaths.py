"""Pages of child death reviews with as many rows as asked for."""

from django.urls import reverse

from tests.factories.cdop import ChildDeathFactory, ImmediateLearningFactory, ProfessionalFactory, ResponseFactory
from tests.factories.learning import FindingFactory


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


def immediate_learning(rows, _):
    for _number in range(rows):
        record = ImmediateLearningFactory()
    return record.get_absolute_url()
