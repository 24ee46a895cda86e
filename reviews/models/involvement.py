"""How practitioners, the child and the family take part in a local review: invited, answered, heard."""

from django.db import models
from django.db.models import F, Q

from reviews.choices import InvitationAnswer, Involved
from reviews.models.beside import BesideReview
from reviews.models.local_review import LocalReview


class Involvement(BesideReview):
    """One invitation and what came of it: who invited and how, the answer, what was said, what may be expected.

    Working Together: practitioners take part fully and without fear of blame; families and children are invited, and
    what they expect is managed.
    """

    review = models.ForeignKey(LocalReview, on_delete=models.PROTECT, related_name="involvements")
    who = models.CharField("who was invited", max_length=15, choices=Involved)
    whom = models.CharField("more exactly, without names", max_length=200, blank=True)
    invited_by = models.CharField("who invited", max_length=120)
    invited_on = models.DateField("when they were invited")
    how = models.CharField("how they were invited", max_length=200)
    answer = models.CharField("what they answered", max_length=10, choices=InvitationAnswer, blank=True)
    answered_on = models.DateField("when they answered", null=True, blank=True)
    met_on = models.DateField("when they were met", null=True, blank=True)
    said = models.TextField("what they said", max_length=4000, blank=True)
    expectations = models.TextField("what they expect, and what was promised", max_length=2000, blank=True)

    class Meta:
        ordering = ["-invited_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(who__in=Involved.values), name="involvement_who_known"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | Q(answer__in=InvitationAnswer.values),
                name="involvement_answered_with_an_answer",
            ),
            models.CheckConstraint(
                condition=(Q(met_on=None) | Q(met_on__gte=F("invited_on")))
                & (Q(answered_on=None) | Q(answered_on__gte=F("invited_on"))),
                name="involvement_after_the_invitation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_who_display()}, invited {self.invited_on}"
