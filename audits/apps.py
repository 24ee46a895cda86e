from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "audits"

    def ready(self) -> None:
        """Say what agencies are asked in audits, and on which records documents stand."""
        from audits.asking import AUDIT_TOOL
        from audits.following import audits_that_follow
        from audits.models import MultiAgencyAudit
        from audits.on_start import register_audit_tools, register_self_assessments, register_single_agency_audits
        from audits.queries.multi_agency import audits_for
        from audits.thread import CONTRIBUTION
        from escp.access.permissions import Permission
        from escp.access.predicates import has
        from escp.documents.registry import DocumentsOn, register
        from escp.returns import kinds
        from learning import following, thread

        thread.register(CONTRIBUTION)
        following.register("audits", audits_that_follow)
        kinds.register(AUDIT_TOOL)
        register(DocumentsOn(MultiAgencyAudit, audits_for, has(Permission.RUN_AUDITS)))
        register_self_assessments()
        register_single_agency_audits()
        register_audit_tools()
