"""The cycle on one page: what sits at each stage, how long, and what is stuck."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from actionplans.lifecycle import ACTION
from escp.access.roles import RoleKey
from escp.deadlines.calendar import at_time
from home.cycle import STAGES, standings_for
from learning.choices import EventState, PointState, PolicyState, Stage
from learning.models import EvaluationAnswer
from tests.factories.actionplans import ActionFactory, ready_to_agree
from tests.factories.embedding import EvaluationFactory, EventFactory, PolicyChangeFactory
from tests.factories.learning import (
    ActivityFactory,
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeFactory,
)
from tests.factories.partnership import PersonFactory
from tests.factories.sharing import a_shared
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def days_ago(days):
    """Return noon of a day: so many days back stay so many days, at any hour and across the change of the clocks."""
    return at_time(timezone.localdate() - timedelta(days=days), time(12))


def standing_of(key, person=None):
    person = person or PersonFactory(role=RoleKey.PIG_MEMBER)
    return next(one for one in standings_for(person) if one.stage.key == key)


def concluded():
    return ActivityFactory(stage=Stage.CONCLUDED)


def test_an_empty_stage_says_so_and_nothing_is_stuck(client_for):
    page = text_of(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(reverse("home:cycle")))

    assert page.count("Nothing sits here.") == len(STAGES)
    assert "Nothing has been at one stage for too long." in page


def test_each_stage_counts_what_sits_there_how_long_and_what_is_stuck(client_for):
    for days in (3, 10, 28, 29, 200):
        FindingFactory(activity=concluded(), recorded_at=days_ago(days), title=f"Found {days} days ago")
    learned = FindingLinkFactory(finding__activity=concluded()).learning_point
    assert learned.state == PointState.CAPTURED

    found = standing_of("extract")

    assert (found.number, found.stuck, found.half_longer_than) == (5, 2, 28)
    assert [(each.days, each.is_stuck) for each in found.longest] == [
        (200, True),
        (29, True),
        (28, False),
        (10, False),
        (3, False),
    ]
    assert standing_of("agree").number == 1
    page = text_of(client_for(PersonFactory(role=RoleKey.SCRUTINEER)).get(reverse("home:cycle")))
    assert "2 things have been at one stage for too long." in page
    assert "Half of it has been here for 28 days or more. 2 stuck: longer than 28 days." in page
    assert "Found 200 days ago 200 days, stuck" in page


def test_an_action_sits_where_its_last_move_brought_it(client_for):
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    moved = ready_to_agree(state=ActionState.AGREED, recorded_at=days_ago(400))
    ACTION.apply("start", moved, by=manager, at=days_ago(7))
    ActionFactory(state=ActionState.IN_PROGRESS, recorded_at=days_ago(40))
    ActionFactory(state=ActionState.COMPLETE_PENDING_IMPACT, recorded_at=days_ago(181))

    under_way, delivered = standing_of("act", manager), standing_of("impact", manager)

    assert [each.days for each in under_way.longest] == [40, 7]
    assert (under_way.stuck, delivered.stuck) == (0, 1)


def test_what_a_person_may_not_see_is_not_counted():
    ActivityFactory(casework=True)
    LearningPointFactory(state=PointState.AGREED)

    assert standing_of("identify").number == 0
    assert standing_of("identify", PersonFactory(role=RoleKey.BUSINESS_MANAGER)).number == 1


def test_every_number_leads_to_the_list_that_it_counts(client_for):
    client = client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    ActivityFactory()
    FindingFactory(activity=concluded())
    LearningPointFactory()
    LearningPointFactory(state=PointState.AGREED)
    a_shared()
    EventFactory(state=EventState.HELD)
    PolicyChangeFactory(learning_point=None, theme=ThemeFactory())
    ActionFactory(state=ActionState.IN_PROGRESS)
    ActionFactory(state=ActionState.COMPLETE_PENDING_IMPACT)

    for stage in STAGES:
        listed = client.get(stage.url)
        assert listed.context["table"].paginator.count == 1, stage.key


def test_events_nobody_judged_and_policies_not_made_sit_where_learning_is_embedded(client_for):
    held, judged = EventFactory(state=EventState.HELD), EvaluationFactory()
    EvaluationAnswer.objects.create(evaluation=judged, useful=4, changes=3)
    EventFactory(state=EventState.PLANNED)
    required = PolicyChangeFactory(required_on=timezone.localdate() - timedelta(days=181))

    events, policies = standing_of("embed-events"), standing_of("embed-policies")
    assert ([one.reference for one in events.longest], events.stuck) == ([held.reference], 0)
    assert ([one.reference for one in policies.longest], policies.stuck) == ([required.reference], 1)
    assert required.state == PolicyState.REQUIRED
    listed = text_of(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(events.stage.url))
    assert held.reference in listed
    assert judged.event.reference not in listed
