from django.db.models import TextChoices


class ImportState(TextChoices):
    WAITING = "waiting", "Waiting to be checked"
    DONE = "done", "Imported"
    TAKEN_BACK = "taken_back", "Taken back"
    ABANDONED = "abandoned", "Abandoned"


class Fate(TextChoices):
    """What an import did to a record."""

    NEW = "new", "New"
    CHANGED = "changed", "Changed"
