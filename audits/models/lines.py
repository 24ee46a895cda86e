"""What was begun from what agencies wrote in an audit: the finding or the action keeps the line that it came from."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from actionplans.models import Action
from audits.models.multi_agency import MultiAgencyAudit
from escp.access.models import AppendOnly
from escp.partnership.models import Person
from escp.returns.models import Return
from learning.models import Finding


class FromLine(AppendOnly):
    """Where in an audit a finding or an action was begun: under a heading of the tool, from a line of a return or none.

    `heading` and `question` are keys of the tool: they stay with a question from version to version. The words of the
    line stay in the return, which names the case by its pseudonym.
    """

    audit = models.ForeignKey(MultiAgencyAudit, on_delete=models.PROTECT, related_name="from_lines")
    heading = models.CharField(max_length=40)
    asked = models.ForeignKey(Return, null=True, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=40, blank=True)
    finding = models.OneToOneField(Finding, null=True, on_delete=models.PROTECT, related_name="from_line")
    action = models.OneToOneField(Action, null=True, on_delete=models.PROTECT, related_name="from_line")
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked=None, question="") | Q(asked__isnull=False) & ~Q(question=""),
                name="from_line_question_of_a_return",
            ),
            models.CheckConstraint(
                condition=Q(finding=None, action__isnull=False) | Q(finding__isnull=False, action=None),
                name="from_line_finding_or_action",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding or self.action} from {self.asked.reference if self.asked else self.audit.reference}"
