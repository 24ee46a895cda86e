"""Signs of life."""

from django.db import models


class Heartbeat(models.Model):
    """The last sign of life of a part of the service: "beat", "worker" or "sweep"."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%Y-%m-%d %H:%M}"
