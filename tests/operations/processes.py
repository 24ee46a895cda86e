"""Free ports, and the processes that belong to one started service."""

import socket
from pathlib import Path


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


def holding(folder: Path) -> list[int]:
    """Return the living processes whose environment names this folder as VAR_DIR."""
    mark = f"VAR_DIR={folder}\0".encode()
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            if mark in environment.read_bytes() + b"\0":
                found.append(int(environment.parent.name))
        except OSError:
            continue
    return found
