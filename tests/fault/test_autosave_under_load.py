"""Thirty agencies write at the same time, and their pages save themselves: no answer is lost, none meets another's.

The server is the one of production, gunicorn before PostgreSQL; the pages are its own. `AUTOSAVE_SECONDS` says how
long the long test takes.
"""

import http.client
import json
import os
import re
import threading
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from escp.access.roles import RoleKey
from escp.returns.models import Part, Return
from tests.factories.partnership import PersonFactory
from tests.factories.returns import RequestFactory, ReturnFactory
from tests.fault.harness import Stage, free_port

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a database that server and test can share"),
]

AGENCIES = 30
WORKERS = 2
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Writer:
    """One agency at its open page: every so often what it has written is saved, as the page's own script does."""

    number: int
    asked: Return
    cookie: str
    port: int
    acknowledged: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)

    def write(self, every: float, rounds: int) -> None:
        server = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        page = f"/returns/{self.asked.reference}/s1/"
        token, cookies = self._open(server, page)
        version, began = "", time.monotonic() + every * self.number / AGENCIES
        for round_ in range(1, rounds + 1):
            time.sleep(max(0, began + every * (round_ - 1) - time.monotonic()))
            # Longer and shorter by turns, and each its own.
            much = "What stood in the way. " * (1 + (self.number * 7 + round_ * 13) % 100)
            text = f"Agency {self.number}, round {round_}. {much}".strip()
            form = urlencode({"csrfmiddlewaretoken": token, "q1": "good", "q2": text, "version": version})
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
            asked_at = time.monotonic()
            server.request("POST", f"{page}autosave/", form, headers)
            answer = server.getresponse()
            body = answer.read().decode()
            self.took.append(time.monotonic() - asked_at)
            if answer.status != HTTPStatus.OK:
                self.refused.append((answer.status, body[:200]))
                continue
            version = str(json.loads(body)["version"])
            self.acknowledged.append(text)
        server.close()

    def _open(self, server: http.client.HTTPConnection, page: str) -> tuple[str, str]:
        """Open the page; return the token that stands in it, and the cookies that go with it."""
        mine = f"{settings.SESSION_COOKIE_NAME}={self.cookie}"
        server.request("GET", page, headers={"Cookie": mine})
        answer = server.getresponse()
        token = TOKEN.search(answer.read().decode())
        assert token, (answer.status, page)
        given = [cookie.partition(";")[0] for cookie in answer.headers.get_all("Set-Cookie")]
        return token[1], "; ".join(
            [mine, *(cookie for cookie in given if not cookie.startswith(settings.SESSION_COOKIE_NAME))]
        )


def serve(stage: Stage) -> int:
    """Start the server as production does, and return its port."""
    port = free_port()
    stage.start("-m", "gunicorn", "escp.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", str(WORKERS), "--preload")

    def answers() -> bool:
        server = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            server.request("GET", "/accounts/login/")
            return server.getresponse().status == HTTPStatus.OK
        except OSError:
            return False
        finally:
            server.close()

    stage.wait_until(answers, 60, "the server")
    return port


def all_write(stage: Stage, client_for, every: float, seconds: float) -> list[Writer]:
    """Let thirty agencies write to one request for so long."""
    request, port, writers = RequestFactory(), serve(stage), []
    for number in range(AGENCIES):
        person = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
        asked = ReturnFactory(request=request, agency=person.agency)
        cookie = client_for(person).cookies[settings.SESSION_COOKIE_NAME].value
        writers.append(Writer(number, asked, cookie, port))
    rounds = max(1, int(seconds / every))
    threads = [threading.Thread(target=writer.write, args=(every, rounds)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(writer.took) for writer in writers] == [rounds] * AGENCIES
    return writers


def say_how_long(writers: list[Writer]) -> float:
    """Print how long the savings took, and return the longest."""
    took = sorted(seconds for writer in writers for seconds in writer.took)
    p50, p95, longest = took[len(took) // 2], took[int(len(took) * 0.95)], took[-1]
    print(f"{len(took)} savings: p50 {p50:.3f} s, p95 {p95:.3f} s, longest {longest:.3f} s")  # noqa: T201
    return longest


def assert_nothing_lost_or_mixed(writers: list[Writer]) -> None:
    """Each return holds its own last answer, and its history every answer that was acknowledged, in order."""
    for writer in writers:
        assert writer.refused == []
        [part] = Part.objects.filter(of=writer.asked)
        assert part.answers == {"q1": "good", "q2": writer.acknowledged[-1]}
        kept = [then.answers["q2"] for then in part.history.order_by("history_id") if then.answers]
        assert kept == writer.acknowledged
    assert Part.objects.count() == AGENCIES


@pytest.mark.slow
def test_thirty_agencies_saving_every_second_lose_and_mix_nothing(stage, client_for):
    writers = all_write(stage, client_for, every=1, seconds=10)

    say_how_long(writers)
    assert_nothing_lost_or_mixed(writers)


@pytest.mark.fault
def test_thirty_agencies_saving_every_twenty_seconds_lose_and_mix_nothing_and_none_waits_for_the_next(
    stage, client_for
):
    every = 20
    writers = all_write(stage, client_for, every, float(os.environ.get("AUTOSAVE_SECONDS", "300")))

    assert say_how_long(writers) < every
    assert_nothing_lost_or_mixed(writers)
