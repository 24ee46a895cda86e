"""Who sees which action, and what waits for whom."""

import pytest

from actionplans.choices import ActionState
from actionplans.models import Action
from actionplans.queries import (
    actions_for,
    agencies_to_choose,
    awaiting_agreement_of,
    overview_for,
    owners_to_choose,
    points_of,
    points_to_answer,
    under_theme,
)
from escp.access.roles import RoleKey
from escp.partnership.services import end_membership
from tests.factories.actionplans import ActionFactory, ActionLinkFactory, ready_to_agree, ready_to_close
from tests.factories.learning import LearningPointFactory, ThemeFactory
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db

EVERY_ACTION = {
    RoleKey.BUSINESS_MANAGER,
    RoleKey.BUSINESS_OFFICER,
    RoleKey.SIN_LEAD,
    RoleKey.STATUTORY_PARTNER,
    RoleKey.LEAD_PARTNER,
    RoleKey.PIG_MEMBER,
    RoleKey.SCRUTINEER,
}
OWN_AGENCY = {RoleKey.AGENCY_CONTRIBUTOR, RoleKey.CDOP_REPRESENTATIVE}


@pytest.mark.parametrize("role", list(RoleKey))
def test_each_role_sees_every_action_or_its_agencys_or_none(role):
    person = PersonFactory(role=role)
    own_agency, owned = ActionFactory(lead_agency=person.agency), ActionFactory(owner=person)
    other, without = ActionFactory(), ActionFactory(lead_agency=None)

    seen = set(actions_for(person))

    if role in EVERY_ACTION:
        assert seen == {own_agency, owned, other, without}
    elif role in OWN_AGENCY:
        assert seen == {own_agency, owned}
    else:
        assert seen == set()


def test_a_membership_that_has_ended_shows_nothing():
    person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    ActionFactory(lead_agency=person.agency, owner=person)
    end_membership(by=PersonFactory(), membership=person.memberships.get())

    assert not actions_for(type(person).objects.get(pk=person.pk)).exists()


def test_filters_offer_only_what_the_person_may_see():
    person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    own, other = ActionFactory(lead_agency=person.agency), ActionFactory()

    assert overview_for(person).agencies == [(own.lead_agency.pk, own.lead_agency.name)]
    assert overview_for(person).owners == [(own.owner.pk, own.owner.full_name)]
    assert (other.owner.pk, other.owner.full_name) in overview_for(PersonFactory()).owners


def test_an_action_under_a_theme_is_found_once():
    theme = ThemeFactory()
    link = ActionLinkFactory(learning_point=LearningPointFactory(theme=theme))
    ActionLinkFactory(action=link.action, learning_point=LearningPointFactory(theme=theme))
    ActionFactory()

    assert list(under_theme(Action.objects.all(), theme)) == [link.action]


def test_learning_points_behind_an_action_are_for_those_who_see_learning():
    link = ActionLinkFactory()
    free = LearningPointFactory()

    assert list(points_of(PersonFactory(), link.action)) == [link]
    assert not points_of(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR), link.action)
    assert set(points_to_answer(PersonFactory(), link.action)) == {free}
    assert set(points_to_answer(PersonFactory())) == {free, link.learning_point}


def test_a_person_and_an_agency_that_have_left_stay_to_be_chosen_where_they_are_named():
    gone, closed = PersonFactory(role=None), AgencyFactory(active_to="2020-01-01")
    action = ActionFactory(owner=gone, lead_agency=closed)

    assert gone in owners_to_choose(action)
    assert closed in agencies_to_choose(action)
    assert gone not in owners_to_choose(None)
    assert closed not in agencies_to_choose(Action())


def test_decisions_wait_for_those_who_may_make_them():
    draft, delivered = ready_to_agree(), ready_to_close()
    incomplete = ready_to_agree()
    incomplete.measure.target = None
    incomplete.measure.save()
    ActionFactory()
    ready_to_agree(state=ActionState.COMPLETE_PENDING_IMPACT)

    waiting = [(draft, "Agree this action"), (delivered, "Close this action")]
    assert awaiting_agreement_of(PersonFactory()) == waiting
    assert awaiting_agreement_of(PersonFactory(role=RoleKey.PIG_MEMBER)) == waiting
    assert awaiting_agreement_of(PersonFactory(role=RoleKey.BUSINESS_OFFICER)) == []


def test_the_owner_is_not_asked_to_close_their_own_action():
    owner = PersonFactory()
    ready_to_close(owner=owner)

    assert awaiting_agreement_of(owner) == []
