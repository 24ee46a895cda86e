"""Every figure of the report equals a recount by SQL; what is small is not told; what is open is not in it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from actionplans.choices import ActionState
from audits.choices import CycleState
from cdop.choices import State
from escp.partnership.models.plan import year_of
from escp.reports.small_numbers import SMALLEST, may_be_shown
from home.yearly_report.children import WITHHELD, cases, deaths
from home.yearly_report.on_start import CONTRIBUTORS
from intelligence.choices import Unit
from learning.choices import EvaluationTime, EventState, Kind
from learning.publications.skeleton import PLACES, SKELETON, contribute, days_of, of_the_year
from tests.factories.actionplans import ActionFactory, EvidenceFactory, ImpactMeasureFactory, ReadingFactory
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.cdop import ChildDeathFactory
from tests.factories.embedding import EvaluationFactory, EventFactory, a_policy_change, said_of
from tests.factories.external import ExternalItemFactory
from tests.factories.indicators import IndicatorFactory, own_figures
from tests.factories.learning import ThemeFactory
from tests.factories.national_reviews import NationalReviewFactory
from tests.factories.partnership import AgencyFactory, GroupFactory, PriorityFactory
from tests.factories.publications import agreed_point
from tests.factories.reviews import IncidentFactory, LocalReviewFactory, RapidReviewFactory
from tests.factories.scrutiny import ChallengeFactory, ScrutinyFactory, ScrutinyReportFactory
from tests.factories.section_11 import a_cycle
from tests.factories.single_agency import SingleAuditFactory
from tests.factories.voice import SurveyFactory, YoungVoiceFactory

YEAR = year_of(timezone.localdate())
DAYS = days_of(YEAR)
LONG_AGO = timezone.localdate() - timedelta(days=800)


def told(section=None):
    """Return what is known of this year: words by reference, of one section or of all."""
    return {one.reference: one.words for key, one in of_the_year(*DAYS) if section in (None, key)}


def sql(query, *more):
    """Count by hand: the year's first and last day stand for the first two placeholders."""
    with connection.cursor() as cursor:
        cursor.execute(query, [*DAYS, *more])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_every_figure_equals_a_recount_by_sql():
    priority = PriorityFactory(year=YEAR, number=1)
    for number in range(3):
        MultiAgencyAuditFactory(state="agreed").priorities.set([priority] if number else [])
    MultiAgencyAuditFactory(state="agreed", agreed_on=LONG_AGO)
    MultiAgencyAuditFactory(state="discussion_held")
    SingleAuditFactory.create_batch(2)
    SingleAuditFactory(finished_on=LONG_AGO)
    for state in (ActionState.COMPLETE_PENDING_IMPACT, ActionState.CLOSED, ActionState.CLOSED, ActionState.WITHDRAWN):
        ActionFactory(state=state, priority=priority)
    closed = ActionFactory(state=ActionState.CLOSED)
    EvidenceFactory(measure=ImpactMeasureFactory(action=closed))
    ActionFactory(state=ActionState.IN_PROGRESS, due_on=timezone.localdate() - timedelta(days=3))
    for people in (12, 9):
        event = EventFactory(state=EventState.HELD)
        event.attendance.create(agency=AgencyFactory(), invited=20, came=people)
    EventFactory()
    said_of(EvaluationFactory(event=event, time=EvaluationTime.AFTER), 9, changes=4)
    said_of(event.evaluations.get(), 6, changes=2)
    for name, number in (("figure-audits", 3), ("figure-single", 2), ("figure-actions", 4), ("figure-late", 1)):
        assert told()[name].startswith(f"{number} "), name

    audits = sql("SELECT count(*) FROM audits_multiagencyaudit WHERE agreed_on BETWEEN %s AND %s")
    single = sql("SELECT count(*) FROM audits_singleagencyaudit WHERE finished_on BETWEEN %s AND %s")
    delivered = sql(
        "SELECT count(*) FROM actionplans_action WHERE delivered_on BETWEEN %s AND %s"
        " AND state IN ('complete_pending_impact', 'closed')"
    )
    shown = sql(
        "SELECT count(DISTINCT a.id) FROM actionplans_action a JOIN actionplans_impactmeasure m ON m.action_id = a.id"
        " JOIN actionplans_evidence e ON e.measure_id = m.id"
        " WHERE a.closed_on BETWEEN %s AND %s AND a.state = 'closed' AND e.level IN ('E3', 'E4')"
    )
    came = sql(
        "SELECT sum(t.came) FROM learning_attendance t JOIN learning_event e ON e.id = t.event_id"
        " WHERE e.happens_on BETWEEN %s AND %s AND e.state = 'held'"
    )
    agree, answered = (
        sql(
            "SELECT count(*) FROM learning_evaluationanswer a JOIN learning_evaluation v ON v.id = a.evaluation_id"
            " JOIN learning_event e ON e.id = v.event_id WHERE e.happens_on BETWEEN %s AND %s AND a.changes >= %s",
            least,
        )
        for least in (4, 1)
    )
    figures = told()
    empty = PriorityFactory(year=YEAR, number=2)
    assert told()["figure-priority-2"] == f"{empty.title}: no evidence recorded."
    assert figures["figure-audits"] == f"{audits} multi-agency audits were completed."
    assert figures["figure-single"] == f"{single} single-agency audits were finished and shared."
    assert figures["figure-actions"] == f"{delivered} actions were delivered, {shown} closed with evidence."
    assert figures["figure-events"] == f"2 events were held; {came} people came."
    assert figures["figure-evaluation-after"].startswith(f"{round(100 * agree / answered)}% of {answered} ")
    under = "3 actions delivered, 2 closed with evidence of a change; 2 audits agreed."
    assert figures["figure-priority-1"] == f"{priority.title}: {under}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("notified", "sent", "expected"),
    [
        (0, 0, ["none notified", "none sent", "none published"]),
        (3, 0, ["fewer than five.", "none sent", "none published"]),
        (7, 6, ["7 serious incidents notified", WITHHELD, "none published"]),
        (10, 5, ["10 serious incidents notified", "5 rapid reviews sent", "none published"]),
    ],
)
def test_cases_are_counted_and_small_numbers_are_not_told(notified, sent, expected):
    IncidentFactory.create_batch(notified, state="notified")
    IncidentFactory(state="withdrawn")
    IncidentFactory(state="notified", aware_at=timezone.now() - timedelta(days=800))
    incident = IncidentFactory(state="notified", aware_at=timezone.now() - timedelta(days=800))
    for _ in range(sent):
        RapidReviewFactory(incident=IncidentFactory(state="review_opened", aware_at=incident.aware_at), state="sent")
    RapidReviewFactory(incident=incident, state="ended")
    found = [one.words for _, one in cases(*DAYS)]

    for words, part in zip(found, expected, strict=True):
        assert part in words
    counted = sql(
        "SELECT count(*) FROM reviews_seriousincident WHERE (notified_at AT TIME ZONE 'Europe/London')::date"
        " BETWEEN %s AND %s AND state <> 'withdrawn'"
    )
    assert counted == notified


