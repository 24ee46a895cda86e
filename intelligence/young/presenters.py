"""The pages of what young people said, and their own page, in plain values. No rule is here."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from escp.access.permissions import Permission
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.queries import moves_of
from escp.partnership.models import Person
from escp.ui.parts import Row
from escp.ui.words import date_in_words
from intelligence.choices import YoungState
from intelligence.models import YoungVoice
from intelligence.young.lifecycle import YOUNG
from intelligence.young.queries import current_link, shown_to_young_people, themes_of_now
from intelligence.young.tables import YOUNG_COLOURS

TURNS = {
    YoungState.WAITING: "Waiting for the unit to read it and promise an answer.",
    YoungState.PROMISED: "Waiting for young people to be told what was done.",
}


def young_page(voice: YoungVoice, person: Person) -> dict[str, Any]:
    """Return the context of the page of one thing that young people said."""
    edits = person.may(Permission.KEEP_INTELLIGENCE) and voice.state == YoungState.WAITING
    change = reverse("intelligence:young-voice-change", args=[voice.reference])

    def at(field: str) -> str:
        return f"{change}#id_{field}" if edits else ""

    facts = [
        Row("You said", voice.said or "Its words are erased.", at("said")),
        Row("Theme", str(voice.theme or "None"), at("theme")),
        Row("When and how", f"{date_in_words(voice.heard_on)}: {voice.heard_how or 'not noted'}", at("heard_on_day")),
    ]
    if voice.owed_on:
        facts += [Row("We promised", voice.promised), Row("Told by", date_in_words(voice.owed_on))]
    if voice.told_on:
        facts += [Row("We did", voice.did), Row("Told", f"{date_in_words(voice.told_on)}: {voice.told_how}")]
    return {
        "record": voice,
        "title": "You said, we did",
        "caption": f"Young people’s voice {voice.reference}",
        "state": voice.get_state_display(),
        "state_colour": YOUNG_COLOURS[YoungState(voice.state)],
        "offers": YOUNG.offers(voice, person),
        "turn": TURNS.get(YoungState(voice.state), ""),
        "facts": facts,
        "deadlines": list(deadlines_of(voice)),
        "moves": list(moves_of(voice)),
    }


def ambassadors_address() -> str:
    """Return the whole address of the ambassadors’ page, or nothing while there is none."""
    link = current_link()
    return settings.SITE_ADDRESS + reverse("intelligence:ambassadors", args=[link.token]) if link else ""


def ambassadors_page() -> dict[str, Any]:
    """Return what stands on the ambassadors’ page: this year’s themes, and what was promised and done."""
    return {
        "themes": [theme.title for theme in themes_of_now()],
        "voices": [
            {
                "said": voice.said,
                "promised": voice.promised,
                "did": voice.did,
                "owed": "" if voice.did else date_in_words(voice.owed_on),
            }
            for voice in shown_to_young_people()
            if voice.owed_on
        ],
    }
