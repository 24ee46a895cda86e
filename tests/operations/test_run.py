"""`scripts/run`, as someone new types it: the whole service comes up, says where it is, and goes down again."""

import json
import os
import re
import signal
import subprocess
import threading
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.operations.processes import free_port, holding

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (ROOT / ".venv/installed").exists(), reason="scripts/test has not made .venv"),
]


@pytest.fixture
def started(tmp_path):
    """Start everything on a free port and an empty folder, on SQLite and the folder queue, until it says it runs."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name in {"HOME", "PATH", "LANG"}}
    process = subprocess.Popen(
        [ROOT / "scripts/run"],
        env={**kept, "PORT": str(port), "VAR_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    # A first start makes the database and the demo records: minutes, on a slow machine.
    too_late = threading.Timer(600, process.kill)
    too_late.start()
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C stops" in line:
            break
    too_late.cancel()
    yield process, f"http://127.0.0.1:{port}", "".join(said)
    process.stdout.close()
    for left in holding(tmp_path):
        os.kill(left, signal.SIGKILL)
    process.wait(timeout=30)


def test_one_command_brings_the_whole_service_up_and_a_signal_takes_it_down(started, tmp_path):
    process, address, said = started

    # It says where it is and who may sign in.
    assert f"Golden Thread is running at {address}" in said, said
    assert "Not everything is well" not in said, said
    assert said.count("@") >= 5, said

    # Every part is well: web, worker, beat, queue, mail. Each web process remembers its last report for two seconds.
    assert becomes_well(f"{address}/healthz") == []

    # The first page is the sign-in page, and it finds its style sheet.
    page = read(address)
    assert "Sign in" in page
    sheet = re.search(r'href="(/static/[^"]+\.css[^"]*)"', page)[1]
    assert len(read(address + sheet)) > 10_000

    # One signal stops all that it started.
    assert len(holding(tmp_path)) >= 4
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    deadline = time.monotonic() + 10
    while holding(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not holding(tmp_path)


def becomes_well(address: str) -> list[str]:
    """Return what still fails after ten seconds of asking; nothing as soon as all is well."""
    until = time.monotonic() + 10
    while True:
        try:
            return json.loads(read(address))["failing"]
        except HTTPError as failing:
            report = json.load(failing)
            if time.monotonic() > until:
                return report["parts"]
        time.sleep(0.5)


def read(address: str) -> str:
    """Return what the page says."""
    with urlopen(address, timeout=20) as answer:  # noqa: S310 an address of our own
        return answer.read().decode()
