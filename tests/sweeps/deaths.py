"""Pages of child death reviews with as many rows as asked for."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cdop.choices import Kept, State
from tests.factories.cdop import (
    AnalysisFactory,
    AnalysisVersionFactory,
    ChildDeathFactory,
    FactorFactory,
    FamilyContactFactory,
    FamilyQuestionFactory,
    ImmediateLearningFactory,
    KeyWorkerFactory,
    ProfessionalFactory,
    ResponseFactory,
    a_form_asked,
)
from tests.factories.learning import FindingFactory
from tests.factories.partnership import AgencyFactory, PersonFactory


def deaths_list(rows, _):
    for _number in range(rows):
        ChildDeathFactory()
    return reverse("cdop:deaths")


def forms_asked(record, rows):
    """Ask so many agencies, by name and not, in several requests."""
    first = a_form_asked(record, person=PersonFactory(role=None))
    for number in range(rows):
        a_form_asked(record, request=first.request if number % 2 else None)


def death(rows, _):
    record = ResponseFactory().death
    for _number in range(rows):
        ProfessionalFactory(death=record)
        ImmediateLearningFactory(death=record)
        FindingFactory(activity=record.activity)
    forms_asked(record, rows)
    return record.get_absolute_url()


def family(rows, _):
    record = ChildDeathFactory()
    for _number in range(rows):
        today = timezone.localdate()
        KeyWorkerFactory(death=record, agency=AgencyFactory(), since=today, ended=today)
        FamilyContactFactory(death=record)
        FamilyQuestionFactory(death=record)
    return reverse("cdop:family", args=[record.reference])


def figures(rows, _):
    for number in range(rows):
        died_at = timezone.now() - timedelta(days=40 * (number % 20))
        AnalysisFactory(complete=True, death__state=State.REVIEWED, death__died_at=died_at)
    return reverse("cdop:figures")


def figures_suppressed(rows, _):
    figures(rows, _)
    return reverse("cdop:figures-suppressed")


def items(rows, _):
    figures(rows, _)
    return reverse("cdop:items")


def analysis(rows, _):
    record = AnalysisFactory()
    for number in range(1, rows + 1):
        FactorFactory(analysis=record)
        AnalysisVersionFactory(analysis=record, number=number, kept=Kept.CORRECTED, reason="A slip.")
    return reverse("cdop:analysis", args=[record.reference])


def analysis_version(rows, person):
    return f"{analysis(rows, person)}versions/{rows}/"


def immediate_learning(rows, _):
    for _number in range(rows):
        record = ImmediateLearningFactory()
    return record.get_absolute_url()


DEATHS = {
    deaths_list: 4,
    death: 33,
    items: 3,
    family: 8,
    figures: 5,
    figures_suppressed: 3,
    analysis: 8,
    analysis_version: 5,
    immediate_learning: 7,
}
