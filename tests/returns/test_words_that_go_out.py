"""What goes out by e-mail never says what a child is called; a contributor counts once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.returns.queries import reaching
from escp.returns.services import asking, letters
from escp.returns.services.asking import Asked
from reviews.asking import INFORMATION
from tests.factories.partnership import AgencyFactory, ChildFactory, MembershipFactory, PersonFactory
from tests.factories.returns import ReturnFactory, VersionFactory
from tests.factories.reviews import RapidReviewFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("where", ["title", "message"])
def test_a_request_does_not_name_the_child(where):
    review = RapidReviewFactory()
    child = ChildFactory(case=review.case)
    words = {"title": "Information", "message": "Please look."} | {where: f"About {child.pseudonym.upper()}"}

    with pytest.raises(ValidationError) as refusal:
        asking.ask(
            by=PersonFactory(),
            kind=INFORMATION,
            version=VersionFactory(),
            due_on=timezone.localdate() + timedelta(days=5),
            whom=[Asked(AgencyFactory())],
            about=review,
            **words,
        )

    assert where in refusal.value.error_dict


def test_a_reminder_does_not_name_the_child():
    review, person = RapidReviewFactory(), PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    child = ChildFactory(case=review.case)
    asked = ReturnFactory(request__case=review.case, agency=person.agency, person=person)

    with pytest.raises(ValidationError, match="leave out"):
        letters.chase(by=PersonFactory(), returns=[asked], subject="a reminder", text=f"About {child.pseudonym}")


def test_somebody_who_contributes_twice_over_counts_once():
    person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    MembershipFactory(person=person, agency=person.agency, role=RoleKey.AGENCY_CONTRIBUTOR)

    assert reaching.contributors_of([person.agency]) == {person.agency.pk: [person]}
