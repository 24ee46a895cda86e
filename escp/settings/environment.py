"""The only reader of the environment. Secrets may come from a file named by `<NAME>_FILE`, as container secrets do."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or the content of the file that `<name>_FILE` names.

    Raises ImproperlyConfigured, naming the variable, when neither is set and there is no default.
    """
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE): docs/how-to/deploy.md lists every setting.")
    return value


def flag(name: str, default: bool = False) -> bool:
    """Return whether the variable says yes."""
    return text(name, "yes" if default else "no").lower() in TRUE


def listed(name: str, default: str = "") -> list[str]:
    """Return the comma-separated parts of the variable."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def address(name: str, default: str = "") -> str:
    """Return a web address that this service calls, or nothing. Raises ImproperlyConfigured unless it is https.

    Plain http is allowed on this machine alone.
    """
    value = text(name, default)
    parts = urlsplit(value)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in THIS_MACHINE)
    if value and not (safe and parts.hostname):
        raise ImproperlyConfigured(f"{name} must begin with https://, or with http:// for a program on this machine.")
    return value


def database(url: str) -> dict[str, object]:
    """Turn `postgres://user:password@host:port/name` or `sqlite:////path` into Django's database settings."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            # One writer at a time, waiting its turn: enough for a laptop.
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL;"},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": parts.port or "",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            # Pages ask many small questions with many tables in each: compiling one takes longer than answering it.
            "OPTIONS": {"options": "-c jit=off"},
        }
    raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or sqlite://")
