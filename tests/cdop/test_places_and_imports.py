"""Where a child collapsed, what an imported death asks at once, what is copied, days of which no time is known."""

from datetime import datetime

import pytest
from django.utils import timezone

from cdop import services
from cdop.models import ChildDeath
from cdop.pack import pieces
from cdop.presenters.national import sheets_of
from cdop.queries.national import deaths_with_items
from escp.access.roles import RoleKey
from escp.deadlines.banners import exact_in_words
from escp.deadlines.choices import DeadlineState
from escp.deadlines.queries import deadlines_of
from escp.ui.words import day_or_moment_in_words
from reviews.choices import Answer
from tests.factories.cdop import AnalysisFactory, ChildDeathFactory, FactorFactory, ResponseFactory
from tests.factories.imports import FULL, a_waiting_import, brought_in, csv_file, full_row
from tests.factories.panel import PanelCaseFactory
from tests.factories.partnership import PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db

ASKS = "cdop.imported-incident-considered"
AFTER_THE_MEETING = "cdop.serious-incident-considered"


@pytest.fixture
def person():
    return PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)


def test_an_imported_death_is_asked_about_at_once_and_by_one_clock(person):
    brought_in(a_waiting_import(file=csv_file([full_row()], headings=FULL)), by=person)
    death = ChildDeath.objects.get()

    asked = deadlines_of(death).get(clock=ASKS)
    assert asked.state == DeadlineState.OPEN
    assert timezone.localdate(asked.started_at) == timezone.localdate()
    assert not deadlines_of(death.response).filter(clock=AFTER_THE_MEETING).exists()
    services.consider_incident(by=person, death=death, answer=Answer.NO, reason="Nothing suggests it.")
    assert deadlines_of(death).get(clock=ASKS).state == DeadlineState.MET


def test_a_notified_death_is_asked_about_after_its_response_met():
    response = ResponseFactory(met_on=timezone.localdate())

    assert not deadlines_of(response.death).filter(clock=ASKS).exists()
    assert deadlines_of(response).filter(clock=AFTER_THE_MEETING).exists()


def test_the_copy_has_only_the_parts_that_arise(person):
    plain = ChildDeathFactory()
    full = AnalysisFactory(death__place_of_collapse="home", death__gestation_weeks=31).death
    FactorFactory(analysis=full.analysis)

    def copied(*deaths):
        rows = deaths_with_items(person, [one.reference for one in deaths])
        return {sheet.name: [str(heading) for heading in sheet.columns] for sheet in sheets_of(rows)}

    assert set(copied(plain)) == {"Notification"}
    assert set(copied(plain, full)) == {"Notification", "Analysis", "Factors"}
    arising = {"Weeks of gestation at birth", "Where the child collapsed or was found"}
    assert arising <= set(copied(plain, full)["Notification"])
    assert not arising & set(copied(plain)["Notification"])


def test_the_pack_says_where_the_child_collapsed_and_what_was_answered_at_the_meeting():
    case = PanelCaseFactory(
        death__place_of_collapse="home",
        death__medical_examiner="yes",
        death__meeting_answers="Nobody could know.",
    )

    said = str(pieces(case))
    for words in ("Where the child collapsed or was found", "At home", "Medical examiner", "Nobody could know."):
        assert words in said


def test_a_day_without_a_time_is_worded_as_a_day(person, client_for):
    at = timezone.make_aware(datetime(2026, 3, 6))
    assert day_or_moment_in_words(at) == "6 March 2026"
    assert exact_in_words(at) == "the end of Thursday 5 March 2026"
    assert exact_in_words(at.replace(hour=9)) == "9am on Friday 6 March 2026"

    brought_in(a_waiting_import(file=csv_file([full_row()], headings=FULL)), by=person)
    assert "midnight" not in text_of(client_for(person).get(ChildDeath.objects.get().get_absolute_url()))
