"""The pages of the learning cycle: who may open them, what they show, what they refuse."""

from http import HTTPStatus

import pytest
from django.conf import settings
from django.urls import reverse

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from learning.choices import Stage, ThemeState
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
    about = {
        finding: ("finding", "finding-change", "finding-join", "learning-point-new", "thread"),
        point: ("learning-point", "learning-point-change", "learning-point-join", "thread"),
        theme: ("theme", "theme-change", "theme-points", "thread"),
        finding.activity: ("finding-new", "thread"),
    }
    pages = [reverse(f"learning:{name}", args=[record.reference]) for record, names in about.items() for name in names]
    pages += [
        reverse(f"learning:{name}") for name in ("activities", "findings", "learning-points", "themes", "theme-new")
    ]

    for page in pages:
        assert client.get(page).status_code == HTTPStatus.OK, page


def test_a_finding_on_a_case_carries_the_marking_and_leaves_a_mark_on_the_log(client_for, manager):
    case, other = FindingFactory(activity=ActivityFactory(casework=True)), FindingFactory()
    client = client_for(manager)

    assert settings.HANDLING_MARKING in client.get(case.get_absolute_url()).content.decode()
    assert settings.HANDLING_MARKING not in client.get(other.get_absolute_url()).content.decode()
    assert [entry.reference for entry in AccessLog.objects.filter(action="opened finding")] == [case.reference]


def test_a_finding_without_learning_offers_the_next_step_to_those_who_may_take_it(client_for, manager):
    finding = FindingFactory()
    new = reverse("learning:learning-point-new", args=[finding.reference])

    assert new in client_for(manager).get(finding.get_absolute_url()).content.decode()
    reader = client_for(PersonFactory(role=RoleKey.SCRUTINEER)).get(finding.get_absolute_url()).content.decode()
    assert new not in reader
    assert "Waiting for someone who records learning" in reader


def test_the_history_says_who_changed_what(client_for, manager):
    finding = FindingFactory()
    client = client_for(manager)
    page = reverse("learning:finding-change", args=[finding.reference])
    shown = client.get(page).context
    answers = {name: getattr(finding, name) for name in ("kind", "title", "who_for", "confidence")}

    client.post(page, {**answers, "what": "No father was named.", "once": shown["once"], "version": shown["version"]})

    text = client.get(finding.get_absolute_url()).content.decode()
    assert "Changed: what was found" in text
    assert f"by {manager}" in text


def test_a_finding_can_be_corrected_after_its_activity_is_signed_off(client_for, manager):
    finding = FindingFactory(activity=ActivityFactory(casework=True, is_final=True, stage=Stage.CONCLUDED))

    page = client_for(manager).get(reverse("learning:finding-change", args=[finding.reference]))

    assert page.status_code == HTTPStatus.OK


def test_an_empty_place_among_the_three_themes_is_shown_empty(client_for, manager):
    ThemeFactory(title="Confident escalation", place=2)

    text = client_for(manager).get(reverse("learning:themes")).content.decode()

    assert "Confident escalation" in text
    assert "Place 1 is empty" in text
    assert "Place 3 is empty" in text
    assert "Place 2 is empty" not in text


def test_the_thread_page_has_drawing_gaps_and_list(client_for, manager):
    finding = FindingFactory(title="Fathers were not asked")

    text = client_for(manager).get(reverse("learning:thread", args=[finding.reference.lower()])).content.decode()

    assert f"Golden thread of {finding.reference}" in text
    assert "<svg" in text
    assert text.count("Fathers were not asked") >= len(("heading", "drawing", "list"))
    assert "No one has drawn a learning point from this yet" in text
    assert reverse("learning:learning-point-new", args=[finding.reference]) in text


def test_the_record_pages_cost_no_more_than_fifteen_queries(client_for, manager, django_assert_max_num_queries):
    link = FindingLinkFactory(learning_point=LearningPointFactory(theme=ThemeFactory(place=1)))
    client = client_for(manager)
    # A theme is seen through its windows too.
    for record, most in ((link.finding, 19), (link.learning_point, 19), (link.learning_point.theme, 21)):
        client.get(record.get_absolute_url())
        with django_assert_max_num_queries(most):
            client.get(record.get_absolute_url())
