"""What is written to actions, who may write it, and what is refused once an action has ended."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection

from actionplans import services
from actionplans.choices import ActionState
from actionplans.figures import read_figure
from actionplans.models import Action, ActionLink, Evidence, ImpactMeasure, ProgressNote, Reading, Recommendation
from actionplans.pasting import read_table
from actionplans.periods import read_period
from escp.access.models import AppendOnlyError
from escp.access.roles import RoleKey
from reviews.choices import ReviewState
from tests.factories.actionplans import (
    ActionFactory,
    EvidenceFactory,
    ImpactMeasureFactory,
    ProgressNoteFactory,
    ReadingFactory,
)
from tests.factories.learning import LearningPointFactory
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import RapidReviewFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return PersonFactory(role=RoleKey.BUSINESS_OFFICER)


@pytest.fixture
def contributor():
    return PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)


def a_draft():
    return Action(title="Fathers are asked", desired_outcome="Children are safer.")


def typed(measure):
    return {reading.period: reading.typed for reading in measure.readings.all()}


def test_a_new_action_is_a_draft_with_a_reference_that_answers_its_learning_points(officer):
    points = [LearningPointFactory(), LearningPointFactory()]

    action = services.record_action(by=officer, action=a_draft(), learning_points=points, why="It asks fathers.")

    assert (action.state, action.recorded_by) == (ActionState.DRAFT, officer)
    assert action.reference.startswith("ACT-20")
    assert {link.learning_point for link in action.links.all()} == set(points)
    assert {link.why for link in action.links.all()} == {"It asks fathers."}


def test_an_action_answers_a_learning_point_once(officer):
    link = services.link(by=officer, action=ActionFactory(), learning_point=LearningPointFactory())

    with pytest.raises(ValidationError) as refused:
        services.link(by=officer, action=link.action, learning_point=link.learning_point)
    assert list(refused.value.message_dict) == ["learning_point"]
    assert ActionLink.objects.count() == 1


def test_a_contributor_moves_their_own_agencys_actions_and_changes_no_other(contributor):
    own = ActionFactory(lead_agency=contributor.agency, state=ActionState.IN_PROGRESS)
    other = ActionFactory(state=ActionState.IN_PROGRESS)

    services.add_progress(by=contributor, action=own, text="The first training took place.")

    with pytest.raises(PermissionDenied):
        services.add_progress(by=contributor, action=other, text="Not mine.")
    with pytest.raises(PermissionDenied):
        services.change_action(by=contributor, action=own)
    with pytest.raises(PermissionDenied):
        services.record_action(by=contributor, action=a_draft())
    assert ProgressNote.objects.count() == 1


@pytest.mark.parametrize("state", [ActionState.CLOSED, ActionState.WITHDRAWN])
def test_nothing_about_an_action_changes_once_it_has_ended(officer, state):
    measure = ImpactMeasureFactory(action=ActionFactory(state=state))
    action, reading, evidence = measure.action, ReadingFactory(measure=measure), EvidenceFactory(measure=measure)
    period, figure = read_period("2025"), read_figure("20")
    writes = [
        lambda: services.change_action(by=officer, action=action),
        lambda: services.link(by=officer, action=action, learning_point=LearningPointFactory()),
        lambda: services.add_progress(by=officer, action=action, text="More."),
        lambda: services.set_measure(by=officer, action=action, measure=measure),
        lambda: services.record_reading(by=officer, action=action, period=period, figure=figure),
        lambda: services.correct_reading(by=officer, reading=reading, figure=figure),
        lambda: services.record_readings(by=officer, action=action, readings=[], replacing={}),
        lambda: services.add_evidence(by=officer, action=action, evidence=Evidence()),
        lambda: services.correct_evidence(by=officer, evidence=evidence),
    ]
    for write in writes:
        with pytest.raises(ValidationError, match="so nothing about it can be changed"):
            write()


def test_progress_notes_are_added_and_never_changed():
    note = ProgressNoteFactory()

    with pytest.raises(AppendOnlyError):
        note.save()
    with pytest.raises(AppendOnlyError):
        note.delete()


# Measures


def test_a_measure_may_have_gaps_in_a_draft_but_not_once_agreed(officer):
    draft, agreed = ActionFactory(), ActionFactory(state=ActionState.AGREED)

    services.set_measure(by=officer, action=draft, measure=ImpactMeasure(difference="Safer", measure="Audit"))
    with pytest.raises(ValidationError, match="must stay complete"):
        services.set_measure(by=officer, action=agreed, measure=ImpactMeasure(difference="Safer", measure="Audit"))
    assert ImpactMeasure.objects.count() == 1


def test_an_action_has_one_measure(officer):
    measure = ImpactMeasureFactory()

    with pytest.raises(IntegrityError):
        services.set_measure(by=officer, action=measure.action, measure=ImpactMeasure(difference="A", measure="B"))


def test_numbers_are_written_without_the_zeros_that_a_database_adds():
    measure = ImpactMeasureFactory(baseline=Decimal("29.800000"), target=Decimal("100.000000"))

    assert (measure.baseline_words, measure.target_words) == ("29.8%", "100%")


# Readings


def test_a_reading_needs_a_measure_first(officer):
    with pytest.raises(ValidationError, match="Say what will be measured first"):
        services.record_reading(
            by=officer, action=ActionFactory(), period=read_period("2024"), figure=read_figure("20.9")
        )


def test_a_second_reading_of_the_same_period_is_refused_with_the_first(officer):
    measure = ImpactMeasureFactory()
    services.record_reading(by=officer, action=measure.action, period=read_period("2024"), figure=read_figure("20.9"))

    with pytest.raises(ValidationError) as refused:
        services.record_reading(by=officer, action=measure.action, period=read_period("2024"), figure=read_figure("1"))
    assert refused.value.message_dict == {
        "period": ["There is a reading for 2024 already: 20.9. Correct that one instead."]
    }


def test_a_corrected_reading_keeps_what_it_said_before(officer):
    reading = ReadingFactory(typed="20.9", value=Decimal("20.9"))

    services.correct_reading(by=officer, reading=reading, figure=read_figure("c"), note="Withheld since.")

    reading.refresh_from_db()
    assert (reading.typed, reading.value, reading.mark, reading.note) == ("c", None, "c", "Withheld since.")
    assert [was.typed for was in reading.history.all()] == ["c", "20.9"]


def test_a_pasted_table_adds_and_replaces_and_leaves_the_rest(officer):
    measure = ImpactMeasureFactory()
    old = ReadingFactory(measure=measure, period="2012", period_start=date(2012, 1, 1), typed="12", note="Kept")
    replaced = ReadingFactory(
        measure=measure, period="2013", period_start=date(2013, 1, 1), typed="13", note="Source A"
    )

    services.record_readings(
        by=officer,
        action=measure.action,
        readings=read_table("2013\t13.9\n2014\tc").readings,
        replacing={date(2013, 1, 1): "13"},
    )

    assert typed(measure) == {"2012": "12", "2013": "13.9", "2014": "c"}
    replaced.refresh_from_db()
    assert (replaced.note, old.note) == ("Source A", "Kept")


@pytest.mark.parametrize("shown", [{}, {date(2013, 1, 1): "12.9"}, {date(2013, 1, 1): "13", date(2014, 1, 1): "1"}])
def test_a_pasted_table_is_refused_whole_when_it_would_replace_what_was_not_shown(officer, shown):
    reading = ReadingFactory(period="2013", period_start=date(2013, 1, 1), typed="13")

    with pytest.raises(ValidationError, match="while you looked"):
        services.record_readings(
            by=officer,
            action=reading.measure.action,
            readings=read_table("2013\t13.9\n2014\tc").readings,
            replacing=shown,
        )
    assert typed(reading.measure) == {"2013": "13"}


def test_readings_come_back_from_the_database_as_they_were_typed(officer):
    measure = ImpactMeasureFactory()
    texts = ["13.9", "17", "20.0", "1,234.50", "-3", "0.000001", "999999999999", "c", "low"]
    table = "\n".join(f"{2000 + place}\t{text}" for place, text in enumerate(texts))

    services.record_readings(by=officer, action=measure.action, readings=read_table(table).readings, replacing={})

    kept = list(Reading.objects.order_by("period_start"))
    assert [reading.typed for reading in kept] == texts
    if connection.vendor == "postgresql":  # SQLite keeps decimals as floating point
        assert [reading.value for reading in kept] == [read_figure(text).value for text in texts]


# Evidence


def test_evidence_belongs_to_the_measure_and_says_who_added_it(contributor):
    action = ActionFactory(lead_agency=contributor.agency, state=ActionState.IN_PROGRESS)
    ImpactMeasureFactory(action=action)

    evidence = services.add_evidence(
        by=contributor,
        action=action,
        evidence=Evidence(level="E2", kind="document", summary="A leaflet.", dated_on=date(2026, 1, 5)),
    )

    assert (evidence.measure.action, evidence.recorded_by) == (action, contributor)
    evidence.summary = "Two leaflets."
    services.correct_evidence(by=contributor, evidence=evidence)
    assert [was.summary for was in evidence.history.all()] == ["Two leaflets.", "A leaflet."]


@pytest.mark.parametrize(
    ("source", "link"),
    [("https://www.gov.uk/x", "https://www.gov.uk/x"), ("javascript:alert(1)", ""), ("Shared folder", ""), ("", "")],
)
def test_only_an_address_of_the_web_becomes_a_link(source, link):
    assert EvidenceFactory.build(measure=None, recorded_by=None, source=source).link == link


def test_a_recommendation_after_sign_off_is_not_recorded_without_a_reason(officer):
    review = RapidReviewFactory(state=ReviewState.SENT)

    with pytest.raises(ValidationError, match="Say why this was left out"):
        services.record_recommendation(
            by=officer, activity=review.activity, recommendation=Recommendation(words="Ask every father.")
        )
