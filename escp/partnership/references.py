"""Give out references.

Cases get random ones with a check character (`RR-7K3F9`), so that no number tells how many children died and a
mistyped one is caught. Everything else is numbered in order within its year (`ACT-2026-118`).
"""

import re
import secrets

from django.db import transaction
from django.utils import timezone

from escp.partnership.models import ReferenceSequence

# No 0 or O, 1 or I or L, U or V look-alikes: references are read out over the telephone. 29 is prime, which is what
# lets the check character catch every single wrong character and every swap of neighbours.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
CASE_REFERENCE = re.compile(rf"^([A-Z]{{2,5}})-([{ALPHABET}]{{5}})$")


def check_character(body: str) -> str:
    """Return the character that makes a random reference's weighted sum zero."""
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def case_reference(prefix: str) -> str:
    """Return a new random reference for a case record: four characters and a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(4))
    return f"{prefix}-{body}{check_character(body)}"


def is_well_formed(reference: str) -> bool:
    """Say whether a case reference could have been given out: right shape, right check character."""
    match = CASE_REFERENCE.match(reference)
    return match is not None and check_character(match[2][:4]) == match[2][4]


def next_reference(prefix: str, year: int | None = None, digits: int = 3) -> str:
    """Return the next reference in order for a year, in the caller's transaction, so that no number is given twice."""
    year = year or timezone.localdate().year
    with transaction.atomic():
        ReferenceSequence.objects.get_or_create(prefix=prefix, year=year)
        sequence = ReferenceSequence.objects.select_for_update().get(prefix=prefix, year=year)
        sequence.last += 1
        sequence.save(update_fields=["last"])
    return f"{prefix}-{year}-{sequence.last:0{digits}d}"
