"""You said, we did: what young people say is promised something by a day, and done with once they are told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.lifecycle.engine import Lifecycle
from escp.partnership.models import Person
from intelligence.choices import YoungState
from intelligence.models import YoungVoice
from intelligence.voice.screening import taken_out
from intelligence.young.queries import young_voices_for
from learning.choices import ThemeState, Window
from learning.models import ThemeEvidence
from learning.services import show_through_window

YOUNG = Lifecycle(YoungVoice, find=young_voices_for, key="young-voice")
KEEPS = has(Permission.KEEP_INTELLIGENCE)
LONGEST_SHOWN = 1000


@YOUNG.transition(
    source=YoungState.WAITING,
    target=YoungState.PROMISED,
    label="Promise an answer",
    allow=KEEPS,
    help="Their words, as they may be read, and the promise then stand on the ambassadors’ page.",
)
def promise(voice: YoungVoice, *, by: Person, said: str, promised: str, owed_on: date) -> None:
    """Raises ValidationError for a day that has passed."""
    if owed_on < timezone.localdate():
        raise ValidationError({"owed_on": "The day cannot be in the past."})
    voice.said, voice.promised, voice.owed_on = taken_out(said), promised, owed_on


@YOUNG.transition(
    source=YoungState.PROMISED,
    target=YoungState.DONE,
    label="Record that they were told",
    allow=KEEPS,
    help="What was said is then seen through the window of the child’s voice on its theme.",
)
def tell_back(voice: YoungVoice, *, by: Person, did: str, told_how: str) -> None:
    """Side effect: evidence on the theme, while the theme is open."""
    voice.did, voice.told_how, voice.told_on = did, told_how, timezone.localdate()
    if voice.theme is not None and voice.theme.state != ThemeState.CLOSED:
        shows = f"Young people said: {voice.said}"[:LONGEST_SHOWN]
        evidence = ThemeEvidence(window=Window.VOICE, shows=shows, source=f"Young Safeguarding Ambassadors, {voice}")
        show_through_window(by=by, theme=voice.theme, evidence=evidence)


@YOUNG.transition(
    source=YoungState.WAITING,
    target=YoungState.WITHHELD,
    label="Withhold it",
    allow=KEEPS,
    help="Its words are erased. If they tell of a child who may be at risk, pass them on first.",
    aside=True,
)
def withhold(voice: YoungVoice, *, by: Person) -> None:
    voice.said = ""


@YOUNG.transition(
    source=(YoungState.WAITING, YoungState.PROMISED, YoungState.DONE),
    target=YoungState.WITHDRAWN,
    label="Withdraw it as they wish",
    allow=KEEPS,
    help="Whoever said it may take it back at any time. Its words are erased here and leave the page. Take them out"
    " of the theme’s window too.",
    aside=True,
)
def withdraw(voice: YoungVoice, *, by: Person) -> None:
    voice.said = ""
