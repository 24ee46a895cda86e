"""Every form of the service answered badly in every way: a clear refusal, what was typed kept, nothing half-written."""

import html
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from escp.access.roles import RoleKey
from tests.access.doors import CODE, LOGIN, SET_UP, give_password, person_with_factor
from tests.architecture.source import ROOMS
from tests.conftest import WRITING
from tests.factories.partnership import PersonFactory
from tests.sweeps.forms import TYPED, ShownForm, bad_answers, forms_in, linked_ids
from tests.sweeps.world import a_world, addresses, moves

pytestmark = [pytest.mark.slow, pytest.mark.no_cover]

ANSWERED = {HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.CONFLICT}
# What is looked at and who signed in may be written by anything; of all else of ours, nothing by what is refused.
TABLES = sorted(
    {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.split(".")[0] in ROOMS and model._meta.app_label != "access"
    }
)


def rows(tables: Iterable[str] = TABLES) -> dict[str, int]:
    """Count the rows of tables of ours, histories included."""
    counted = [f"SELECT '{table}', count(*) FROM \"{table}\"" for table in tables]  # noqa: S608
    if not counted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counted))
        return dict(cursor.fetchall())


class Written:
    """Which tables of ours were written to while it watched: only their rows need counting."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        if found := WRITING.match(sql):
            self.tables |= {found[1]} & OURS
        return execute(sql, params, many, context)


OURS = frozenset(TABLES)


def send(client, url: str, answers: list[tuple[str, str]]):
    """Send a form as a browser would, but let through what no browser would send."""
    cache.clear()
    body = urlencode(answers, errors="surrogatepass")
    return client.post(url, body, content_type="application/x-www-form-urlencoded")


def shown(client, url: str) -> ShownForm | None:
    """Return the form that an address shows, if it shows one."""
    response = client.get(url)
    if response.status_code != HTTPStatus.OK or not response["Content-Type"].startswith("text/html"):
        return None
    return next((form for form in forms_in(response.content.decode()) if form.asked or "once" in form.fields), None)


def refuse_badly_made(where: str, form: ShownForm, answers: list[tuple[str, str]], page: str) -> int:
    """Fail unless a refusal says so at the top, leads to each control, and keeps what was typed. Returns how much."""
    assert "govuk-error-summary" in page, (where, page[-3000:])
    for identifier in linked_ids(page):
        assert f'id="{identifier}"' in page, (where, identifier)
    kept, sent, found = html.unescape(page), dict(answers), 0
    for asked in form.asked:
        text = sent.get(asked.name, "").strip()
        plain = text.isprintable() and len(text) < 500 and "\ufffd" not in text
        if asked.kind in TYPED and not asked.once_only and text and plain:
            assert text in kept, (where, asked.name, text)
            found += 1
    return found


def to_try(name: str, form: ShownForm, known: set[frozenset] | None) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the short list, and an eighth of the long one in turn, so that each bad answer meets every eighth form.

    A form with the very controls of one that was tried (`known`), as most moves have, gets the short list alone.
    Without `known`, everything is tried.
    """
    if known is None:
        yield from bad_answers(form)
        return
    controls = frozenset((each.name, each.kind) for each in form.fields.values())
    turn = None if controls in known else crc32(name.encode()) % TURNS
    known.add(controls)
    for number, (how, answers) in enumerate(bad_answers(form)):
        if how in SHORT_LIST or number % TURNS == turn:
            yield how, answers


