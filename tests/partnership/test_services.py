"""Cases, identities, conflicts, access lists, memberships."""

import pytest
from django.core.management import CommandError, call_command

from escp.access.permissions import Permission
from escp.access.roles import ROLES, RoleKey, permissions_of
from escp.partnership import pseudonyms, services
from escp.partnership.matching import Identifying, Likeness
from escp.partnership.models import Case, ChildIdentity, Membership, Person
from escp.partnership.queries import cases_for, children_for, identities_for, identities_like
from tests.factories.partnership import AgencyFactory, CaseAccessFactory, CaseFactory, ChildFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_each_child_of_a_case_has_a_pseudonym_of_its_own_and_the_case_bears_the_first():
    case = services.open_case(by=PersonFactory(), age_bands=["under_1", "1_to_4", "not_known"])

    names = [child.pseudonym for child in case.children.all()]
    assert len(set(names)) == 3
    assert case.pseudonym == names[0]


def test_when_the_words_run_out_they_start_again_with_a_number(monkeypatch):
    monkeypatch.setattr(services, "WORDS", ("Ash",))

    names = [services.open_case(by=PersonFactory(), age_bands=[]).pseudonym for _ in range(3)]

    assert names == ["Child Ash", "Child Ash 2", "Child Ash 3"]


def test_when_no_pseudonym_is_left_it_says_where_to_add_words(monkeypatch):
    monkeypatch.setattr(services, "WORDS", ())

    with pytest.raises(RuntimeError, match="add words"):
        services.open_case(by=PersonFactory(), age_bands=[])


def test_the_words_are_all_different():
    assert len(set(pseudonyms.WORDS)) == len(pseudonyms.WORDS) > 100


def test_a_service_opens_no_identity_for_a_role_that_may_not():
    officer, child = PersonFactory(role=RoleKey.BUSINESS_OFFICER), ChildFactory()

    with pytest.raises(PermissionError):
        services.open_identity(by=officer, child=child, purpose="Curiosity is no reason.")
    assert not identities_for(officer).exists()


def test_an_identity_is_corrected_in_place():
    person, child = PersonFactory(), ChildFactory()
    services.hold_identity(by=person, child=child, full_name="First")
    services.hold_identity(by=person, child=child, full_name="Second")

    assert ChildIdentity.objects.get().full_name == "Second"
    assert services.open_identity(by=person, child=child, purpose="The coroner asks.").full_name == "Second"


def test_cases_and_children_are_known_to_those_who_work_on_them():
    child = ChildFactory()

    for role in RoleKey:
        person = PersonFactory(role=role)
        knows = person.may(Permission.SEE_CASES_IN_PROGRESS)
        assert cases_for(person).filter(pk=child.case.pk).exists() == knows
        assert children_for(person).filter(pk=child.pk).exists() == knows


def test_a_conflict_declared_twice_is_one():
    person, case = PersonFactory(), CaseFactory()

    first = services.declare_conflict(by=person, case=case, person=person, reason="Knows the family.")
    second = services.declare_conflict(by=person, case=case, person=person, reason="Again.")

    assert first == second
    assert not cases_for(person).exists()


def test_an_ended_membership_gives_nothing():
    person = PersonFactory()
    services.end_membership(by=person, membership=Membership.objects.get(person=person))

    fresh = Person.objects.get(pk=person.pk)
    assert fresh.permissions == frozenset()
    assert fresh.agency is None
    assert not Person.objects.current().exists()
    assert not cases_for(fresh).exists()


def test_somebody_who_may_not_sign_in_has_no_permissions():
    person = PersonFactory(is_active=False)

    assert not person.permissions


def test_no_role_holds_people_cases_and_logs_together():
    together = {Permission.MANAGE_ACCOUNTS, Permission.SEE_CASES_IN_PROGRESS, Permission.READ_ACCESS_LOG}

    assert all(len(role.permissions & together) <= 1 for role in ROLES.values())
    assert set(ROLES) == set(RoleKey)
    assert permissions_of({"no such role"}) == frozenset()


def test_role_holders_are_found_by_agency():
    council, police = AgencyFactory(), AgencyFactory()
    here = PersonFactory(role=RoleKey.PIG_MEMBER, agency=council)
    PersonFactory(role=RoleKey.PIG_MEMBER, agency=police)

    assert list(Person.objects.holding(RoleKey.PIG_MEMBER, council)) == [here]
    assert Person.objects.holding(RoleKey.PIG_MEMBER).count() == 2


@pytest.fixture
def typed(monkeypatch):
    def type_in(*passwords):
        answers = iter(passwords)
        monkeypatch.setattr(
            "escp.partnership.management.commands.first_administrator.getpass", lambda prompt: next(answers)
        )

    return type_in


def test_the_first_administrator_is_made_once(typed):
    typed("larks over the meadow", "larks over the meadow")
    call_command("first_administrator", "Ada@council.example", "Ada Example", "Example Council", verbosity=0)

    person = Person.objects.get()
    assert (person.email, person.role_keys) == ("ada@council.example", {RoleKey.ADMINISTRATOR})
    assert person.check_password("larks over the meadow")
    with pytest.raises(CommandError, match="administrator already"):
        call_command("first_administrator", "b@council.example", "Bea", "Example Council")


@pytest.mark.parametrize(
    ("email", "passwords", "why"),
    [
        ("not an address", ("larks over the meadow",) * 2, "valid email"),
        ("a@council.example", ("short",) * 2, "too short"),
        ("a@council.example", ("larks over the meadow", "another one entirely"), "differ"),
    ],
)
def test_a_first_administrator_with_bad_facts_is_refused(typed, email, passwords, why):
    typed(*passwords)

    with pytest.raises(CommandError, match=why):
        call_command("first_administrator", email, "Ada Example", "Example Council")
    assert not Person.objects.exists()
    assert not Case.objects.exists()


def test_a_leave_to_open_a_case_that_has_ended_stays_as_it_ended():
    access = CaseAccessFactory()
    ended = services.end_access(by=PersonFactory(), access=access)
    was = ended.ends_at

    assert services.end_access(by=PersonFactory(), access=ended).ends_at == was


def test_without_a_day_of_birth_an_identity_is_compared_with_every_one_that_is_held():
    child = ChildFactory()
    services.hold_identity(by=PersonFactory(), child=child, full_name="Rowan Testername")

    assert identities_like(Identifying(("rowan testername",))) == [(child.pk, Likeness.UNDATED)]
    assert identities_like(Identifying(("Maple Otherwise",))) == []
