"""The witness: a mail server that writes down every message at DATA, before it says that it took it.

python -m tests.fault.sink PORT LEDGER DELAY_SECONDS
"""

import asyncio
import email
import json
import sys
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session


class Ledger:
    """Writes one line of JSON a message, and answers only after a delay: long enough to be killed in."""

    def __init__(self, path: Path, delay: float) -> None:
        self.file = path.open("a", buffering=1)
        self.delay = delay

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        message = email.message_from_bytes(envelope.original_content)
        line = {"id": message["Message-ID"], "to": envelope.rcpt_tos, "subject": message["Subject"], "at": time.time()}
        self.file.write(json.dumps(line) + "\n")
        await asyncio.sleep(self.delay)
        return "250 taken"


async def serve(port: int, ledger: Ledger) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(ledger, hostname="localhost"), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    port, path, delay = sys.argv[1:]
    asyncio.run(serve(int(port), Ledger(Path(path), float(delay))))
