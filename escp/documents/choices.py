"""What a scanner said of a file."""

from django.db.models import TextChoices


class ScanState(TextChoices):
    """Only a clean one is given out where a scanner is configured; where none is, the page says so."""

    CLEAN = "clean", "No virus found"
    WAITING = "waiting", "Waiting for the virus scan"
    INFECTED = "infected", "Virus found: the file was removed"
    NOT_SCANNED = "not_scanned", "Not scanned: no virus scanner is configured"
