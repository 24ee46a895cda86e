"""The engine itself: declarations said once, history that may be dated, pages that are not made up."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import all_of, any_of, has
from escp.access.roles import RoleKey
from escp.lifecycle.engine import Lifecycle, lifecycle_of
from escp.lifecycle.models import TransitionRecord
from escp.lifecycle.queries import moves_of
from reviews.lifecycle import INCIDENT
from reviews.models import SeriousIncident
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import IncidentFactory

pytestmark = pytest.mark.django_db


def test_a_machine_or_a_move_declared_twice_is_a_mistake():
    with pytest.raises(ValueError, match="declared twice"):
        Lifecycle(SeriousIncident, find=lambda person: SeriousIncident.objects.all(), key="incident")

    def consult(incident, *, by):
        """The name is taken."""

    with pytest.raises(ValueError, match="consult twice"):
        INCIDENT.transition(source="referred", target="consulting", label="x", allow=has(Permission.RUN_REVIEWS))(
            consult
        )


def test_history_brought_in_later_bears_its_own_date():
    incident, long_ago = IncidentFactory(), timezone.now() - timedelta(days=400)

    INCIDENT.apply(
        "mark_duplicate",
        incident,
        by=PersonFactory(),
        at=long_ago,
        note="See SI-2345A.",
        kept=IncidentFactory().reference,
    )

    move = TransitionRecord.objects.get()
    assert (move.at, move.note, str(move)) == (long_ago, "See SI-2345A.", f"{incident.reference}: Mark as a duplicate")
    assert incident.history.filter(history_date=long_ago).exists()
    assert list(moves_of(incident)) == [move]


def test_predicates_can_be_joined():
    officer, lead = PersonFactory(role=RoleKey.BUSINESS_OFFICER), PersonFactory(role=RoleKey.SIN_LEAD)
    runs, notifies = has(Permission.RUN_REVIEWS), has(Permission.NOTIFY_PANEL)

    assert [any_of(runs, notifies)(person, None) for person in (officer, lead)] == [True, True]
    assert [all_of(runs, notifies)(person, None) for person in (officer, lead)] == [False, False]
    assert any_of(runs, notifies).reason == runs.reason


@pytest.mark.parametrize("address", [("nothing", "SI-2345A", "consult"), ("incident", "SI-2345A", "nothing")])
def test_a_machine_or_move_that_is_not_declared_has_no_page(client_for, address):
    assert client_for(PersonFactory()).get(reverse("lifecycle:move", args=address)).status_code == 404


def test_machines_are_found_by_their_key():
    assert lifecycle_of("incident") is INCIDENT
    assert lifecycle_of("nothing") is None


def test_a_move_from_a_page_that_stood_open_too_long_is_told_so(client_for):
    incident = IncidentFactory(state="not_notified")

    response = client_for(PersonFactory()).get(
        reverse("lifecycle:move", args=["incident", incident.reference, "consult"])
    )

    assert response.status_code == 409
    assert "is now “Considered, not notified”" in response.content.decode()
