"""The chronology's page costs the same at 1, 10 and 100 rows and files: a literal count."""

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.services import hold_identity
from tests.factories.chronology import a_return, a_row, an_import
from tests.factories.partnership import ChildFactory, PersonFactory
from tests.factories.reviews import RapidReviewFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("rows", [1, 10, 100])
def test_a_chronology_costs_the_same_at_any_length(client_for, django_assert_num_queries, rows):
    review, person = RapidReviewFactory(), PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    hold_identity(by=person, child=ChildFactory(case=review.case), full_name="Testername")
    for number in range(rows):
        file = an_import(review, state="accepted", settled_by=person, settled_at=timezone.now())
        row = a_row(review, f"{number % 28 + 1}/{number % 12 + 1}/2024", imported=file)
        a_row(review, event="The same", merged_into=row)
    a_return(review, {"on": "2024-03-03", "what": "Visit", "seen": "Yes"})
    url, client = reverse("reviews:chronology", args=[review.reference]), client_for(person)
    assert client.get(url).status_code == 200

    # Three of every page; the review; its chronology, rows, duplicates, settled pairs; births and names; what was sent.
    with django_assert_num_queries(15):
        client.get(url)
