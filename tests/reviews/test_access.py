"""The business manager says who may open a case and who must not, in the browser."""

import pytest
from django.urls import reverse

from escp.partnership.models import CaseAccess, ConflictOfInterest
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory
from tests.pages import posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return IncidentFactory()


def test_a_conflict_recorded_on_the_page_shuts_the_case_at_once(client_for, incident):
    manager, other = PersonFactory(), PersonFactory(full_name="Conflicted Colleague")
    theirs = client_for(other)
    assert theirs.get(incident.get_absolute_url()).status_code == 200

    url = reverse("reviews:conflict", args=[incident.reference])
    posted(client_for(manager), url, {"person": other.pk, "reason": "Knows the family."})

    assert ConflictOfInterest.objects.get().declared_by == manager
    assert theirs.get(incident.get_absolute_url()).status_code == 404
    page = client_for(manager).get(reverse("reviews:access", args=[incident.reference])).content.decode()
    assert "Conflicted Colleague: Knows the family." in page


def test_a_case_is_restricted_and_opened_to_one_more(client_for, incident):
    manager, named, other = PersonFactory(), PersonFactory(), PersonFactory()
    client = client_for(manager)

    posted(client, reverse("reviews:restrict", args=[incident.reference]), {"reason": "A colleague is concerned."})
    posted(client, reverse("reviews:grant", args=[incident.reference]), {"person": named.pk, "reason": "Signs."})

    assert set(CaseAccess.objects.values_list("person", flat=True)) == {manager.pk, named.pk}
    assert client_for(named).get(incident.get_absolute_url()).status_code == 200
    assert client_for(other).get(incident.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("person", ["", "999999", "x", "\0"])
def test_somebody_who_is_not_there_cannot_be_named(client_for, incident, person):
    url = reverse("reviews:grant", args=[incident.reference])

    response = posted(client_for(PersonFactory()), url, {"person": person, "reason": "Signs."})

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert not CaseAccess.objects.exists()
