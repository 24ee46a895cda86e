"""File names as people send them, made harmless: they are shown and sent back, and never used as a path here."""

import re
import unicodedata
from pathlib import PurePosixPath

LONGEST_STEM = 100
# What a name ends with in another system, and what is the same.
SAME = {"jpeg": "jpg", "text": "txt"}
FORBIDDEN = re.compile(r'[<>:"|?*;%]')
DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def extension_of(name: str) -> str:
    """Return the extension that counts: the last, in small letters, and one for several names of the same."""
    ending = clean_name(name).rpartition(".")[2]
    return SAME.get(ending, ending)


def clean_name(name: str) -> str:
    """Return a name without folders, control and direction characters, or a second extension; never empty."""
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    plain = re.sub(r"\s+", " ", FORBIDDEN.sub("_", plain)).strip().rstrip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = plain, ""
    # `report.exe.pdf` reads as a program where the last ending is hidden; `12.03.2026.pdf` does not.
    stem = re.sub(r"\.(?=[^\W\d])", "_", stem).strip(" .")[:LONGEST_STEM] or "document"
    stem = f"_{stem}" if DEVICES.match(stem) else stem
    return f"{stem}.{ending.lower()[:10]}" if ending else stem
