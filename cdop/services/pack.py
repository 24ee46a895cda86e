"""What was found in the text of a pack is mended, or may stay because two people say so. One transaction each."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cdop.models import AcceptedWording, PanelCase
from cdop.pack import to_settle
from cdop.queries.panel import known_at
from escp.partnership.models import Person
from learning.redaction import Known, found_in
from learning.redaction.checking import Found

MOVED_ON = "Some of this was changed meanwhile. Look at what is left now."
SECOND_PERSON = "Somebody else agrees: you asked that this may stay."


@transaction.atomic
def settle(*, by: Person, case: PanelCase, replaced: Mapping[str, str], accepted: Mapping[str, str]) -> PanelCase:
    """Say what stands instead of what was found, or ask that it may stay, with a reason; both by the finding’s key.

    Raises ValidationError where a finding is no longer there, and for words that would themselves tell who it was.
    """
    known = known_at(case.meeting)
    if not (replaced.keys() | accepted.keys()) <= {one.key for one in to_settle(case, known)}:
        raise ValidationError(MOVED_ON)
    telling = [key for key, words in replaced.items() if tells(words, known)]
    if telling:
        raise ValidationError({f"instead_{key}": "This may still tell who it was" for key in telling})
    case.instead = {**case.instead, **replaced}
    # What was replaced may have changed the lines in which something stays.
    for one in to_settle(case, known):
        if one.key in accepted:
            _ask(by, case, one, accepted[one.key])
    case.save()
    return case


def tells(words: str, known: Known) -> bool:
    """Say whether words may themselves tell who somebody is, so that they cannot stand instead of others."""
    return bool(found_in(words, known))


def _ask(by: Person, case: PanelCase, found: Found, reason: str) -> None:
    # Two cells that read the same are one place.
    for place in {place.key: place for place in found.places}.values():
        AcceptedWording.objects.create(
            panel_case=case, key=place.key, kind=found.kind.name.lower(), text=place.found, reason=reason, asked_by=by
        )


@transaction.atomic
def agree(*, by: Person, case: PanelCase, wordings: Collection[AcceptedWording]) -> PanelCase:
    """Agree as a second person that wordings may stay. Raises ValidationError for one that they asked for."""
    for one in wordings:
        if one.asked_by_id == by.pk:
            raise ValidationError(SECOND_PERSON)
        one.agreed_at, one.agreed_by = timezone.now(), by
        one.save()
    case.save()
    return case
