"""Who takes part in the meetings of the tests."""

import pytest

from escp.access.roles import RoleKey
from escp.partnership.choices import GroupKind, Part
from tests.factories.partnership import GroupFactory, PersonFactory, SeatFactory


@pytest.fixture
def pig():
    return GroupFactory(name="Practice Improvement Group", kind=GroupKind.PIG, quorum_least=1)


@pytest.fixture
def chair(pig):
    person = PersonFactory(role=RoleKey.PIG_MEMBER)
    SeatFactory(group=pig, person=person, part=Part.CHAIR)
    return person


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)
