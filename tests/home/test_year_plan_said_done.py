"""What other records say of the year plan: that a fixed point seems to be done."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from audits.services.programme import agree_programme
from home.models import FixedPoint
from home.year_plan import queries, services
from tests.factories.asked import figures_asked, owned
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.learning import ThemeFactory
from tests.factories.partnership import PersonFactory
from tests.factories.voice import SurveyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """Whoever made the plan of 2026, in March before."""
    manager = PersonFactory()
    with time_machine.travel("2026-03-12 10:00", tick=False):
        services.make_year(by=manager, year=2026)
    return manager


def point(key, number=1) -> FixedPoint:
    return FixedPoint.objects.get(year=2026, key=key, number=number)


def test_three_chosen_themes_say_that_they_are_agreed(plan):
    for place in (1, 2):
        ThemeFactory(year=2026, place=place)
    assert queries.said_done(point("themes-agreed")) == ""
    ThemeFactory(year=2026, place=3)

    assert queries.said_done(point("themes-agreed")) == "The Three Themes of 2026 to 2027 are chosen."
    assert queries.said_done(point("audit")) == ""
    services.finish(by=plan, point=point("themes-agreed"), done_on=date(2026, 4, 20), note="")
    assert queries.said_done(point("themes-agreed")) == ""


def test_the_plan_knows_the_programme_of_audits_and_their_reports(plan):
    audit = MultiAgencyAuditFactory(planned_on=date(2026, 9, 1), state="agreed")
    assert queries.said_done(point("audit-programme")) == ""
    agree_programme(by=plan, year=2026, agreed_on=timezone.localdate(), minute="PIG, item 1")

    assert queries.said_done(point("audit-programme")) == "The audit programme of 2026 to 2027 is agreed by the PIG."
    first, second = FixedPoint.objects.filter(year=2026, key="audit").order_by("number")[:2]
    assert audit.agreed_on
    assert "report of audit 1 of 2026 to 2027" in queries.said_done(first)
    assert queries.said_done(second) == ""


def test_the_plan_knows_of_which_quarters_figures_were_asked_one_after_the_other(plan):
    for day, known in (("2026-04-02 10:00", [1]), ("2026-10-02 10:00", [1]), ("2026-07-02 10:00", [1, 2, 3])):
        with time_machine.travel(day, tick=False):
            figures_asked(owned(frequency="quarterly"))

        said = [queries.said_done(point("figures-asked", number)) for number in (1, 2, 3, 4)]
        assert said == ["Agencies are asked for the figures of this quarter." * (one in known) for one in (1, 2, 3, 4)]


def test_the_plan_knows_in_which_quarters_a_survey_was_opened(plan):
    assert queries.said_done(point("temperature-taken")) == ""
    for opened_on in (date(2026, 4, 1), date(2026, 9, 30)):
        SurveyFactory(state="open", closes_on=opened_on + timedelta(days=14))

    assert queries.said_done(point("temperature-taken", 2)) == "A survey was opened in this quarter."
    assert queries.said_done(point("temperature-taken", 3)) == ""
