"""The test of section 16C(1) as a truth table, and who speaks for which partner."""

from itertools import product

import pytest

from escp.access.roles import RoleKey
from escp.partnership.choices import AgencyKind
from reviews.choices import Answer, Criterion
from reviews.policies import criteria_are_met, partners_signed_for_by, partners_with_a_view_from
from tests.factories.partnership import AgencyFactory, PersonFactory

CASES = list(product(Answer, repeat=3))


@pytest.mark.parametrize(("abuse", "here", "outside"), CASES)
def test_the_criteria_are_met_by_abuse_with_either_kind_of_harm_and_never_by_not_known(abuse, here, outside):
    answers = {
        Criterion.ABUSE_OR_NEGLECT: abuse,
        Criterion.HARMED_HERE: here,
        Criterion.HARMED_OUTSIDE: outside,
    }

    assert criteria_are_met(answers) == (abuse == "yes" and (here == "yes" or outside == "yes"))


def test_an_unanswered_test_is_not_met():
    assert not criteria_are_met({})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "kind", "views", "signatures"),
    [
        (RoleKey.BUSINESS_OFFICER, AgencyKind.COUNCIL, 3, 3),
        (RoleKey.SIN_LEAD, AgencyKind.COUNCIL, 3, 0),
        (RoleKey.STATUTORY_PARTNER, AgencyKind.HEALTH, 1, 1),
        (RoleKey.STATUTORY_PARTNER, AgencyKind.PROBATION, 0, 0),
        (RoleKey.PIG_MEMBER, AgencyKind.POLICE, 0, 0),
    ],
)
def test_a_person_speaks_and_signs_for_the_partners_that_their_role_and_body_allow(role, kind, views, signatures):
    person = PersonFactory(role=role, agency=AgencyFactory(kind=kind))

    assert len(partners_with_a_view_from(person)) == views
    assert len(partners_signed_for_by(person)) == signatures
