"""What stands beside the text of a report, of a record that the caller may see."""

from django.db.models import QuerySet

from actionplans.models import Action
from learning.models import Activity


def actions_from(activity: Activity) -> QuerySet[Action]:
    """Return the actions that answer a learning point from a finding of an activity, the first to be due first."""
    of_findings = Action.objects.filter(links__learning_point__finding_links__finding__activity=activity)
    return of_findings.select_related("lead_agency", "owner", "measure").order_by("due_on", "reference").distinct()
