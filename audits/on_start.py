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
    """Register each once, however often the service is set up."""
    for kind in OF_KIND.values():
        if kind.key not in kinds.KINDS:
            kinds.register(kind)
    for paper in (LETTER, OVERVIEW):
        if paper.key not in papers.KINDS:
            papers.register(paper)
    register(DocumentsOn(AssessmentCycle, cycles_seen_whole_by, has(Permission.RUN_AUDITS)))
