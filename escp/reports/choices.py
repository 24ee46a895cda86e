"""How far a paper is."""

from django.db.models import TextChoices


class PaperState(TextChoices):
    ASKED = "asked", "Waiting its turn"
    MAKING = "making", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Could not be made"
