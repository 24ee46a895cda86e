"""The commands that start, test and probe the service."""

import json
import os
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = [
    "scripts/run",
    "scripts/test",
    "scripts/bench",
    "scripts/prepare",
    "scripts/servers",
    ".ci/run",
    "deploy/make-secrets",
    "deploy/postgres/10-roles.sh",
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_bash_can_read_every_script(script):
    subprocess.run(["bash", "-n", ROOT / script], check=True)


def test_the_continuous_integration_runs_the_same_tests_as_everyone():
    commands = [line for line in (ROOT / ".ci/run").read_text().splitlines() if line and not line.startswith("#")]

    assert len(commands) == 1
    assert commands[0].startswith("exec")
    assert "scripts/test" in commands[0]


def test_every_process_of_a_laptop_is_in_the_procfile():
    names = [line.partition(":")[0] for line in (ROOT / "Procfile").read_text().splitlines() if line]

    assert names == ["web", "worker", "beat"]


def probe(address, *parts):
    return subprocess.run(
        [sys.executable, ROOT / "deploy/probe.py", *parts],
        env={"PATH": os.environ["PATH"], "HEALTH_ADDRESS": address, "ALLOWED_HOSTS": "thread.example.gov.uk, other"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def service():
    """Serve a health report on a free port; the test says which parts fail."""
    failing: set[str] = set()
    hosts: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            hosts.append(self.headers["Host"])
            parts = [{"name": name, "ok": name not in failing, "says": "In words."} for name in ("database", "beat")]
            self.send_response(503 if failing else 200)
            self.end_headers()
            self.wfile.write(json.dumps({"parts": parts}).encode())

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/healthz", failing, hosts
    server.shutdown()
    server.server_close()


def test_the_probe_is_content_with_a_well_service_and_asks_by_its_own_name(service):
    address, _, hosts = service

    assert probe(address).returncode == 0
    assert hosts == ["thread.example.gov.uk"]


def test_the_probe_names_what_fails_and_minds_only_the_part_it_was_asked_for(service):
    address, failing, _ = service
    failing.add("beat")

    assert probe(address).stderr.strip() == "beat: In words."
    assert probe(address, "beat").returncode == 1
    assert probe(address, "database").returncode == 0


def test_the_probe_fails_where_nobody_answers():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        answer = probe(f"http://127.0.0.1:{free.getsockname()[1]}/healthz")

    assert answer.returncode == 1
    assert "gives no report" in answer.stderr
