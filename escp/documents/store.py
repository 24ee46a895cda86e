"""Files on disk: below DOCUMENTS_DIR, outside everything that is served, under names that say nothing.

A file is whole and on the disk before the row that names it is committed. Whatever a crash leaves between is found by
`manage.py audit_files`.
"""

import hashlib
import os
import re
import secrets
import subprocess  # nosec B404 our own program, with a list of arguments
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from escp.documents.examining.kinds import IN_WORDS, MEDIA_TYPES
from escp.documents.names import clean_name, extension_of

STORED = re.compile(r"^[0-9a-f]{40}$")
# The examination has twenty seconds of the processor; a busy machine may need longer.
EXAMINED_WITHIN_SECONDS = 45
UNREADABLE = "The file is damaged, or too large to be checked. Save it again, or make it a PDF."
NO_ROOM = "The file could not be kept: the service has no room for it now. Nothing was saved. Try again later."


@dataclass(frozen=True)
class Kept:
    """A file that has been examined and lies on the disk."""

    stored_as: str
    name: str
    media_type: str
    size: int
    sha256: str
    original_sha256: str


def root() -> Path:
    return Path(settings.DOCUMENTS_DIR)


def path_of(stored_as: str) -> Path:
    """Return where a file lies. Raises ValueError for a name that was not given out here."""
    if not STORED.match(stored_as):
        raise ValueError("This is not the name of a kept file.")
    return root() / stored_as[:2] / stored_as


@contextmanager
def keeping(file: Any, megabytes: int | None = None) -> Iterator[Kept]:
    """Examine an upload and keep it while the caller writes its row; when that fails, the file goes again.

    `megabytes` is how large it may be, where that is not as large as any document.
    Raises ValidationError, at "file", for what is not allowed or cannot be kept.
    """
    kept = _keep(file, megabytes or settings.DOCUMENTS_MEGABYTES)
    try:
        yield kept
    except BaseException:
        remove(kept.stored_as)
        raise


def remove(stored_as: str) -> None:
    path_of(stored_as).unlink(missing_ok=True)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(file: Any, megabytes: int) -> Kept:
    name, extension = clean_name(file.name), extension_of(file.name)
    if extension not in MEDIA_TYPES:
        raise refusal(f"The file must be {IN_WORDS}.")
    if not file.size:
        raise refusal("The file is empty.")
    if file.size > megabytes * 1024 * 1024:
        raise refusal(f"The file must be {megabytes} MB or smaller.")
    stored_as = secrets.token_hex(20)
    arriving, examined = (root() / "arriving" / f"{stored_as}.{part}" for part in ("sent", "kept"))
    try:
        arriving.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        original = _write(file, arriving)
        _examine(arriving, examined, extension)
        size, sha256 = examined.stat().st_size, digest(examined)
        _settle(examined, path_of(stored_as))
    except OSError:
        remove(stored_as)
        raise refusal(NO_ROOM) from None
    finally:
        for leftover in (arriving, examined):
            leftover.unlink(missing_ok=True)
    return Kept(stored_as, name, MEDIA_TYPES[extension], size, sha256, original)


def refusal(words: str) -> ValidationError:
    """Return the error that a form shows at its file."""
    return ValidationError({"file": words})


def _write(file: Any, path: Path) -> str:
    """Write what was sent and return its SHA-256."""
    summed = hashlib.sha256()
    with path.open("xb") as target:
        for chunk in file.chunks():
            summed.update(chunk)
            target.write(chunk)
    return summed.hexdigest()


def _examine(source: Path, target: Path, extension: str) -> None:
    """Look at the file in a process of its own, which knows no secret and dies when it takes too much."""
    command = [sys.executable, "-m", "escp.documents.examining", str(source), str(target), extension]
    try:
        answer = subprocess.run(  # noqa: S603  # nosec B603 our own program, no shell
            command,
            cwd=settings.BASE_DIR,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=EXAMINED_WITHIN_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise refusal(UNREADABLE) from None
    verdict, _, words = answer.stdout.strip().partition(" ")
    if verdict == "refused":
        raise refusal(words)
    if verdict != "kept" or answer.returncode:
        raise refusal(UNREADABLE)


def _settle(examined: Path, place: Path) -> None:
    """Put the file in its place, and do not return before the disk has it."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    examined.chmod(0o600)
    _sync(examined)
    examined.replace(place)
    _sync(place.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
