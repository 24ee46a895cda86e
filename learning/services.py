"""Writes to the learning cycle other than moves. Each is one transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Person
from learning.models import Activity, Finding, FindingLink, LearningPoint


@transaction.atomic
def record_finding(*, by: Person, activity: Activity, finding: Finding) -> Finding:
    """Save a new finding of an activity."""
    finding.activity = activity
    finding.recorded_by = by
    finding.save()
    return finding


@transaction.atomic
def record_learning_point(*, by: Person, point: LearningPoint, finding: Finding | None = None, why: str = "") -> LearningPoint:
    """Save a new learning point, joined to the finding that led to it when it is given."""
    point.recorded_by = by
    point.save()
    if finding is not None:
        link_finding(by=by, finding=finding, point=point, why=why)
    return point


@transaction.atomic
def link_finding(*, by: Person, finding: Finding, point: LearningPoint, why: str = "") -> FindingLink:
    """Join a finding to a learning point. Raises ValidationError when they are joined already."""
    link, created = FindingLink.objects.get_or_create(
        finding=finding, learning_point=point, defaults={"linked_by": by, "why": why}
    )
    if not created:
        raise ValidationError({"learning_point": f"{finding.reference} already leads to {point.reference}."})
    return link
