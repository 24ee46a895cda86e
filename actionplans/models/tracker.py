"""What belongs to working on many actions at once: letters to owners, and the views of the list that a person keeps."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from actionplans.models.action import Action
from escp.deadlines.models import Mail
from escp.partnership.models import Person

LONGEST_QUERY = 1000


class ActionLetter(Mail):
    """One message of the business unit to one owner about some of their actions, as it was written."""

    actions = models.ManyToManyField(Action, related_name="letters")
    subject = models.CharField(max_length=200)
    text = models.TextField(max_length=8000)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta(Mail.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.subject}, to {self.person}"


class SavedView(models.Model):
    """A name for how somebody wants to see the list of actions. It is theirs alone."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="action_views")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=LONGEST_QUERY, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "saved view"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="action_view_named_once",
                violation_error_message="You have a view of this name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('actionplans:actions')}?{self.query}"
