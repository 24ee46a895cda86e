"""Activities without a source of their own, findings, learning points and themes."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from learning.choices import FindingKind, Handling, Kind, PointState, Stage, ThemeState, Window
from learning.models import Activity, Finding, FindingLink, LearningPoint, Theme, ThemeEvidence
from tests.factories.partnership import AgencyFactory, CaseFactory, PersonFactory


class ActivityFactory(DjangoModelFactory):
    """An activity that all who take part in learning may see; `casework=True` for one about a case."""

    class Meta:
        model = Activity

    class Params:
        casework = factory.Trait(handling=Handling.CASEWORK, case=factory.SubFactory(CaseFactory))

    kind = Kind.RAPID_REVIEW
    reference = factory.Sequence(lambda n: f"RR-{n:05d}")
    title = factory.Sequence(lambda n: f"Child Word{n}: rapid review")
    happened_on = date(2026, 9, 1)
    lead = factory.SubFactory(AgencyFactory)
    stage = Stage.UNDER_WAY
    handling = Handling.INTERNAL
    url_name = "reviews:rapid-review"


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = Finding

    activity = factory.SubFactory(ActivityFactory)
    kind = FindingKind.IMPROVEMENT
    title = factory.Sequence(lambda n: f"Fathers were not asked, number {n}")
    what = "The assessment named no father."
    who_for = "All who assess"
    recorded_by = factory.SubFactory(PersonFactory)


class ThemeFactory(DjangoModelFactory):
    """A proposed theme; give `place` for one of the Three Themes."""

    class Meta:
        model = Theme

    year = 2026
    title = factory.Sequence(lambda n: f"Theme number {n}")
    rationale = "It keeps coming back."
    place = None
    state = factory.LazyAttribute(lambda theme: ThemeState.ACTIVE if theme.place else ThemeState.PROPOSED)


class LearningPointFactory(DjangoModelFactory):
    class Meta:
        model = LearningPoint

    statement = factory.Sequence(lambda n: f"Every adult in a child's life is part of the assessment, {n}")
    state = PointState.CAPTURED
    recorded_by = factory.SubFactory(PersonFactory)


class FindingLinkFactory(DjangoModelFactory):
    class Meta:
        model = FindingLink

    finding = factory.SubFactory(FindingFactory)
    learning_point = factory.SubFactory(LearningPointFactory)
    linked_by = factory.SubFactory(PersonFactory)


class ThemeEvidenceFactory(DjangoModelFactory):
    class Meta:
        model = ThemeEvidence

    theme = factory.SubFactory(ThemeFactory)
    window = Window.FRONTLINE
    shows = "Four in ten practitioners can say how to take a disagreement further."
    source = "Temperature check of practitioners, May 2026"
    recorded_by = factory.SubFactory(PersonFactory)


def ready_to_choose(**facts):
    """Return a proposed theme with learning and two kinds of evidence."""
    theme = ThemeFactory(**facts)
    FindingLinkFactory(learning_point__theme=theme)
    ThemeEvidenceFactory(theme=theme)
    return theme
