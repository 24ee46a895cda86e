"""What holds for every test: templates know their variables, a GET only reads, no order unless asked, no network."""

import functools
import gc
import logging
import os
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connections, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper as SqliteWrapper
from django.db.models import QuerySet
from django.test import Client, TransactionTestCase
from django.test.client import ClientHandler
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings as hypothesis_settings
from page import SafetyLimits, ValidationProfile, validate_pdf_bytes
from simple_history.manager import HistoryManager

from escp.access import second_factor
from escp.reports import pdf

# How long an example takes depends on the machine, not on the law under test.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")

# A GET may write these, and nothing else: the session, what was looked at, and the health check's own row.
WRITTEN_BY_READING = {"django_session", "access_accesslog", "deadlines_heartbeat"}
WRITING = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|TRUNCATE)\s+\"?(\w+)\"?", re.IGNORECASE)
# What the migrations make and no test fills.
NEVER_EMPTIED = {"django_migrations", "django_content_type", "auth_permission"}
UNKNOWN = re.compile(re.escape(settings.UNKNOWN_VARIABLE).replace("%s", "([^\\]]*)"))


# What the tests make is mostly thrown away whole: looking for circles after every 700 objects took a tenth of the time.
gc.set_threshold(200_000, 20, 50)
# The library draws up the class of a history's manager anew for every row that is saved: once a class is enough.
HistoryManager.from_queryset = functools.cache(HistoryManager.from_queryset)
# Thousands are refused on purpose: writing down where each came from took longer than refusing it.
logging.getLogger("django.request").setLevel(logging.ERROR)
# WhiteNoise warns of a folder that is not there, and warnings are errors here.
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


class WrittenByGetError(AssertionError):
    """A page that was only read changed something."""


class InaccessiblePaperError(AssertionError):
    """A paper breaks a rule by which a screen reader can read it."""


class UnknownVariableError(AssertionError):
    """A template asked for a variable that its view does not give."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long tests of failure unless they are asked for: `-m fault`. What a browser passes through is not
    measured: that it passes there says less than a test of the rule itself, and measuring slows the pages."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.no_cover)
    if "fault" in config.option.markexpr or any("::" in argument for argument in config.args):
        return
    long, short = [], []
    for item in items:
        (long if item.get_closest_marker("fault") else short).append(item)
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = short


def refuse_writing(execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
    """Stand before every statement of a GET."""
    if (found := WRITING.match(sql)) and found[1] not in WRITTEN_BY_READING:
        raise WrittenByGetError(f"A GET wrote to {found[1]}: {sql[:200]}")
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True)
def strict_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test whose GET writes, or whose page names an unknown variable. The admin's templates are not ours."""
    answer = ClientHandler.__call__

    def strictly(handler: ClientHandler, environ: dict) -> Any:
        if environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            with connections["default"].execute_wrapper(refuse_writing):
                response = answer(handler, environ)
        else:
            response = answer(handler, environ)
        if not response.streaming and not environ["PATH_INFO"].startswith("/admin/"):
            refuse_unknown_variables(response.content.decode("utf-8", "replace"), environ["PATH_INFO"])
        return response

    monkeypatch.setattr(ClientHandler, "__call__", strictly)


def refuse_unknown_variables(text: str, where: str) -> None:
    """Raise UnknownVariableError when the text holds what an unknown variable leaves behind."""
    if names := sorted(set(UNKNOWN.findall(text))):
        raise UnknownVariableError(f"{where} uses unknown template variables: {', '.join(names)}")


@pytest.fixture(autouse=True)
def strict_mail() -> Iterator[None]:
    """Fail the test that sent a mail with an unknown variable."""
    yield
    for message in getattr(mail, "outbox", []):
        refuse_unknown_variables(f"{message.subject}\n{message.body}", f"The mail {message.subject!r}")


