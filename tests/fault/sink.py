"""The witness: a mail server that writes down every message at DATA, before it says that it took it.

python -m tests.fault.sink PORT LEDGER DELAY_SECONDS [PROGRAMME]

The programme is how it misbehaves, in hundredths of the recipients: `refuse=30,reject=5,reset=5,hang=10`. The same
recipient always meets the same: `refuse` is answered with 450 at first, `reject` with 550 for good, `reset` loses the
connection after DATA once the message is written down, `hang` gets no answer at first; the second time all is well.
"""

import asyncio
import email
import json
import sys
import time
import zlib
from collections import Counter
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

HANGS_SECONDS = 60


def programme_from(text: str) -> dict[str, int]:
    return {name: int(share) for name, share in (part.split("=") for part in text.split(",") if part)}


def fate(address: str, programme: dict[str, int]) -> str:
    """Return how a recipient is treated: always the same for the same programme."""
    place = zlib.crc32(address.encode()) % 100
    for name, share in programme.items():
        if place < share:
            return name
        place -= share
    return "take"


class Ledger:
    """Writes one line of JSON a message, and answers only after a delay: long enough to be killed in."""

    def __init__(self, path: Path, delay: float, programme: dict[str, int] | None = None) -> None:
        self.file = path.open("a", buffering=1)
        self.delay, self.programme = delay, programme or {}
        self.met: Counter[str] = Counter()

    def first_time(self, address: str, name: str) -> bool:
        if fate(address, self.programme) != name:
            return False
        self.met[address] += 1
        return self.met[address] == 1

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if fate(address, self.programme) == "reject":
            return "550 no such mailbox"
        if self.first_time(address, "refuse"):
            return "450 come again"
        envelope.rcpt_tos.append(address)
        return "250 go on"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        [address] = envelope.rcpt_tos
        if self.first_time(address, "hang"):
            await asyncio.sleep(HANGS_SECONDS)
            return "451 too late"
        message = email.message_from_bytes(envelope.original_content)
        line = {"id": message["Message-ID"], "to": envelope.rcpt_tos, "subject": message["Subject"], "at": time.time()}
        self.file.write(json.dumps(line) + "\n")
        if self.first_time(address, "reset"):
            server.transport.abort()
            return "451 gone"
        await asyncio.sleep(self.delay)
        return "250 taken"


async def serve(port: int, ledger: Ledger) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(ledger, hostname="localhost"), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    port, path, delay, *programme = sys.argv[1:]
    asyncio.run(serve(int(port), Ledger(Path(path), float(delay), programme_from("".join(programme)))))
