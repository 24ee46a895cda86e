"""The voices in an audit as a page: children, families and practitioners, each with how they were gathered."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.choices import VOICES_OPEN, Whose
from audits.models import MultiAgencyAudit, Voice
from audits.presenters.multi_agency import viewer_of
from escp.partnership.models import Person
from escp.ui.parts import Row


@dataclass(frozen=True)
class Said:
    """One voice as rows, and where it is changed."""

    rows: list[Row]
    url: str
    number: int


@dataclass(frozen=True)
class Group:
    """The voices of children, of families or of practitioners."""

    title: str
    voices: list[Said]


def voices_page(audit: MultiAgencyAudit, person: Person) -> dict[str, Any]:
    """Return the context of the page of voices."""
    changes = viewer_of(person).runs and audit.state in VOICES_OPEN
    rows = list(audit.voices.all())
    return {
        "marking": True,
        "audit": audit,
        "title": "Voices",
        "caption": f"{audit.reference} {audit.title}",
        "add_url": reverse("audits:voice-new", args=[audit.reference]) if changes else "",
        "groups": [_group(audit, whose, rows, changes) for whose in Whose],
    }


def _group(audit: MultiAgencyAudit, whose: Whose, rows: list[Voice], changes: bool) -> Group:
    of_them = [one for one in rows if one.whose == whose]
    return Group(whose.label, [_said(audit, one, number, changes) for number, one in enumerate(of_them, start=1)])


def _said(audit: MultiAgencyAudit, voice: Voice, number: int, changes: bool) -> Said:
    rows = [
        Row("What they said", voice.said),
        Row("How it was gathered", voice.gathered),
        Row("How they were thanked", voice.thanked or "Not yet"),
    ]
    return Said(rows, reverse("audits:voice", args=[audit.reference, voice.pk]) if changes else "", number)
