"""What self-assessments add when the service starts: what agencies are asked, papers, where documents stand."""

from audits.models import AssessmentCycle
from audits.queries.section_11 import cycles_seen_whole_by
from audits.reports.section_11 import LETTER, OVERVIEW
from audits.self_assessing import OF_KIND
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.documents.registry import DocumentsOn, register
from escp.reports import kinds as papers
from escp.returns import kinds


def register_self_assessments() -> None:
    """Make them known."""
    for kind in OF_KIND.values():
        kinds.register(kind)
    for paper in (LETTER, OVERVIEW):
        papers.register(paper)
    register(DocumentsOn(AssessmentCycle, cycles_seen_whole_by, has(Permission.RUN_AUDITS)))
