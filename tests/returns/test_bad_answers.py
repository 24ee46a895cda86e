"""The forms by which agencies answer, answered badly in every way."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from escp.access.roles import RoleKey
from escp.returns.services import links
from tests.factories.partnership import PersonFactory
from tests.factories.returns import ReturnFactory, filled_in
from tests.sweeps.test_bad_input import shown, try_everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.no_cover]


def test_every_form_of_a_return_answered_badly(client_for):
    asked = filled_in(ReturnFactory(request__senior_sign_off=True, person=PersonFactory(role=None)))
    client = client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=asked.agency))
    done = Counter()
    for name, arguments in (("section", ["s1"]), ("section", ["s2"]), ("check", []), ("nothing", [])):
        url = reverse(f"returns:{name}", args=[asked.reference, *arguments])
        try_everything(client, f"returns:{name}", url, shown(client, url), done)
    link, token = links.link_for(asked=asked, person=asked.person)
    links.new_code(link=link)
    url = reverse("returns:code", args=[token])
    try_everything(Client(), "returns:code", url, shown(Client(), url), done)

    assert done["tried"] >= 70
    assert done["refused"] >= 30
    assert done["answers kept"] >= 30


def test_every_form_of_the_unit_answered_badly(client_for):
    asked = ReturnFactory(person=PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR))
    client, done = client_for(PersonFactory()), Counter()
    of_a_return = ("recipient", "another-date", "end-link", "unit-fields")
    places = [("ask", []), *((name, [asked.request.reference]) for name in ("ask-also", "chase"))]
    places += [(name, [asked.reference]) for name in of_a_return]
    for name, arguments in places:
        url = reverse(f"returns:{name}", args=arguments)
        try_everything(client, f"returns:{name}", url, shown(client, url), done)

    assert done["tried"] >= 70
    assert done["refused"] >= 40
