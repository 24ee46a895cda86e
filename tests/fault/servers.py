"""Servers of one test alone, to stop, kill and empty: Redis, and a PostgreSQL cluster with a copy of the data."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import redis
from django.db import connection

from tests.fault.harness import Stage, free_port

USER, DATABASE = "golden", "golden"


class OwnRedis:
    """A Redis that keeps nothing on disk. What it holds is gone once it is killed, as in production."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.port = stage, free_port()
        stage.servers["CELERY_BROKER_URL"] = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        options = ("--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no")
        self.process = self.stage.run("redis-server", *options, "--dir", str(self.stage.folder))
        self.stage.wait_until(self.answers, 15, "Redis")

    def client(self) -> redis.Redis:
        return redis.Redis(port=self.port, socket_timeout=2)

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def empty(self) -> None:
        with self.client() as client:
            client.flushall()

    def stop(self) -> None:
        self.stage.ask_to_stop(self.process)

    def kill(self) -> None:
        self.stage.kill(self.process)


@dataclass
class OwnPostgres:
    """A cluster with a copy of the suite's database, made while the test's rows stand in it."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgres://{USER}@127.0.0.1:{self.port}/{DATABASE}"

    def control(self, *command: str) -> None:
        options = f"-h 127.0.0.1 -p {self.port} -k {self.folder}"
        as_postgres(
            "pg_ctl", f"--pgdata={self.folder}/data", f"--log={self.folder}/log", "--wait", f"--options={options}",
            *command, folder=self.folder,
        )  # fmt: skip

    def restart_at_once(self) -> None:
        """Cut every connection in the act and come back by recovery, as after a crash."""
        self.control("--mode=immediate", "restart")

    def read(self, statement: str) -> list[tuple]:
        reading = psycopg2.connect(self.address)
        try:
            with reading.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall()
        finally:
            reading.close()

    def copy_from_suite(self) -> None:
        source = connection.settings_dict
        known = {**os.environ, "PGPASSWORD": source["PASSWORD"] or ""}
        where = ("-h", source["HOST"] or "127.0.0.1", "-p", str(source["PORT"] or 5432), "-U", source["USER"])
        here = ("-h", "127.0.0.1", "-p", str(self.port), "-U", USER)
        subprocess.run([binary("createdb"), *here, DATABASE], check=True)
        dump = subprocess.run([binary("pg_dump"), *where, source["NAME"]], env=known, check=True, capture_output=True)
        subprocess.run(
            [binary("psql"), *here, "-q", "-v", "ON_ERROR_STOP=1", DATABASE],
            input=dump.stdout,
            check=True,
            capture_output=True,
        )


@contextmanager
def own_postgres() -> Iterator[OwnPostgres]:
    """Start the cluster with a copy of the data; it is thrown away afterwards."""
    cluster = OwnPostgres(Path(tempfile.mkdtemp(prefix="own-postgres-")), free_port())
    if os.geteuid() == 0:
        shutil.chown(cluster.folder, "postgres")
    try:
        settings = ("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        as_postgres("initdb", f"--pgdata={cluster.folder}/data", f"--username={USER}", *settings, folder=cluster.folder)
        cluster.control("start")
        cluster.copy_from_suite()
        yield cluster
    finally:
        cluster.control("--mode=immediate", "stop")
        shutil.rmtree(cluster.folder)


def binary(name: str) -> str:
    """Return a program of the newest PostgreSQL that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return str(found[-1])


def as_postgres(program: str, *arguments: str, folder: Path) -> None:
    """Run a program of PostgreSQL, which refuses to be root."""
    before = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    with (folder / "commands").open("ab") as log:
        command = [*before, binary(program), *arguments]
        subprocess.run(command, cwd=folder, check=True, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
