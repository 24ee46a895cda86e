"""What went to the National Child Mortality Database, and what it said of its receipt.

For a death that is held in eCDOP the system sends both by itself: what is recorded here is when it did so.
"""

from django.db import models
from django.db.models import Q

from cdop.choices import NationalForm
from cdop.models.child_death import ChildDeath
from cdop.models.family import BesideDeath


class NationalSubmission(BesideDeath):
    """One sending of a form: when, by whom, under which receipt."""

    death = models.ForeignKey(ChildDeath, on_delete=models.PROTECT, related_name="national_submissions", editable=False)
    form = models.CharField("what was sent", max_length=12, choices=NationalForm)
    sent_on = models.DateField("when it was sent")
    sent_by = models.CharField("who sent it, by role and agency", max_length=160)
    receipt = models.CharField("reference of the receipt", max_length=60, blank=True)

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(form__in=NationalForm.values), name="national_submission_form_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}, {self.sent_on}"
