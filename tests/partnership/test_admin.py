"""Administrators manage people, never themselves, and never leave the business unit without a manager."""

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.models import Membership
from tests.factories.partnership import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return PersonFactory(role=RoleKey.ADMINISTRATOR)


def grant(client, person, agency):
    now = timezone.localtime()
    data = {
        "person": person.pk,
        "agency": agency.pk,
        "role": RoleKey.BUSINESS_MANAGER,
        "starts_at_0": f"{now:%d/%m/%Y}",
        "starts_at_1": f"{now:%H:%M:%S}",
        "ends_at_0": "",
        "ends_at_1": "",
    }
    return client.post(reverse("admin:partnership_membership_add"), data)


def test_an_administrator_gives_a_role_to_somebody_else(client_for, administrator):
    other = PersonFactory(role=None)

    response = grant(client_for(administrator), other, administrator.agency)

    assert response.status_code == 302
    assert Membership.objects.get(person=other).role == RoleKey.BUSINESS_MANAGER


def test_an_administrator_cannot_give_themself_a_role(client_for, administrator):
    client = client_for(administrator)
    own = Membership.objects.get(person=administrator)

    added = grant(client, administrator, administrator.agency)
    changed = client.post(reverse("admin:partnership_membership_change", args=[own.pk]), {"role": "business_manager"})
    page = client.get(reverse("admin:partnership_person_change", args=[administrator.pk]))

    assert added.status_code == 200
    assert changed.status_code == 403
    assert page.status_code == 200
    assert b"memberships-0-role" not in page.content
    assert Membership.objects.filter(person=administrator).count() == 1


def test_the_last_business_manager_keeps_the_role(client_for, administrator):
    manager = MembershipFactory(person=PersonFactory(role=None), role=RoleKey.BUSINESS_MANAGER)
    client = client_for(administrator)
    now = timezone.localtime()
    url = reverse("admin:partnership_membership_change", args=[manager.pk])
    data = {
        "person": manager.person_id,
        "agency": manager.agency_id,
        "role": manager.role,
        "starts_at_0": f"{timezone.localtime(manager.starts_at):%d/%m/%Y}",
        "starts_at_1": "09:00:00",
        "ends_at_0": f"{now:%d/%m/%Y}",
        "ends_at_1": f"{now:%H:%M:%S}",
    }

    refused = client.post(url, data)
    MembershipFactory(person=PersonFactory(role=None), role=RoleKey.BUSINESS_MANAGER)
    accepted = client.post(url, data)

    assert b"last business manager" in refused.content
    assert accepted.status_code == 302


@pytest.mark.parametrize("name", ["agency", "person", "membership", "priority"])
def test_each_list_of_reference_data_opens(client_for, administrator, name):
    response = client_for(administrator).get(reverse(f"admin:partnership_{name}_changelist"))

    assert response.status_code == 200
