"""Indicators and the scorecard: three questions, definitions in versions, small counts hidden."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from escp.access.roles import RoleKey
from intelligence.choices import Direction, Question, Unit
from intelligence.indicators import services
from intelligence.indicators.queries import imports_for, indicators_for, of_one_length, standing_figures
from intelligence.indicators.shipped import STARTER_SET
from intelligence.models import Definition, Figure, Indicator
from tests.factories.actionplans import ActionFactory
from tests.factories.indicators import IndicatorFactory, own_figures
from tests.factories.partnership import PersonFactory, PriorityFactory
from tests.pages import day_boxes, posted, text_of

pytestmark = pytest.mark.django_db


def test_the_starter_set_has_45_measures_and_is_added_once():
    person = PersonFactory()
    assert {one.code[:3] for one in STARTER_SET} == {f"I{number:02}" for number in range(1, 46)}
    assert services.add_starter_set(by=person) == len(STARTER_SET) == Indicator.objects.count()
    assert services.add_starter_set(by=person) == 0
    assert Definition.objects.count() == len(STARTER_SET)


def test_a_question_that_nothing_answers_stays_visibly_empty(client_for):
    priority = PriorityFactory()
    indicator = IndicatorFactory(question=Question.HOW_MUCH)
    services.keep(by=PersonFactory(), indicator=indicator, priorities=[priority])
    page = text_of(client_for(PersonFactory()).get(reverse("intelligence:scorecards")))

    part = page.split(str(priority))[1].split("Not tied")[0]
    assert part.count("No evidence recorded") == 3  # two questions, and the one indicator that has no figure
    assert "No figure yet" in part


def test_an_indicator_is_added_changed_defined_anew_and_commented(client_for):
    manager, priority, action = client_for(PersonFactory()), PriorityFactory(), ActionFactory()
    facts = {
        "name": "Fathers asked", "question": "how_well", "data_kind": "quantitative", "unit": "percent",
        "direction": "up", "frequency": "quarterly", "owner": "Each agency", "priorities": [priority.pk],
    }  # fmt: skip
    made = posted(manager, reverse("intelligence:indicator-new"), facts)
    indicator = Indicator.objects.get()
    assert made.url == indicator.get_absolute_url()
    assert posted(manager, f"{made.url}change/", facts | {"target": "90"}).status_code == 302
    assert "Enter" in text_of(posted(manager, f"{made.url}change/", facts | {"name": ""}))
    first = {"numerator": "Visits", "reason": "First"} | day_boxes("starts_on", date(2024, 4, 1))
    assert posted(manager, f"{made.url}define/", first).status_code == 302
    assert "must start after" in text_of(posted(manager, f"{made.url}define/", first))
    second = {"numerator": "First visits", "reason": "Clearer"} | day_boxes("starts_on", date(2025, 4, 1))
    posted(manager, f"{made.url}define/", second)
    posted(manager, f"{made.url}comment/", {"story": "Training began in May.", "action": action.pk})

    page = text_of(manager.get(made.url))
    assert "Definition 2, from 1 April 2025: First visits" in page
    assert "Definition 1, from 1 April 2024: Visits" in page
    assert "Training began in May." in page
    assert action.reference in page
    assert indicator.code in text_of(manager.get(reverse("intelligence:indicators"), {"question": "how_well"}))


def test_a_definition_is_never_changed():
    definition = IndicatorFactory().definitions.get()
    definition.numerator = "Other"
    with pytest.raises(DatabaseError), transaction.atomic():
        definition.save()
    with pytest.raises(ValidationError, match="must start after"):
        services.define(
            by=PersonFactory(), definition=Definition(indicator=definition.indicator, starts_on=date(1999, 1, 1))
        )


def test_small_counts_are_hidden_from_those_outside_and_true_for_the_partners(client_for):
    indicator = IndicatorFactory(unit=Unit.COUNT, direction=Direction.DOWN, question=Question.HOW_MUCH)
    own_figures(indicator, [17, 0, 3])
    inside, outside = (client_for(PersonFactory(role=role)) for role in (RoleKey.LEAD_PARTNER, RoleKey.SCRUTINEER))
    address = indicator.get_absolute_url()

    assert ">3</td>" in inside.get(address).content.decode()
    page = outside.get(address).content.decode()
    assert ">3</td>" not in page
    assert page.count(">Fewer than 5, or of few: not shown</td>") == 2
    assert ">0</td>" in page
    assert "(Q3 2019/20)" in text_of(outside.get(reverse("intelligence:scorecards")))
    assert ": 3 (" not in text_of(outside.get(reverse("intelligence:scorecards")))


def test_a_percentage_of_few_is_hidden(client_for):
    indicator = IndicatorFactory()
    own_figures(indicator, [50], denominator=8)
    client = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))

    assert "50%" not in text_of(client.get(indicator.get_absolute_url()))


def test_a_figure_given_again_takes_the_place_of_the_first():
    indicator = IndicatorFactory()
    first = own_figures(indicator, [20])[0]
    second = own_figures(indicator, [25])[0]
    first.refresh_from_db()
    assert (first.stands, first.revised_by) == (False, second)


def test_many_figures_are_read_as_an_xmr_chart_with_special_cause(client_for):
    run, chart = IndicatorFactory(name="Run"), IndicatorFactory(name="Chart")
    own_figures(run, [20, 22] * 6)
    own_figures(chart, [20, 22] * 11 + [60])
    client = client_for(PersonFactory())

    page = text_of(client.get(run.get_absolute_url()))
    assert "run chart about the median, 21.0" in page
    assert "Nothing in it stands out" in page
    page = text_of(client.get(chart.get_absolute_url()))
    assert "read as an XmR chart: mean" in page
    assert "Q3 2024/25 lies above the limits" in page
    assert "Upper limit" in page


def test_figures_of_a_month_are_listed_and_not_drawn_among_those_of_a_quarter(client_for):
    indicator = IndicatorFactory(unit=Unit.COUNT, frequency="quarterly")
    april = {"indicator": indicator, "definition": indicator.definitions.get(), "area_code": "E09000010"}
    april |= {"area_name": "Enfield", "level": "authority", "period": "April 2019", "value": 31, "text": "31"}
    days = {"starts_on": date(2019, 4, 1), "ends_on": date(2019, 4, 30)}
    services.record_own(by=PersonFactory(), figure=Figure(**april, **days))
    assert [one.text for one in of_one_length(standing_figures([indicator.pk]))] == ["31"]
    own_figures(indicator, [90, 95])
    assert [one.text for one in of_one_length(standing_figures([indicator.pk]))] == ["90", "95"]
    assert of_one_length([]) == []
    page = client_for(PersonFactory()).get(indicator.get_absolute_url()).content.decode()
    assert page.split("<details")[0].count("April 2019") == 0
    assert "April 2019" in page


def test_a_percentage_of_an_unknown_number_is_hidden_from_those_outside(client_for):
    indicator = IndicatorFactory()
    own_figures(indicator, [50], denominator=200)
    assert "50%" not in text_of(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(indicator.get_absolute_url()))


def test_who_may_not_see_intelligence_sees_no_indicator():
    person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    IndicatorFactory()
    assert not indicators_for(person)
    assert not imports_for(person)
