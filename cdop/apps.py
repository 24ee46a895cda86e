from django.apps import AppConfig


class CdopConfig(AppConfig):
    name = "cdop"

    def ready(self) -> None:
        """Say on which records documents stand, which incidents came from a death, and what agencies are asked."""
        from cdop.asking import REPORTING_FORM
        from cdop.models import ChildDeath
        from cdop.queries import deaths_for, origin_of
        from cdop.reports.pack import PACK
        from escp.access.permissions import Permission
        from escp.access.predicates import has
        from escp.documents.registry import DocumentsOn, register
        from escp.reports import kinds as papers
        from escp.returns import kinds
        from reviews import origins

        if REPORTING_FORM.key not in kinds.KINDS:
            kinds.register(REPORTING_FORM)

        origins.register(origin_of)
        papers.register(PACK)
        register(DocumentsOn(ChildDeath, deaths_for, has(Permission.REVIEW_CHILD_DEATHS), case="case"))