@pytest.mark.django_db
def test_local_reviews_are_counted_once_they_are_published():
    for state in ("published", "in_progress"):
        LocalReviewFactory(state=state)
    assert "Local reviews" in told("cases")["figure-local-reviews"]
    assert "1 " not in told("cases")["figure-local-reviews"]


@given(st.integers(0, 40), st.lists(st.integers(0, 40), max_size=3))
def test_no_number_that_is_shown_is_small_or_near_another(number, beside):
    if may_be_shown(number, beside):
        assert number == 0 or number >= SMALLEST
        assert all(number == other or abs(number - other) >= SMALLEST for other in beside)


@pytest.mark.django_db
def test_deaths_are_told_of_three_years_that_ended_and_suppressed():
    assert list(deaths(*days_of(2026))) == []
    for number in range(6):
        ChildDeathFactory(state=State.CLOSED, panel_on=date(2024, 5, 1 + number))
    [(section, figure)] = list(deaths(*days_of(2025)))
    assert (section, figure.url) == ("deaths", "/child-deaths/figures/three-years/")
    assert "The panel reviewed 6 deaths in these three years." in figure.words
    assert list(deaths(*days_of(2020))) == []
    point = agreed_point(finding__activity__kind=Kind.CHILD_DEATH)
    assert told("deaths")[point.reference] == point.statement


