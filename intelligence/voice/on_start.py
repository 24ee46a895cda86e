"""What frontline voice adds when the service starts: its clock, its moves, documents, how its words stand."""

from actionplans import signing
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.documents.registry import DocumentsOn, register
from intelligence.models import Survey
from intelligence.voice import clocks, forms  # noqa: F401 - its clock, and its moves with what they ask
from intelligence.voice.queries import surveys_for
from learning.choices import Kind


def register_voice() -> None:
    """Make it known. What follows from a survey is the partnership’s own words: they stand from the first."""
    signing.register(signing.WordsOf(Kind.FRONTLINE_VOICE, signed_off=lambda activity: False))
    register(DocumentsOn(Survey, surveys_for, has(Permission.KEEP_INTELLIGENCE)))
