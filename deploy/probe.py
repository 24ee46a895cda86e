"""Asks /healthz whether the service, or the one part named, is well: exit 0 when it is, else 1 and the reason.

Needs nothing but Python, so that containers and scripts/run can ask often. HEALTH_ADDRESS names another address.
"""

import json
import os
import sys
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

ADDRESS = os.environ.get("HEALTH_ADDRESS", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}/healthz")


def ask() -> dict:
    """Return the report of /healthz. A failing service answers 503 with the same report."""
    headers = {"Host": os.environ["ALLOWED_HOSTS"].split(",")[0].strip()} if os.environ.get("ALLOWED_HOSTS") else {}
    try:
        answer = urlopen(Request(ADDRESS, headers=headers), timeout=20)  # noqa: S310 an address of our own
    except HTTPError as failing:
        answer = failing
    return json.load(answer)


def main() -> str | None:
    """Return what is wrong, or nothing."""
    try:
        parts = ask()["parts"]
    except (URLError, OSError, ValueError, KeyError) as problem:
        return f"{ADDRESS} gives no report: {problem}"
    asked = sys.argv[1:] or [part["name"] for part in parts]
    failing = [f"{part['name']}: {part['says']}" for part in parts if part["name"] in asked and not part["ok"]]
    return "\n".join(failing) or None


if __name__ == "__main__":
    sys.exit(main())
