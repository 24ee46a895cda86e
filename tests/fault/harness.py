"""Real processes around a real database: the sink that witnesses, the senders that are killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@dataclass
class Stage:
    """Everything that runs during one test, and what the sink saw."""

    folder: Path
    delay: float = 0.02
    port: int = field(default_factory=free_port)
    processes: list[subprocess.Popen] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    # Where the processes find their servers, when these are not those of the suite.
    servers: dict[str, str] = field(default_factory=dict)

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger"

    def environment(self) -> dict[str, str]:
        database = connection.settings_dict
        host = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
        secret = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
        return {
            "CELERY_BROKER_URL": "filesystem://",
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.fault.settings",
            "DATABASE_URL": f"postgres://{database['USER']}{secret}@{host}/{database['NAME']}",
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.port),
            "VAR_DIR": str(self.folder / "var"),
            "PYTHONWARNINGS": "ignore",
            **self.servers,
        }

    def start(self, *command: str) -> subprocess.Popen:
        """Start one of our own processes."""
        return self.run(sys.executable, *command)

    def run(self, *command: str) -> subprocess.Popen:
        """Start a process as the head of a group of its own, so that the whole group can be killed."""
        with (self.folder / f"log-{next(self.numbers)}").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def wait_until(self, true: Callable[[], bool], seconds: float, what: str) -> None:
        """Wait for something to become true; fail when it does not, or when a process has ended by itself."""
        end = time.monotonic() + seconds
        while not true():
            if fallen := [process.args for process in self.processes if process.poll() is not None]:
                raise RuntimeError(f"Ended by itself: {fallen}")
            if time.monotonic() > end:
                raise TimeoutError(f"Waited {seconds} s for {what}.")
            time.sleep(0.05)

    def start_sink(self, programme: str = "") -> None:
        self.ledger.touch()
        self.start("-m", "tests.fault.sink", str(self.port), str(self.ledger), str(self.delay), programme)
        self.wait_until(self._sink_answers, 15, "the mail sink")

    def _sink_answers(self) -> bool:
        with socket.socket() as caller:
            return caller.connect_ex(("127.0.0.1", self.port)) == 0

    def start_worker(self, senders: int = 4) -> subprocess.Popen:
        options = (f"--concurrency={senders}", "--loglevel=WARNING", "--without-mingle", "--without-gossip")
        return self.start("-m", "celery", "-A", "tests.fault.worker:app", "worker", *options)

    def start_beat(self) -> subprocess.Popen:
        schedule = self.folder / f"schedule-{next(self.numbers)}"
        return self.start("-m", "celery", "-A", "tests.fault.worker:app", "beat", "--loglevel=WARNING", f"-s{schedule}")

    def start_loop(self) -> subprocess.Popen:
        return self.start("manage.py", "sweep", "--loop", "--pause", "0.1")

    def kill(self, process: subprocess.Popen) -> None:
        """Kill a process with its whole group, as a crash of the machine would."""
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=30)
        self.processes.remove(process)

    def ask_to_stop(self, process: subprocess.Popen) -> None:
        """Ask a process to end, as a deployment does, and wait until it has."""
        process.terminate()
        process.wait(timeout=30)
        self.processes.remove(process)

    def stop(self) -> None:
        for process in list(self.processes):
            self.kill(process)

    def received(self) -> list[dict]:
        """Return what the sink wrote down; a line that is being written is left out."""
        return [json.loads(line) for line in self.ledger.read_text().splitlines(keepends=True) if line.endswith("\n")]

    def ids(self) -> Counter[str]:
        return Counter(message["id"] for message in self.received())

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-2000:] for path in sorted(self.folder.glob("log-*")))