def try_everything(
    client, name: str, url: str, form: ShownForm, done: Counter, known: set[frozenset] | None = None
) -> None:
    """Send bad answers to one form, each undone afterwards, and count what came of it."""
    before = rows()
    for how, answers in to_try(name, form, known):
        if sum(len(text) for _, text in answers) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            # Of more than it can hold the server reads nothing, whatever the form.
            continue
        where, written = f"{name}: {how}", Written()
        with transaction.atomic(), connection.execute_wrapper(written):
            response = send(client, url, answers)
            done["tried"] += 1
            assert response.status_code in ANSWERED, (where, response.status_code)
            page = response.content.decode()
            same_form = any(set(form.fields) & set(other.fields) - {"csrfmiddlewaretoken"} for other in forms_in(page))
            if response.status_code != HTTPStatus.FOUND and same_form:
                done["refused"] += 1
                done["answers kept"] += refuse_badly_made(where, form, answers, page)
                assert before | rows(written.tables) == before, where
            elif response.status_code == HTTPStatus.FOUND and "once" in dict(answers):
                saved = before | rows(written.tables)
                again = send(client, url, answers)
                done["sent twice"] += 1
                assert (again.status_code, again.get("Location")) == (HTTPStatus.FOUND, response["Location"]), where
                assert saved | rows(written.tables) == saved, f"{where}, sent twice"
            transaction.set_rollback(True)


# What a form does by itself, whatever its controls: it saves, saves once, and refuses what is missing.
SHORT_LIST = {"nothing", "ordinary"}
TURNS = 8
# In parts, so that both workers have something to do.
PARTS = 4


@pytest.fixture(scope="module")
def world(for_the_module):
    return a_world()


@pytest.fixture(scope="module")
def movable(for_the_module):
    return moves()


def answer_every_form(client_for: Callable, listed: list, known: set[frozenset] | None) -> tuple[list[str], Counter]:
    """Answer the forms of some addresses badly, and return which there were and what came of it."""
    done, forms = Counter(), []
    for name, url, role in listed:
        client = client_for(PersonFactory(role=role))
        if name == "actionplans:check":
            paste = reverse("actionplans:paste", args=[url.split("/")[2]])
            form = shown(client, paste)
            send(client, paste, list((form.filled() | {"table": "2019\t1\n2020\t2"}).items()))
        form = shown(client, url)
        if form is not None:
            forms.append(name)
            try_everything(client, name, url, form, done, known)
    print(f"{len(forms)} forms: {dict(done)}")  # noqa: T201
    return forms, done


@pytest.mark.fault
def test_every_form_of_the_matrix_answered_in_every_bad_way(client_for, world, undone):
    """The long version: no turns, nothing passed over because a form like it was tried."""
    forms, done = answer_every_form(client_for, addresses(world), None)
    assert len(forms) >= 300
    assert done["tried"] >= 4500


@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_of_the_matrix_answered_badly(client_for, world, undone, part):
    forms, done = answer_every_form(client_for, addresses(world)[part::PARTS], set())
    assert len(forms) >= 45, forms
    assert done["tried"] >= 250
    assert done["refused"] >= 180
    assert done["sent twice"] >= 70
    assert done["answers kept"] >= 240


def test_the_doors_answered_badly(undone):
    done, newcomer, (known, _) = Counter(), PersonFactory(), person_with_factor()
    for person, url in ((None, LOGIN), (newcomer, SET_UP), (known, CODE)):
        client = Client()
        if person is not None:
            give_password(client, person.email)
        form = shown(client, url)
        assert form is not None, url
        try_everything(client, url, url, form, done)
    print(f"The doors: {dict(done)}")  # noqa: T201
    assert done["refused"] >= 30


@pytest.mark.parametrize("part", range(PARTS // 2))
def test_every_move_answered_badly(client_for, movable, undone, part):
    client = client_for(PersonFactory(role=RoleKey.BUSINESS_MANAGER))
    done, known, made = Counter(), set(), movable[part :: PARTS // 2]
    for name, url in made:
        form = shown(client, url)
        assert form is not None, name
        try_everything(client, name, url, form, done, known)
    print(f"{len(made)} moves: {dict(done)}")  # noqa: T201
    assert len(made) >= 40, made
    assert done["tried"] >= 200
    assert done["refused"] >= 110
    assert done["sent twice"] >= 70
