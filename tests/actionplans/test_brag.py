"""How an action stands: in Python for its page, in SQL for lists, the same in both."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplans.brag import rate
from actionplans.choices import BY_HAND, DELIVERED, UNDER_WAY, ActionState, Brag
from actionplans.models import Action
from actionplans.queries import BRAG_ORDER, action_counts, brag_on, overdue
from escp.access.roles import RoleKey
from tests.factories.actionplans import ActionFactory, ImpactMeasureFactory
from tests.factories.partnership import AgencyFactory, PersonFactory

TODAY = date(2026, 11, 24)


def rating(state, *, starts=-60, due=60, judged=None):
    def day(offset):
        return None if offset is None else TODAY + timedelta(days=offset)

    return rate(state=state, starts_on=day(starts), due_on=day(due), measured_by_on=day(judged), on=TODAY)


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        (rating(ActionState.CLOSED, due=-400), "Blue: impact shown"),
        (rating(ActionState.COMPLETE_PENDING_IMPACT, due=-400), "Green: impact to be shown"),
        (rating(ActionState.COMPLETE_PENDING_IMPACT, judged=0), "Green: impact to be shown"),
        (rating(ActionState.COMPLETE_PENDING_IMPACT, judged=-1), "Amber: impact not yet shown"),
        (rating(ActionState.IN_PROGRESS), "Green: on track"),
        (rating(ActionState.IN_PROGRESS, due=0), "Green: on track"),
        (rating(ActionState.IN_PROGRESS, due=-1), "Amber: 1 day late"),
        (rating(ActionState.IN_PROGRESS, due=-30), "Amber: 30 days late"),
        (rating(ActionState.IN_PROGRESS, due=-31), "Red: 31 days overdue"),
        (rating(ActionState.BLOCKED), "Red: blocked"),
        (rating(ActionState.AGREED, starts=0), "Grey: not started"),
        (rating(ActionState.AGREED, starts=-1), "Amber: late to start"),
        (rating(ActionState.DRAFT, starts=None, due=None), "Grey: not started"),
        (rating(ActionState.DRAFT, due=-45), "Red: 45 days overdue"),
        (rating(ActionState.WITHDRAWN, due=-400), "Grey: withdrawn"),
    ],
)
def test_a_rating_says_its_colour_and_why(given_, words):
    assert given_.words == words


def test_every_colour_has_a_meaning_and_a_place_in_the_order_of_attention():
    assert set(BRAG_ORDER) == set(Brag)
    assert all(colour.means and colour.tone for colour in Brag)


offsets = st.one_of(st.integers(-40, 40), st.sampled_from([-32, -31, -30, -1, 0, 1]))
by_hand = st.none() | st.tuples(st.sampled_from(BY_HAND), st.integers(0, 3))
actions = st.tuples(st.sampled_from(ActionState), st.none() | offsets, st.integers(0, 40), st.none() | offsets, by_hand)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(actions, min_size=1, max_size=5))
def test_lists_in_sql_and_pages_in_python_agree_for_any_action(drawn):
    with transaction.atomic():
        agency, person = AgencyFactory(), PersonFactory()
        for state, due, length, judged, set_ in drawn:
            if due is None and state in (*UNDER_WAY, *DELIVERED):
                due = 0
            due_on = None if due is None else TODAY + timedelta(days=due)
            starts_on = None if due_on is None else due_on - timedelta(days=length)
            action = ActionFactory(
                state=state, due_on=due_on, starts_on=starts_on, lead_agency=agency, owner=person, recorded_by=person
            )
            if set_ is not None:
                # Set some days ago, so that some hold today and some have ended.
                action.set_colour, action.set_because, action.set_by = set_[0], "As we see it.", person
                action.set_on, action.set_until = TODAY - timedelta(days=9), TODAY + timedelta(days=set_[1] - 2)
                action.save()
            if judged is not None:
                ImpactMeasureFactory(action=action, measured_by_on=TODAY + timedelta(days=judged))
        rows = list(Action.objects.select_related("measure").annotate(brag=brag_on(TODAY)))

        assert len(rows) == len(drawn)
        assert [row.brag for row in rows] == [row.rated_on(TODAY).colour for row in rows]
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_overdue_means_past_its_date_and_not_delivered():
    late = ActionFactory(state=ActionState.IN_PROGRESS, due_on=TODAY - timedelta(days=1))
    ActionFactory(state=ActionState.IN_PROGRESS, due_on=TODAY)
    ActionFactory(state=ActionState.COMPLETE_PENDING_IMPACT, due_on=TODAY - timedelta(days=1))
    ActionFactory(state=ActionState.WITHDRAWN, due_on=TODAY - timedelta(days=1))

    assert list(overdue(Action.objects.all(), on=TODAY)) == [late]


@pytest.mark.django_db
def test_counts_name_every_colour_and_only_what_the_person_may_see():
    contributor = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    ActionFactory(state=ActionState.BLOCKED, lead_agency=contributor.agency)
    ActionFactory(state=ActionState.BLOCKED)

    assert action_counts(contributor) == {
        Brag.RED: 1,
        Brag.AMBER: 0,
        Brag.GREEN: 0,
        Brag.GREY: 0,
        Brag.BLUE: 0,
    }
    assert action_counts(PersonFactory())[Brag.RED] == 2
