"""Writing down what young people said, and the address of their page. Each function is one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from escp.partnership.models import Person
from intelligence.choices import YoungState
from intelligence.models import YoungLink, YoungVoice
from intelligence.voice.screening import taken_out
from learning.models import Theme

ON_THEIR_PAGE = "Written on the ambassadors’ page"


@transaction.atomic
def record(*, by: Person, voice: YoungVoice) -> YoungVoice:
    """Save what young people said. Raises ValidationError for a day ahead, without words, and once it was answered."""
    if voice.state != YoungState.WAITING:
        raise ValidationError("It was answered or taken back, and stays as it is.")
    if voice.heard_on > timezone.localdate():
        raise ValidationError({"heard_on": "The date cannot be in the future."})
    if not voice.said.strip():
        raise ValidationError({"said": "Enter what was said"})
    voice.said = taken_out(voice.said)
    voice.save()
    return voice


@transaction.atomic
def comment(*, said: str, theme: Theme | None = None) -> YoungVoice:
    """Keep what somebody wrote on the ambassadors’ page, and nothing of who they are. The unit reads it first."""
    return YoungVoice.objects.create(said=taken_out(said), theme=theme, heard_how=ON_THEIR_PAGE)


@transaction.atomic
def new_link(*, by: Person) -> YoungLink:
    """Make the address of the ambassadors’ page anew. The one before opens nothing from now on."""
    for old in YoungLink.objects.select_for_update().filter(is_current=True):
        old.is_current = False
        old.save()
    return YoungLink.objects.create(made_by=by)
