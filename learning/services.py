"""Writes to the learning cycle other than moves. Each is one transaction."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from escp.partnership.models import Person
from learning.choices import ThemeState
from learning.models import Activity, Finding, FindingLink, LearningPoint, Theme, ThemeEvidence
from learning.policies import AGREED_ALREADY, may_change_point


@transaction.atomic
def record_finding(*, by: Person, activity: Activity, finding: Finding) -> Finding:
    """Save a new finding of an activity."""
    finding.activity = activity
    finding.recorded_by = by
    finding.save()
    return finding


@transaction.atomic
def record_learning_point(
    *, by: Person, point: LearningPoint, finding: Finding | None = None, why: str = ""
) -> LearningPoint:
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


@transaction.atomic
def change_finding(*, by: Person, finding: Finding) -> Finding:
    """Save a changed finding. What it said before stays in its history, also once its activity is signed off."""
    finding.save()
    return finding


@transaction.atomic
def change_learning_point(*, by: Person, point: LearningPoint) -> LearningPoint:
    """Save a changed learning point. Raises ValidationError when it is agreed and the person may not agree."""
    if not may_change_point(by, point):
        raise ValidationError(AGREED_ALREADY)
    point.save()
    return point


@transaction.atomic
def put_under_theme(*, by: Person, theme: Theme, points: Iterable[LearningPoint]) -> Theme:
    """Put learning points that have no theme yet under one. Raises ValidationError when the theme is closed."""
    if theme.state == ThemeState.CLOSED:
        raise ValidationError("This theme is closed. Choose one that is proposed or active.")
    for point in points:
        point.theme = theme
        point.save()
    return theme


@transaction.atomic
def propose_theme(*, by: Person, theme: Theme) -> Theme:
    """Save a new theme, proposed: it takes one of the three places only by a move."""
    theme.save()
    return theme


@transaction.atomic
def change_theme(*, by: Person, theme: Theme) -> Theme:
    """Save a changed theme. Raises ValidationError when it is closed: what it said then is part of the record."""
    if theme.state == ThemeState.CLOSED:
        raise ValidationError("This theme is closed and can no longer be changed.")
    theme.save()
    return theme


@transaction.atomic
def show_through_window(*, by: Person, theme: Theme, evidence: ThemeEvidence) -> ThemeEvidence:
    """Save what one window shows of a theme. Raises ValidationError when the theme is closed."""
    if theme.state == ThemeState.CLOSED:
        raise ValidationError("This theme is closed. What it rested on is part of the record.")
    if evidence.recorded_by_id is None:
        evidence.theme, evidence.recorded_by = theme, by
    evidence.save()
    return evidence
