"""People who are asked: read from what Outlook copies, and kept as people without any membership."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from escp.partnership.models import Person

ENTRY = re.compile(r"[;\n]+")
WITH_NAME = re.compile(r"^\s*\"?(?P<name>[^<>\"]*?)\"?\s*<(?P<email>[^<>]+)>\s*,?\s*$")
MOST = 200


@dataclass(frozen=True)
class Pasted:
    """One person as pasted: a name, or the part of the address before the @, and the address."""

    name: str
    email: str


def read_pasted(text: str) -> list[Pasted]:
    """Read `Name <a@b.gov.uk>; Other <c@d.nhs.uk>` or bare addresses, parted by semicolons, lines or commas.

    The same address twice counts once. Raises ValidationError naming each piece that is no address.
    """
    found: dict[str, Pasted] = {}
    wrong: list[str] = []
    for piece in _pieces(text):
        match = WITH_NAME.match(piece)
        name, email = (match["name"].strip(), match["email"].strip()) if match else ("", piece.strip().strip(","))
        try:
            validate_email(email)
        except ValidationError:
            wrong.append(piece.strip()[:60])
            continue
        found.setdefault(email.lower(), Pasted(name or email.partition("@")[0], email.lower()))
    if wrong:
        raise ValidationError([f"“{piece}” is not an e-mail address." for piece in wrong])
    if len(found) > MOST:
        raise ValidationError(f"Paste {MOST} people at the most.")
    return list(found.values())


def _pieces(text: str) -> list[str]:
    pieces = [piece for piece in ENTRY.split(text) if piece.strip()]
    # Commas part bare addresses; within “Surname, First <a@b>” they do not.
    return [part for piece in pieces for part in ([piece] if "<" in piece else piece.split(",")) if part.strip()]


@transaction.atomic
def person_for(*, by: Person, pasted: Pasted) -> Person:
    """Return the person with an address, made where there is none: without a password, a role or any access."""
    known: Person | None = Person.objects.filter(email__iexact=pasted.email).first()
    if known is not None:
        return known
    made: Person = Person.objects.create_user(email=pasted.email, full_name=pasted.name[:120])
    return made
