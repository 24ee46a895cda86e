"""Who takes part in judging whether an action made a difference: groups to tick, and words."""

import uuid

import pytest
from django.urls import reverse

from tests.factories.actionplans import ImpactMeasureFactory
from tests.factories.partnership import PersonFactory
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def answer(client, page, measure, groups):
    said = {name: getattr(measure, name) for name in ("difference", "measure", "unit", "better", "method", "version")}
    return client.post(page, said | {"taking_part": "The parents’ forum", "groups": groups, "once": str(uuid.uuid4())})


def test_groups_are_ticked_and_stand_before_who_exactly(client_for):
    measure = ImpactMeasureFactory(taking_part="", groups=[])
    assert measure.unsaid() == ["who takes part in judging it"]
    client, action = client_for(PersonFactory()), measure.action
    page = reverse("actionplans:measure", args=[action.reference])
    assert answer(client, page, measure, ["nobody"]).status_code == 200
    measure.refresh_from_db()
    assert measure.groups == []
    assert answer(client, page, measure, ["families", "ecyps"]).status_code == 302
    measure.refresh_from_db()
    assert measure.groups == ["families", "ecyps"]
    shown = text_of(client.get(action.get_absolute_url()))
    for words in ("Parents, carers and families", "ECYPS, for the voluntary and community", "The parents’ forum"):
        assert words in shown
    assert not ImpactMeasureFactory(taking_part="", groups=["children"]).unsaid()
