"""A program on this machine that is called: it answers as told, and writes down who called."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answering = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Outside:
    """Where it is, and the calls that it got: method, path and headers."""

    url: str = ""
    calls: list[tuple[str, str, dict]] = field(default_factory=list)


def says(status: int, body: bytes = b"", **headers: str) -> Answering:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def drips(handler: BaseHTTPRequestHandler) -> None:
    """Send a status line letter by letter, never so slowly that a reading times out."""
    for letter in b"HTTP/1.0 200 " + b"x" * 100:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.1)


@contextmanager
def outside(answering: Answering) -> Iterator[Outside]:
    """Run it for as long as the test needs it."""
    seen = Outside()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.calls.append((self.command, self.path, dict(self.headers)))
            try:
                answering(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *args: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    seen.url = f"http://127.0.0.1:{server.server_port}/ping/a-secret"
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
