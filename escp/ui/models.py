"""What the UI kit itself remembers: forms that have been sent, so that sending twice does nothing twice."""

from django.db import models


class SubmittedForm(models.Model):
    """One form, sent once.

    The token stands hidden in the form; a second sending finds it here and is led to where the first one led.
    """

    token = models.UUIDField(unique=True)
    person_id = models.BigIntegerField(null=True, help_text="Nobody, for a form that needs no sign-in.")
    path = models.TextField()
    location = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "sent form"

    def __str__(self) -> str:
        return f"{self.path} sent on {self.at:%d/%m/%Y}"

    def is_from(self, person_id: int | None, path: str) -> bool:
        """Return whether this was sent by the same person on the same page."""
        return (self.person_id, self.path) == (person_id, path)
