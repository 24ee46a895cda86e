"""Three themes at most, one in each place; agreeing what was learned."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, connections, transaction

from escp.access.permissions import Permission
from escp.access.roles import ROLES, RoleKey
from escp.lifecycle.engine import Refused
from learning.choices import PointState, ThemeState
from learning.lifecycle import POINT, THEME, activate
from learning.models import Theme
from tests.factories.learning import FindingLinkFactory, LearningPointFactory, ThemeFactory, ready_to_choose
from tests.factories.partnership import PersonFactory

pytestmark = pytest.mark.django_db

MINUTE = "PIG, item 2"


@pytest.fixture
def member():
    return PersonFactory(role=RoleKey.PIG_MEMBER)


def test_a_theme_takes_the_first_free_place(member):
    ThemeFactory(place=1)
    ThemeFactory(place=3)

    theme = THEME.apply("activate", ready_to_choose(), by=member, chosen_minute=MINUTE)

    assert (theme.state, theme.place) == (ThemeState.ACTIVE, 2)


def test_a_fourth_theme_is_refused_in_words(member):
    for place in (1, 2, 3):
        ThemeFactory(place=place, title=f"Number {place}")

    with pytest.raises(ValidationError) as refusal:
        THEME.apply("activate", ready_to_choose(), by=member, chosen_minute=MINUTE)

    assert refusal.value.messages == [
        "Three themes are active already: Number 1, Number 2, Number 3. Choose which of them leaves its place."
    ]


def test_a_theme_without_a_learning_point_is_refused_in_words(member):
    with pytest.raises(Refused) as refusal:
        THEME.apply("activate", ThemeFactory(), by=member, chosen_minute=MINUTE)

    assert refusal.value.reasons == [
        "Put at least one learning point under it first.",
        "Say what a second window shows first: a theme rests on at least two kinds of evidence.",
    ]


def test_closing_a_theme_frees_its_place_and_keeps_what_it_changed(member):
    said = {"impact_statement": "Fathers are asked.", "closing_minute": MINUTE}
    theme = THEME.apply("close", ThemeFactory(place=2), by=member, **said)

    assert (theme.state, theme.place, theme.impact_statement) == (ThemeState.CLOSED, None, "Fathers are asked.")
    assert theme.closing_minute == MINUTE


@pytest.mark.parametrize(
    ("state", "place"),
    [("active", None), ("active", 4), ("active", 0), ("proposed", 1), ("closed", 2), ("forgotten", None)],
)
def test_the_database_refuses_a_state_without_its_place(state, place):
    theme = ThemeFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Theme.objects.filter(pk=theme.pk).update(state=state, place=place)


def test_the_database_refuses_two_themes_in_one_place():
    ThemeFactory(place=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ThemeFactory(place=1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("taken", [(), (1, 2)])
def test_two_at_once_get_different_places_or_one_is_refused_in_words(taken):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    for place in taken:
        ThemeFactory(place=place)
    people = [PersonFactory(role=RoleKey.PIG_MEMBER) for _ in range(2)]
    themes = [ready_to_choose() for _ in range(2)]
    start = threading.Barrier(2)
    outcomes = []

    def choose(theme, person):
        try:
            start.wait()
            outcomes.append(THEME.apply("activate", theme, by=person, chosen_minute=MINUTE).place)
        except Exception as refusal:
            outcomes.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=choose, args=pair) for pair in zip(themes, people, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    places = sorted(outcome for outcome in outcomes if isinstance(outcome, int))
    refusals = [" ".join(outcome.messages) for outcome in outcomes if not isinstance(outcome, int)]
    if taken:
        assert places == [3]
        assert len(refusals) == 1
        assert "Three themes are active already" in refusals[0]
        assert "Choose which of them leaves its place" in refusals[0]
    else:
        assert (places, refusals) == ([1, 2], [])


def test_a_learning_point_is_agreed_only_with_a_finding_behind_it(member):
    point = LearningPointFactory()
    with pytest.raises(Refused) as refusal:
        POINT.apply("agree", point, by=member)
    assert refusal.value.reasons == ["Join it to the finding that led to it first."]

    FindingLinkFactory(learning_point=point)

    assert POINT.apply("agree", point, by=member).state == PointState.AGREED


@pytest.mark.parametrize("role", RoleKey)
def test_only_those_who_agree_learning_are_offered_the_moves(role):
    person = PersonFactory(role=role)
    may = Permission.AGREE_LEARNING in ROLES[role].permissions

    for machine, record in ((POINT, LearningPointFactory()), (THEME, ThemeFactory()), (THEME, ThemeFactory(place=1))):
        assert bool(machine.offers(record, person)) is may
        record.delete()


def test_a_place_that_was_taken_meanwhile_is_refused_though_it_looked_free(member):
    for place in (1, 2, 3):
        ThemeFactory(state=ThemeState.ACTIVE, place=place)

    with pytest.raises(ValidationError, match="Three themes are active already"):
        activate(ThemeFactory(), by=member, chosen_minute=MINUTE)
