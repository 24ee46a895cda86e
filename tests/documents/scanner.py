"""A real server that speaks clamd’s protocol, and finds the standard test signature."""

import socketserver
import struct
import threading
import time
from contextlib import contextmanager

from escp.documents import clamd

# The standard test signature, in two parts so that no scanner takes this file for it.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner(socketserver.StreamRequestHandler):
    """Reads the stream as clamd does, and answers as it was told to."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
        if self.server.manner == "hangs":
            time.sleep(1)
            return
        if self.server.manner == "refuses":
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
            return
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


@contextmanager
def running(settings, monkeypatch):
    """Run the scanner while a test lasts, and tell the service where it is."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner)
    server.daemon_threads, server.manner = True, "well"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.CLAMD_ADDRESS = f"tcp://127.0.0.1:{server.server_address[1]}"
    monkeypatch.setattr(clamd.scan, "__defaults__", (0.3,))
    yield server
    server.shutdown()
    server.server_close()
