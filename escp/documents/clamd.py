"""Asking clamd about a file, by its INSTREAM command (clamd(8)): chunks with their length, then an answer."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

PATIENCE_SECONDS = 10
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
UNIX = "unix:"


class Unavailable(Exception):
    """The scanner did not say whether the file is clean: it is away, too slow, or refused to look."""


def scan(path: Path, address: str, patience: float = PATIENCE_SECONDS) -> str:
    """Return the name of what was found, or nothing for a clean file. Raises Unavailable for any other answer."""
    try:
        with _connected(address, patience) as connection, path.open("rb") as file:
            connection.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            answer = _answer(connection)
    except (OSError, ValueError) as problem:
        raise Unavailable("The virus scanner does not answer.") from problem
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")[:100]
    raise Unavailable("The virus scanner could not look at the file.")


@contextmanager
def _connected(address: str, patience: float) -> Iterator[socket.socket]:
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        with socket.create_connection((parts.hostname or "", parts.port or 3310), timeout=patience) as connection:
            yield connection
    else:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(patience)
            connection.connect(address.removeprefix(UNIX))
            yield connection


def _answer(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        part = connection.recv(LONGEST_ANSWER)
        if not part:
            break
        said += part
    return said.rstrip(b"\0\n").decode("ascii", "replace").strip()
