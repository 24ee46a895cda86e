"""What audits add when the service starts: what agencies are asked, papers, where documents stand, urgent flags."""

from django.db.models.signals import post_save

from audits.flagging import section_saved
from audits.models import AssessmentCycle, SingleAgencyAudit, SingleAgencyYear
from audits.queries.section_11 import cycles_seen_whole_by
from audits.queries.single_agency import single_audits_for, years_for
from audits.readiness.reports import PACK
from audits.reports.audit_report import ONE_PAGE, REPORT
from audits.reports.march_pack import MARCH_PACK
from audits.reports.section_11 import LETTER, OVERVIEW
from audits.self_assessing import OF_KIND
from audits.single_asking import SINGLE_AGENCY, return_saved
from audits.telling import ALERTS
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.deadlines import sending
from escp.documents.registry import DocumentsOn, register
from escp.reports import kinds as papers
from escp.returns import kinds
from escp.returns.models import Part, Return


def register_self_assessments() -> None:
    """Make them known."""
    for kind in OF_KIND.values():
        kinds.register(kind)
    for paper in (LETTER, OVERVIEW):
        papers.register(paper)
    register(DocumentsOn(AssessmentCycle, cycles_seen_whole_by, has(Permission.RUN_AUDITS)))


def register_single_agency_audits() -> None:
    """Make them known. A return that is accepted joins the register at once."""
    kinds.register(SINGLE_AGENCY)
    papers.register(MARCH_PACK)
    register(DocumentsOn(SingleAgencyAudit, single_audits_for, has(Permission.RUN_AUDITS)))
    register(DocumentsOn(SingleAgencyYear, years_for, has(Permission.RUN_AUDITS)))
    post_save.connect(return_saved, sender=Return, dispatch_uid="audits:single-agency-return")


def register_audit_tools() -> None:
    """Raise urgent flags as sections are saved, and send their alerts; make reports and the pack for an inspection."""
    post_save.connect(section_saved, sender=Part, dispatch_uid="audits:urgent-flag")
    sending.also_send(ALERTS)
    for paper in (REPORT, ONE_PAGE, PACK):
        papers.register(paper)
