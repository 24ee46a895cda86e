"""The unit's own Word template, and every one that it had before."""

from django.db import models
from django.utils import timezone

from escp.access.models import AppendOnly
from escp.partnership.models import Person


class WordTemplate(AppendOnly):
    """From when on documents for editing are made with a template; without `content`, with the service's own again.

    None is ever changed: what was published with it is made with it in years.
    """

    file_name = models.CharField(max_length=150, blank=True)
    content = models.BinaryField(blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name or "The service’s own"

    @property
    def document(self) -> bytes:
        """The document, as the writer takes it; empty for the service's own."""
        return bytes(self.content)
