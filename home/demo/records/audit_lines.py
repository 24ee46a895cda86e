"""What begins from a line that an agency wrote in an audit: a finding, and an action with what is recommended."""

from collections.abc import Callable

from actionplans.models import Action
from audits.models import MultiAgencyAudit
from audits.queries.lines import WrittenLine, lines_under
from audits.queries.moderation import headings_in
from audits.services.lines import begin_action, begin_finding
from escp.partnership.models import Person
from learning.choices import Confidence, FindingKind
from learning.models import Finding

FINDING = {
    "title": "What a child had said was told at the meeting and written down nowhere",
    "what": "In two of the cases the child’s own words reached the meeting, and the plan does not have them.",
    "why": "The form asks for views, and leaves room for one sentence.",
    "who_for": "All who write plans for children",
    "kind": FindingKind.IMPROVEMENT,
    "confidence": Confidence.MEDIUM,
}
RECOMMENDED = "Every plan for a child has the child’s own words in it, with the day on which they were said."
ACTION = {
    "title": "The plan has a place for the child’s own words",
    "desired_outcome": "Children find what they said in the plan that is made for them.",
}


def begin_from_lines(found: Callable[[Person], MultiAgencyAudit]) -> Callable[[Person], None]:
    """Return the step by which a finding and an action begin, each from what an agency wrote."""

    def step(by: Person) -> None:
        audit = found(by)
        lines = _written(audit)
        first, last = lines[0], lines[-1]
        begin_finding(by=by, audit=audit, heading=first.heading, line=first, finding=Finding(**FINDING))
        begin_action(by=by, audit=audit, line=last, recommended=RECOMMENDED, action=Action(**ACTION))

    return step


def _written(audit: MultiAgencyAudit) -> list[WrittenLine]:
    return [line for heading in headings_in(audit) for line in lines_under(audit, heading)]
