"""Deaths of children, each in the state that the test asks for, as its moves would have left it."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cdop.choices import (
    AFTER_THE_MEETING,
    AFTER_THE_PANEL,
    Category,
    ContactBy,
    Domain,
    HeldIn,
    Kept,
    Modifiability,
    NationalForm,
    Relative,
    Relevance,
    Route,
    State,
    Trigger,
)
from cdop.models import (
    Analysis,
    AnalysisVersion,
    ChildDeath,
    Factor,
    FamilyContact,
    FamilyQuestion,
    ImmediateLearning,
    JointAgencyResponse,
    KeyWorker,
    NationalSubmission,
    Professional,
)
from cdop.services.analysis import text_of
from reviews.choices import Answer
from reviews.services.sealing import hash_of
from tests.factories.partnership import AgencyFactory, ChildFactory, PersonFactory


class ChildDeathFactory(DjangoModelFactory):
    class Meta:
        model = ChildDeath

    class Params:
        met = factory.LazyAttribute(lambda o: o.state in AFTER_THE_MEETING)
        answered = factory.Trait(
            incident_considered=Answer.NO,
            incident_reason="Nothing suggests abuse or neglect.",
            considered_on=factory.LazyFunction(timezone.localdate),
            considered_by=factory.SelfAttribute("recorded_by"),
        )

    child = factory.SubFactory(ChildFactory)
    case = factory.SelfAttribute("child.case")
    lead = factory.SubFactory(AgencyFactory)
    held_in = HeldIn.HERE
    died_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=20))
    known_at = factory.LazyAttribute(lambda o: o.died_at + timedelta(hours=2))
    notifier = "Paediatrician, hospital"
    recorded_by = factory.SubFactory(PersonFactory)
    state = State.NOTIFIED
    meeting_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.met else None)
    ready_on = factory.SelfAttribute("meeting_on")
    panel_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state in AFTER_THE_PANEL else None)
    closed_on = factory.LazyAttribute(lambda o: timezone.localdate() if o.state == State.CLOSED else None)
    route = factory.LazyAttribute(lambda o: Route.NONE if o.state == State.CLOSED else "")


class ResponseFactory(DjangoModelFactory):
    """A joint agency response that was decided on an hour after the death became known."""

    class Meta:
        model = JointAgencyResponse

    death = factory.SubFactory(ChildDeathFactory, state=State.RESPONDING)
    triggers = factory.LazyFunction(lambda: [Trigger.SUDDEN])
    decided_by_words = "On-call paediatrician, police investigator, duty social worker"
    decided_at = factory.LazyAttribute(lambda o: o.death.known_at + timedelta(hours=1))
    recorded_by = factory.SubFactory(PersonFactory)


class ProfessionalFactory(DjangoModelFactory):
    class Meta:
        model = Professional

    death = factory.SubFactory(ChildDeathFactory)
    role = "Health visitor"


class ImmediateLearningFactory(DjangoModelFactory):
    class Meta:
        model = ImmediateLearning

    death = factory.SubFactory(ChildDeathFactory)
    to = Route.GROUP
    words = "Safe sleep is not always talked about with fathers."
    by = factory.SubFactory(PersonFactory)


class AnalysisFactory(DjangoModelFactory):
    """An analysis that nobody has written anything in; `complete=True`: one that the panel's review may follow."""

    class Meta:
        model = Analysis
        skip_postgeneration_save = True

    class Params:
        complete = factory.Trait(
            category=Category.UNEXPLAINED,
            modifiability=Modifiability.NONE,
            nothing_known_in=factory.LazyFunction(lambda: list(Domain.values)),
            draft=factory.RelatedFactory("tests.factories.cdop.AnalysisVersionFactory", "analysis"),
        )

    death = factory.SubFactory(ChildDeathFactory, state=State.MEETING_HELD)
    recorded_by = factory.SubFactory(PersonFactory)


class FactorFactory(DjangoModelFactory):
    class Meta:
        model = Factor

    analysis = factory.SubFactory(AnalysisFactory)
    domain = Domain.SOCIAL
    words = "The sleeping place was shared."
    relevance = Relevance.CONTRIBUTED
    modifiable = True


class AnalysisVersionFactory(DjangoModelFactory):
    class Meta:
        model = AnalysisVersion

    analysis = factory.SubFactory(AnalysisFactory)
    number = 1
    kept = Kept.MEETING
    text = factory.LazyAttribute(lambda o: text_of(o.analysis))
    digest = factory.LazyAttribute(lambda o: hash_of(o.text))
    by = factory.SubFactory(PersonFactory)


class BesideDeathFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    death = factory.SubFactory(ChildDeathFactory)
    recorded_by = factory.SubFactory(PersonFactory)


class KeyWorkerFactory(BesideDeathFactory):
    class Meta:
        model = KeyWorker

    role = "Bereavement nurse"
    since = factory.LazyFunction(timezone.localdate)


class FamilyContactFactory(BesideDeathFactory):
    class Meta:
        model = FamilyContact

    planned_on = factory.LazyFunction(timezone.localdate)
    by = ContactBy.PHONE
    whom = Relative.MOTHER


class FamilyQuestionFactory(BesideDeathFactory):
    class Meta:
        model = FamilyQuestion

    asked_on = factory.LazyFunction(timezone.localdate)
    whom = Relative.FATHER
    words = "Could an earlier visit have helped?"


def a_form_asked(death: ChildDeath, **facts):
    """Return what one agency is asked for about a death, by letter."""
    from cdop.asking import REPORTING_FORM
    from tests.factories.returns import RequestFactory, ReturnFactory

    request = facts.pop("request", None) or RequestFactory(
        kind=REPORTING_FORM.key, about=death, about_reference=death.reference, case=death.case
    )
    return ReturnFactory(request=request, **facts)


class NationalSubmissionFactory(BesideDeathFactory):
    class Meta:
        model = NationalSubmission

    form = NationalForm.NOTIFICATION
    sent_on = factory.LazyFunction(timezone.localdate)
    sent_by = "Coordinator, child death overview panel"


def a_death() -> dict[str, list]:
    """Make a death with its joint agency response, and return the parts of the addresses that lead to what it has."""
    death = ResponseFactory().death
    written = AnalysisFactory(death=death, learning="Fathers are not told.")
    return {
        "death": [death.reference],
        "death part": [death.reference, "child"],
        "professional": [death.reference, ProfessionalFactory(death=death).pk],
        "analysis part": [death.reference, "b"],
        "analysis version": [death.reference, AnalysisVersionFactory(analysis=written).number],
        "immediate learning": [ImmediateLearningFactory(death=death).reference],
        "key worker": [death.reference, KeyWorkerFactory(death=death).pk],
        "family contact": [death.reference, FamilyContactFactory(death=death).pk],
        "national submission": [death.reference, NationalSubmissionFactory(death=death).pk],
        "family question": [death.reference, FamilyQuestionFactory(death=death).pk],
    }
