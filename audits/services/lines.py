"""Findings and actions that begin from a heading of an audit tool, or from a line that an agency wrote under it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from actionplans import services as actionplans
from actionplans.models import Action, Recommendation
from audits.headings import Graded
from audits.models import FromLine, MultiAgencyAudit
from audits.queries.lines import WrittenLine
from escp.partnership.models import Agency, Person
from learning import services as learning
from learning.models import Finding, LearningPoint

AGREED = "The report is agreed as it stands. Record this on the page of the audit."


@transaction.atomic
def begin_finding(
    *, by: Person, audit: MultiAgencyAudit, heading: Graded, line: WrittenLine | None = None, finding: Finding
) -> Finding:
    """Record a finding under a heading, from a line of a return where one is given; no more in an agreed report."""
    _must_be_open(audit)
    found = learning.record_finding(by=by, activity=audit.activity, finding=finding)
    _keep(by, audit, heading, line, finding=found)
    return found


@transaction.atomic
def begin_action(
    *,
    by: Person,
    audit: MultiAgencyAudit,
    line: WrittenLine,
    recommended: str,
    action: Action,
    learning_point: LearningPoint | None = None,
    contributing: Iterable[Agency] = (),
    why: str = "",
) -> Action:
    """Record what the audit recommends because of a line, and the action that answers it.

    By the recommendation the action stands on the golden thread of the audit. Refused once the report is agreed.
    """
    _must_be_open(audit)
    recommendation = actionplans.record_recommendation(
        by=by,
        activity=audit.activity,
        recommendation=Recommendation(words=recommended),
        agencies=[line.asked.agency],
    )
    record = actionplans.record_action(
        by=by,
        action=action,
        learning_points=[learning_point] if learning_point else [],
        recommendation=recommendation,
        contributing=contributing,
        why=why,
    )
    _keep(by, audit, line.heading, line, action=record)
    return record


def _must_be_open(audit: MultiAgencyAudit) -> None:
    if MultiAgencyAudit.objects.get(pk=audit.pk).is_finished:
        raise ValidationError(AGREED)


def _keep(by: Person, audit: MultiAgencyAudit, heading: Graded, line: WrittenLine | None, **begun: Any) -> None:
    place = {"asked": line.asked, "question": line.question.key} if line is not None else {}
    FromLine.objects.create(audit=audit, heading=heading.key, begun_by=by, **place, **begun)
