"""Every form of the learning cycle: a bad answer is told at the field, kept, and nothing is half written."""

import uuid
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from escp.access.roles import RoleKey
from learning.choices import PointState, ThemeState
from learning.models import Finding, FindingLink, LearningPoint, Theme
from tests.factories.learning import (
    ActivityFactory,
    FindingFactory,
    FindingLinkFactory,
    LearningPointFactory,
    ThemeFactory,
)
from tests.factories.partnership import PersonFactory, PriorityFactory

pytestmark = pytest.mark.django_db

FINDING = {
    "kind": "improvement",
    "title": "Fathers were not asked",
    "what": "No father was named.",
    "why": "",
    "who_for": "All who assess",
    "confidence": "medium",
    # Asked where an earlier one is like it.
    "said_before": "new",
}
POINT = {"statement": "Ask who is in the child's life", "detail": "", "theme": ""}
THEME = {"title": "The whole family", "year": "2026", "rationale": "It keeps coming back.", "priority": ""}


@pytest.fixture
def client(client_for):
    return client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))


def forms():
    """Return every form's address with good answers."""
    finding, point, theme = FindingFactory(), LearningPointFactory(), ThemeFactory()
    return {
        "finding-new": (reverse("learning:finding-new", args=[ActivityFactory().reference]), FINDING),
        "finding-change": (reverse("learning:finding-change", args=[finding.reference]), FINDING),
        "finding-join": (
            reverse("learning:finding-join", args=[finding.reference]),
            {"learning_point": LearningPointFactory().reference, "why": ""},
        ),
        "learning-point-new": (
            reverse("learning:learning-point-new", args=[finding.reference]),
            {**POINT, "why": "It says so"},
        ),
        "learning-point-change": (reverse("learning:learning-point-change", args=[point.reference]), POINT),
        "learning-point-join": (
            reverse("learning:learning-point-join", args=[point.reference]),
            {"finding": FindingFactory().reference, "why": ""},
        ),
        "theme-new": (reverse("learning:theme-new"), THEME),
        "theme-change": (reverse("learning:theme-change", args=[theme.reference]), THEME),
        "theme-points": (
            reverse("learning:theme-points", args=[theme.reference]),
            {"points": [str(LearningPointFactory().pk)]},
        ),
        "theme-window-new": (
            reverse("learning:theme-window-new", args=[theme.reference]),
            {"window": "data", "shows": "It rises.", "source": "Count of May"},
        ),
        "close": (
            reverse("lifecycle:move", args=["learning-theme", ThemeFactory(place=1).reference, "close"]),
            {"impact_statement": "Fathers are asked.", "closing_minute": "PIG, item 2", "note": ""},
        ),
    }


NAMES = [
    "finding-new",
    "finding-change",
    "finding-join",
    "learning-point-new",
    "learning-point-change",
    "learning-point-join",
    "theme-new",
    "theme-change",
    "theme-points",
    "theme-window-new",
    "close",
]


def count():
    return [model.objects.count() for model in (Finding, LearningPoint, FindingLink, Theme)]


