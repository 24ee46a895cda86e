"""Recording what children, families and practitioners say in an audit."""

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.choices import VOICES_OPEN
from audits.models import Voice
from escp.partnership.models import Person


@transaction.atomic
def keep_voice(*, by: Person, voice: Voice) -> Voice:
    """Save a voice. Raises ValidationError before the terms are approved, and once the report is agreed."""
    if voice.audit.state not in VOICES_OPEN:
        raise ValidationError("Voices are recorded from the approved terms of reference to the agreed report.")
    voice.save()
    return voice
