"""A place in a text that may stay though the check for identities found it, and why."""

from django.db import models

from escp.access.models import AppendOnly


class KeptPlace(AppendOnly):
    """One place. `key` names it in its line: in another line, or once the line is changed, it is asked again."""

    key = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    text = models.TextField()
    reason = models.CharField("why it may stay", max_length=300)

    class Meta:
        abstract = True
