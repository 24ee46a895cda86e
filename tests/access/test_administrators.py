"""What an administrator may do for someone who cannot get in, and what stays hidden from them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from escp.access import second_factor
from escp.access.roles import RoleKey
from escp.partnership.models import Person
from tests.access.doors import SET_UP, give_password, person_with_factor
from tests.factories.partnership import PASSWORD, AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client_for):
    return client_for(PersonFactory(role=RoleKey.ADMINISTRATOR))


def test_someone_who_lost_everything_sets_up_a_new_authenticator(administrator):
    person, _ = person_with_factor()
    for row in Authenticator.objects.filter(user=person):
        answer = administrator.post(reverse("admin:mfa_authenticator_delete", args=[row.pk]), {"post": "yes"})
        assert answer.status_code == 302

    assert give_password(Client(), person.email).url == SET_UP


def test_an_administrator_reads_no_secret_and_gives_none(administrator):
    person, secret = person_with_factor()
    codes = second_factor.recovery_codes_left(person)
    kept = [row.data for row in Authenticator.objects.filter(user=person)]

    for row in Authenticator.objects.filter(user=person):
        page = administrator.get(reverse("admin:mfa_authenticator_change", args=[row.pk])).content.decode()
        assert person.full_name in page
        assert not [hidden for hidden in (secret, *codes, *map(str, kept)) if hidden in page]
        assert administrator.post(reverse("admin:mfa_authenticator_change", args=[row.pk]), {}).status_code == 403
    assert administrator.get(reverse("admin:mfa_authenticator_add")).status_code == 403


def test_a_new_account_without_a_password_is_opened_by_a_link(administrator):
    agency = AgencyFactory()
    answer = administrator.post(
        reverse("admin:partnership_person_add"),
        {
            "email": "maple@agency.example",
            "full_name": "Maple Marsh",
            "usable_password": "false",
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "0",
            "memberships-0-agency": agency.pk,
            "memberships-0-role": RoleKey.PIG_MEMBER,
            "memberships-0-starts_at_0": "2026-01-05",
            "memberships-0-starts_at_1": "09:00",
        },
    )
    assert answer.status_code == 302, answer.context["errors"]
    assert not Person.objects.get(email="maple@agency.example").has_usable_password()

    visitor = Client()
    visitor.post(reverse("account_reset_password"), {"email": "maple@agency.example"})
    path = re.search(r"http://127\.0\.0\.1:8000(\S+)", mail.outbox[-1].body)[1]
    visitor.post(visitor.get(path).url, {"password1": PASSWORD, "password2": PASSWORD})

    assert give_password(visitor, "maple@agency.example").url == SET_UP


def test_nobody_else_touches_authenticators(client_for):
    person, _ = person_with_factor()
    row = Authenticator.objects.filter(user=person).first()

    for role in RoleKey:
        if role != RoleKey.ADMINISTRATOR:
            client = client_for(PersonFactory(role=role))
            client.post(reverse("admin:mfa_authenticator_delete", args=[row.pk]), {"post": "yes"})

    assert Authenticator.objects.filter(pk=row.pk).exists()