@pytest.fixture(autouse=True)
def strict_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test whose paper breaks a rule of PDF/UA-1 that a machine can check."""
    finish = pdf.finished

    def finished(drawn: bytes) -> bytes:
        paper = finish(drawn)
        refuse_inaccessible(paper)
        return paper

    monkeypatch.setattr(pdf, "finished", finished)


def refuse_inaccessible(paper: bytes) -> None:
    """Raise InaccessiblePaperError when a paper breaks a rule of PDF/UA-1."""
    found = validate_pdf_bytes(paper, profile=ValidationProfile.PDF_UA_1, limits=SafetyLimits.unlimited())
    if not found.is_compliant:
        broken = sorted({f"{failure.rule_id} {failure.message}" for failure in found.failures})
        raise InaccessiblePaperError("; ".join(broken))


@pytest.fixture(autouse=True)
def no_order_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shuffle the rows of every query that names no order: PostgreSQL promises none, and one day keeps that promise."""
    fetch = QuerySet._fetch_all

    def fetch_in_any_order(queryset: QuerySet) -> None:
        fresh = queryset._result_cache is None
        fetch(queryset)
        if fresh and not queryset.ordered:
            random.shuffle(queryset._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", fetch_in_any_order)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what earlier tests left behind: guesses and answers that were counted, the sign of life that was heard."""
    cache.clear()
    monkeypatch.setattr("home.health._beat_heard", None)


@pytest.fixture(autouse=True, scope="session")
def empty_append_only_tables() -> Iterator[None]:
    """Let tests that use real transactions empty SQLite: it does so by DELETE, which append-only tables refuse."""
    empty = SqliteWrapper.ops_class.execute_sql_flush

    def without_triggers(operations: Any, statements: list[str]) -> None:
        with operations.connection.cursor() as cursor:
            triggers = cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            empty(operations, statements)
            for _, made_by in triggers:
                cursor.execute(made_by)

    SqliteWrapper.ops_class.execute_sql_flush = without_triggers
    yield
    SqliteWrapper.ops_class.execute_sql_flush = empty


@pytest.fixture(autouse=True, scope="session")
def empty_what_was_filled() -> Iterator[None]:
    """Let tests that use real transactions take away the rows they left, and not every table and its permissions.

    Django empties all three hundred tables and writes down the permissions anew: that took a second a test.
    """
    tear_down = TransactionTestCase._fixture_teardown

    def take_away_rows(test: Any) -> None:
        connection = connections["default"]
        if connection.vendor != "postgresql":
            tear_down(test)
            return
        with connection.cursor() as cursor:
            tables = sorted(set(connection.introspection.table_names(cursor)) - NEVER_EMPTIED)
            asked = (f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in tables)  # noqa: S608
            cursor.execute(" UNION ALL ".join(asked))
            filled = [f'DELETE FROM "{name}"' for (name,) in cursor.fetchall()]  # noqa: S608
            # As a replica does, without asking triggers: append-only tables refuse, and rows refer to each other.
            cursor.execute(
                "; ".join(["SET session_replication_role = replica", *filled, "RESET session_replication_role"])
            )

    TransactionTestCase._fixture_teardown = take_away_rows
    yield
    TransactionTestCase._fixture_teardown = tear_down


@pytest.fixture
def client_for() -> Callable[[Any], Client]:
    """Give a browser in which this person has signed in, with the second factor."""

    def sign_in(person: Any, **headers: str) -> Client:
        client = Client(**headers)
        client.force_login(person)
        session = client.session
        second_factor.mark(session, person)
        session.save()
        return client

    return sign_in


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """End what still talks to the test database, so that it can be removed: a browser's last request may linger."""
    yield
    with django_db_blocker.unblock():
        connection = connections["default"]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(scope="session")
def a_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the test database where pytest-django made none, as no test that runs carries its mark."""
    if connections["default"].settings_dict["NAME"].startswith("test_"):
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="module")
def for_the_module(a_database: None, django_db_blocker: Any) -> Iterator[None]:
    """Keep what a module's own fixtures write until its last test: a whole world takes ten seconds to make.

    The module's tests ask for `undone` and carry no `django_db`, which would close the connection after each.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def undone(for_the_module: None) -> Iterator[None]:
    """Undo what one test writes to what its module keeps."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start Debian's Chromium once for all tests that drive it: the one without windows, which takes a quarter less."""
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop running in this thread, which Django would otherwise take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start for root, as in a container.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page_for(chromium: Any, live_server: Any, client_for: Callable[..., Client]) -> Iterator[Callable[..., Any]]:
    """Give a page in which this person (or nobody) has signed in: `page_for(person, width=320, javascript=False)`.

    Fails the test when a script breaks, or when a page asks for what the content policy forbids.
    """
    contexts, troubles = [], []

    def open_page(person: Any = None, *, width: int = 1280, javascript: bool = True) -> Any:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="en-GB",
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        if person is not None:
            session = client_for(person).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda said: troubles.append(f"{page.url}: {said.text}") if is_trouble(said) else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not troubles


def is_trouble(said: Any) -> bool:
    """Whether the browser's console complains of what the content policy refused."""
    return said.type == "error" and "Content Security Policy" in said.text
