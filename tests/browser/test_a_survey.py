"""A survey in a real browser: prepared, opened, answered on a telephone without signing in, its small groups merged.

Given  a published temperature check
When   the unit opens a survey, somebody answers it on a telephone by its link, others do, and it is closed
Then   what people said is shown together, and a group of fewer than five stands under no name of its own.
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from intelligence.models import Survey, SurveyAnswer
from tests.browser.barriers import is_too_wide
from tests.browser.visitor import Visitor
from tests.factories.partnership import PersonFactory
from tests.factories.voice import TemperatureVersionFactory, answered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATEMENTS = (
    "I know when to refer a child", "I get advice soon enough", "Other agencies tell me", "I can disagree",
    "My supervision helps me", "What children say changes",
)  # fmt: skip


def test_a_survey_is_opened_answered_on_a_telephone_and_its_small_groups_are_merged(visit, page_for):
    TemperatureVersionFactory(questionnaire__title="Temperature check")
    unit = visit(PersonFactory(role=RoleKey.BUSINESS_OFFICER))
    unit.go(reverse("intelligence:surveys"))
    unit.press("Prepare a survey")
    unit.write("What is it called?", "How it is this spring")
    unit.select("Which questions does it ask?", "Temperature check")
    unit.write("Who is asked?", "Everybody who works with children here")
    unit.write("What is it for?", "To know what helps you.")
    unit.give_date("What is the last day to answer?", timezone.localdate() + timedelta(days=14))
    unit.press("Save and continue")
    unit.press("Open it")
    unit.press("Open it")
    survey = Survey.objects.get()
    assert unit.reads("People answer at")

    someone = Visitor(page_for(width=320, javascript=False), None, "", scripts=False)
    someone.go(reverse("intelligence:survey-answer", args=[survey.token]))
    someone.press("Send without a name")
    assert someone.reads("There is a problem")
    someone.choose("Where do you work?", "Police")
    for statement in STATEMENTS:
        someone.choose(statement, "Agree")
    someone.write("What would help you most to keep children safe?", "More time")
    assert not is_too_wide(someone.page)
    someone.press("Send without a name")
    assert someone.reads("Thank you")
    assert SurveyAnswer.objects.get().answers["temperature-where"] == "police"

    for where, times in (("health", 6), ("council", 5), ("education", 2)):
        answered(survey, times, where=where)
    unit.go(survey.get_absolute_url())
    assert not unit.reads("14 people answered.")
    unit.press("Close it")
    unit.press("Close it")
    assert unit.reads("14 people answered.")
    assert unit.reads("Groups of fewer than five people are put together.")
    groups = unit.page.get_by_role("rowheader").all_inner_texts()
    assert "Health" in groups
    assert not {"Police", "School, college or early years"} & set(groups)
