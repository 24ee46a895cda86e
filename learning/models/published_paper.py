"""The PDF of what was published, made once: whoever may read the page may take it, without anybody being asked."""

from django.db import models
from django.utils import timezone

from escp.access.models import AppendOnly
from learning.models.publications import PublishedText


class PublishedPaper(AppendOnly):
    """The PDF of a text as it was published."""

    text = models.OneToOneField(PublishedText, on_delete=models.PROTECT, related_name="paper")
    content = models.BinaryField()
    size = models.PositiveIntegerField(help_text="In bytes.")
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.text.publication.reference}, PDF"
