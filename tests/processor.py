"""How much work something is: processor time, which other work on the machine changes little."""

import os
import time
from pathlib import Path

from django.db import connection


def spent() -> float:
    """Return the seconds that this process has used, and what PostgreSQL has used for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    ticks = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