@pytest.mark.django_db
def test_the_records_of_a_year_are_claims_with_their_addresses_and_nothing_open_is():
    today = timezone.localdate()
    group, ended = GroupFactory(), GroupFactory(starts_on=LONG_AGO, ends_on=LONG_AGO)
    following = PriorityFactory(year=YEAR + 1, number=2)
    planned = MultiAgencyAuditFactory(state="programme", year=YEAR + 1, planned_on=date(YEAR + 1, 6, 1))
    cycle = a_cycle(CycleState.FINAL)
    policy = a_policy_change("made")
    national, external = NationalReviewFactory(state="decided"), ExternalItemFactory(state="decided")
    theme, proposed = ThemeFactory(place=1, year=YEAR), ThemeFactory(year=YEAR)
    other_year = ThemeFactory(place=2, year=YEAR - 1)
    survey, open_survey = SurveyFactory(state="shared"), SurveyFactory(state="open")
    young, waiting = YoungVoiceFactory(state="done"), YoungVoiceFactory()
    scrutiny = ScrutinyFactory(state="closed")
    ScrutinyReportFactory(scrutiny=scrutiny)
    ChallengeFactory(scrutiny=scrutiny)
    unanswered = ScrutinyFactory(state="findings")
    heard = EvidenceFactory(is_voice=True, dated_on=today, summary="Children say that it helps.")
    late = ActionFactory(state=ActionState.BLOCKED, due_on=today - timedelta(days=3))
    claims = told()

    assert claims[f"Group {group.pk}"] == group.purpose
    assert f"Group {ended.pk}" not in claims
    assert claims["figure-next-2"] == f"Priority 2: {following.title}."
    assert claims[planned.reference] == planned.why_now
    assert claims[cycle.reference].startswith("2 agencies or schools assessed themselves. ")
    assert claims[policy.reference] == policy.changed
    assert {national.reference, external.reference, theme.reference} <= claims.keys()
    assert not {proposed.reference, other_year.reference, open_survey.reference, waiting.reference} & claims.keys()
    assert claims[survey.reference] == survey.learned
    assert claims[young.reference].endswith("We did: You get a letter.")
    assert claims[scrutiny.reference] == "Nobody told the child.\n1 challenge was raised.\nWe answered: We agree."
    assert claims[unanswered.reference].endswith("The partnership has not answered yet.")
    assert told("voice")[f"{heard.measure.action.reference}/{heard.pk}"] == "Children say that it helps."
    assert claims[late.reference] == late.desired_outcome
    assert all(one.url.startswith("/") for _, one in of_the_year(*DAYS))


@pytest.mark.django_db
def test_a_theme_that_was_closed_tells_its_impact():
    from learning.lifecycle import THEME
    from tests.factories.learning import ready_to_choose
    from tests.factories.partnership import PersonFactory

    theme = THEME.apply("activate", ready_to_choose(year=YEAR), by=PersonFactory(), chosen_minute="PIG 1")
    theme = THEME.apply("close", theme, by=PersonFactory(), impact_statement="Fewer came back.", closing_minute="PIG 2")
    assert told("themes")[theme.reference] == "Fewer came back."


@pytest.mark.django_db
def test_the_three_questions_show_figures_as_everybody_may_see_them():
    shown, hidden = (
        IndicatorFactory(unit="count", question="how_much"),
        IndicatorFactory(unit="count", question="how_well"),
    )
    start = 4 * (YEAR - 2019)
    own_figures(shown, [9] * (start + 2))
    own_figures(hidden, [9] * (start + 1) + [3])
    own_figures(IndicatorFactory(unit="count"), [9])
    measure = ImpactMeasureFactory(baseline=None, target=None, unit="percent")
    number = ImpactMeasureFactory(unit="number")
    for one in (measure, number):
        ReadingFactory(measure=one, period_start=date(YEAR, 5, 1), period="May", value=Decimal(40))
    full = ReadingFactory(measure=ImpactMeasureFactory(), period_start=date(YEAR, 6, 1), period="June")
    figures = of_the_year(*DAYS)
    by_reference = {one.reference: (key, one.words) for key, one in figures}

    assert by_reference[f"figure-{shown.code}"][0] == "how_much"
    assert by_reference[f"figure-{shown.code}"][1].startswith("9 ")
    assert by_reference[f"figure-{hidden.code}"] == (
        "how_well",
        f"Fewer than 5, or of few: not shown (Q2 {YEAR} to {YEAR + 1})",
    )
    assert by_reference[f"figure-{measure.action.reference}"] == ("difference", "40% (May)")
    assert f"figure-{number.action.reference}" not in by_reference
    assert by_reference[f"figure-{full.measure.action.reference}"][1] == "20.9% (June); began at 29.8%; target 18%"


@pytest.mark.django_db
def test_nothing_is_claimed_of_a_year_without_records():
    assert {key for key, _ in of_the_year(*days_of(2015))} <= {"cases"}


@pytest.mark.django_db
def test_how_many_children_live_here_is_what_the_latest_rate_is_out_of():
    own_figures(IndicatorFactory(unit=Unit.COUNT), [40] * 4, denominator=900)
    assert told("children") == {}
    rate = IndicatorFactory(unit=Unit.RATE)
    own_figures(rate, [500.5, 510.5], denominator=83_900)
    own_figures(IndicatorFactory(unit=Unit.RATE), [20.5], denominator=84_250)

    [one] = [one for key, one in of_the_year(*days_of(2019)) if key == "children"]

    assert one.words == "83,900 children and young people aged 0 to 17 live in Enfield."
    assert (one.url, one.counted) == (
        rate.get_absolute_url(),
        f"The number of children out of which {rate.code} is a rate, Q2 2019 to 2020.",
    )


def test_the_sections_are_known_and_each_room_gives_once():
    assert len(PLACES) == len(SKELETON) == 21
    for one in CONTRIBUTORS:
        contribute(one)
    assert len({*CONTRIBUTORS}) == len(CONTRIBUTORS)
