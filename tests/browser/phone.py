"""An authenticator application, written from the standard and not from our own code: RFC 4226 and RFC 6238."""

import base64
import hashlib
import hmac
import struct
import time


def code_now(secret: str) -> str:
    """Return the six digits that a telephone with this secret (base 32, blanks allowed) shows now."""
    plain = secret.replace(" ", "").upper()
    key = base64.b32decode(plain + "=" * (-len(plain) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = mac[-1] & 0x0F
    return f"{(struct.unpack('>I', mac[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