def post(client, address, answers):
    shown = client.get(address).context
    hidden = {name: shown[name] for name in ("once", "version") if shown.get(name)}
    # Sent as a browser never would, byte for byte: a lone surrogate is no text that a test client agrees to encode.
    body = urlencode({**hidden, **answers}, doseq=True, errors="surrogatepass")
    return client.post(address, body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("name", NAMES)
def test_good_answers_are_saved_once_though_sent_twice(name, client):
    address, answers = forms()[name]
    shown = client.get(address).context
    sent = {**answers, "once": shown["once"], "version": shown["version"] or ""}

    first = client.post(address, sent)
    after = count()
    second = client.post(address, sent)

    assert first.status_code == HTTPStatus.FOUND
    # A move that has been made says so; every other form leads to where the first sending led.
    assert second.status_code == HTTPStatus.FOUND
    assert second.get("Location", first["Location"]) == first["Location"]
    assert count() == after
    assert client.get(first["Location"]).status_code == HTTPStatus.OK


BAD = [
    "",
    "\x00",
    "x\x00y",
    "\ud800",
    "x" * 50_000,
    "-1",
    "9" * 400,
    "nonsense",
    "<script>alert(1)</script>",
    "[]",
    "{}",
]


@pytest.mark.parametrize("name", NAMES)
def test_bad_answers_never_fail_and_are_never_half_written(name, client):
    address, answers = forms()[name]
    for number, field in enumerate(answers):
        # In turn: each bad answer meets every third field. The sweep of all forms tries them at every form.
        for value in [*BAD, ["a", "b"]][number % 3 :: 3]:
            before = count()
            answer = post(client, address, {**answers, field: value})
            assert answer.status_code in {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.CONFLICT}, (field, value)
            if answer.status_code != HTTPStatus.FOUND:
                assert count() == before
                assert "There is a problem" in answer.content.decode()
            elif name in {"close", "theme-points"}:
                return


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_form_says_what_is_missing(name, client):
    address, _ = forms()[name]
    before = count()

    answer = post(client, address, {})

    assert answer.status_code == HTTPStatus.OK
    assert answer.context["form"].errors
    assert "There is a problem" in answer.content.decode()
    assert count() == before


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("once", ["", "x", "\x00", str(uuid.UUID(int=0)) * 3])
def test_a_forged_token_saves_nothing(name, once, client):
    address, answers = forms()[name]
    before = count()

    answer = post(client, address, {**answers, "once": once})

    assert answer.status_code == HTTPStatus.OK
    assert count() == before


@pytest.mark.parametrize("name", ["finding-change", "learning-point-change", "theme-change"])
def test_a_stale_page_is_told_and_keeps_what_was_typed(name, client):
    address, answers = forms()[name]
    stale = client.get(address).context
    first = {field: "Somebody else" if field in ("title", "statement") else value for field, value in answers.items()}
    assert post(client, address, first).status_code == HTTPStatus.FOUND

    answer = client.post(address, {**answers, "once": stale["once"], "version": stale["version"]})

    assert answer.status_code == HTTPStatus.CONFLICT
    text = answer.content.decode()
    assert "Somebody else" in text
    assert (answers.get("title") or answers.get("statement")).replace("'", "&#x27;") in text


def test_unknown_choices_are_refused_at_the_field(client):
    address, answers = forms()["finding-new"]

    answer = post(client, address, {**answers, "kind": "blame", "confidence": "certain"})

    assert set(answer.context["form"].errors) == {"kind", "confidence"}


def test_a_learning_point_cannot_be_put_under_a_closed_theme(client):
    address, answers = forms()["learning-point-new"]
    closed = ThemeFactory(state=ThemeState.CLOSED)

    answer = post(client, address, {**answers, "theme": str(closed.pk)})

    assert set(answer.context["form"].errors) == {"theme"}


def test_nothing_is_put_under_a_closed_theme(client):
    theme, point = ThemeFactory(state=ThemeState.CLOSED), LearningPointFactory()

    answer = post(client, reverse("learning:theme-points", args=[theme.reference]), {"points": [str(point.pk)]})

    assert "This theme is closed" in answer.content.decode()
    point.refresh_from_db()
    assert point.theme is None


def test_a_closed_theme_is_not_changed(client):
    theme = ThemeFactory(state=ThemeState.CLOSED)

    answer = post(client, reverse("learning:theme-change", args=[theme.reference]), THEME)

    assert "can no longer be changed" in answer.content.decode()


def test_the_same_two_are_not_joined_twice(client):
    link = FindingLinkFactory()
    finding, point = link.finding, link.learning_point
    refusal = f"{finding.reference} already leads to {point.reference}"
    pairs = {
        reverse("learning:finding-join", args=[finding.reference]): {"learning_point": point.reference},
        reverse("learning:learning-point-join", args=[point.reference]): {"finding": finding.reference},
    }

    for address, answers in pairs.items():
        assert refusal in post(client, address, answers).content.decode()
    assert FindingLink.objects.count() == 1


def test_an_agreed_learning_point_is_changed_only_by_those_who_agree(client_for):
    point = LearningPointFactory(state=PointState.AGREED)
    address = reverse("learning:learning-point-change", args=[point.reference])

    refused = post(client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER)), address, POINT)
    changed = post(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)), address, POINT)

    assert "has agreed this learning point" in refused.content.decode()
    assert changed.status_code == HTTPStatus.FOUND


def test_a_theme_keeps_its_priority_and_year(client):
    priority = PriorityFactory(title="Neglect")

    post(client, reverse("learning:theme-new"), {**THEME, "priority": str(priority.pk)})

    theme = Theme.objects.get()
    assert (theme.priority, theme.year, theme.state) == (priority, 2026, ThemeState.PROPOSED)


@pytest.mark.parametrize("role", [RoleKey.SCRUTINEER, RoleKey.AGENCY_CONTRIBUTOR, RoleKey.ADMINISTRATOR])
def test_those_who_do_not_record_learning_are_refused_every_form(role, client_for):
    client = client_for(PersonFactory(role=role))
    for name, (address, answers) in forms().items():
        before = count()
        assert client.get(address).status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}, name
        assert client.post(address, answers).status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}, name
        assert count() == before
