"""What the kernel answers about children without showing who they are."""

import pytest

from escp.partnership.queries import cases_of_the_same_child
from tests.factories.partnership import ChildFactory

pytestmark = pytest.mark.django_db


def test_a_child_whose_identity_is_not_held_is_found_in_no_other_case():
    assert cases_of_the_same_child(ChildFactory()) == []
