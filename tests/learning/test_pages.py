"""The pages of the learning cycle: who may open them, what they show, what they refuse."""

import pytest
from django.urls import reverse

from escp.access.roles import RoleKey
from learning.choices import ThemeState
from tests.factories.learning import (
    ActivityFactory,
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeFactory,
)
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def test_every_page_opens_for_the_business_manager(client_for, manager):
    theme = ThemeFactory(place=1)
    link = FindingLinkFactory(learning_point=LearningPointFactory(theme=theme))
    ThemeFactory(state=ThemeState.CLOSED, impact_statement="Fathers are asked.")
    finding, point = link.finding, link.learning_point
    client = client_for(manager)
    pages = [
        reverse("learning:activities"),
        reverse("learning:findings"),
        reverse("learning:learning-points"),
        reverse("learning:themes"),
        reverse("learning:theme-new"),
        *(reverse(f"learning:{name}", args=[finding.reference]) for name in ("finding", "finding-change", "finding-join", "learning-point-new")),
        *(reverse(f"learning:{name}", args=[point.reference]) for name in ("learning-point", "learning-point-change", "learning-point-join")),
        *(reverse(f"learning:{name}", args=[theme.reference]) for name in ("theme", "theme-change", "theme-points")),
        reverse("learning:finding-new", args=[finding.activity.reference]),
        *(reverse("learning:thread", args=[r.reference]) for r in (finding, point, theme, finding.activity)),
    ]
    for page in pages:
        assert client.get(page).status_code == 200, page
