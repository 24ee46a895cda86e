from django.apps import AppConfig


class CdopConfig(AppConfig):
    name = "cdop"

    def ready(self) -> None:
        """Say on which records documents stand, which incidents came from a death, what agencies are asked.

        And that the panel wrote what a death recommends: it is taken up once it has, word for word.
        """
        from actionplans import signing
        from cdop.asking import REPORTING_FORM
        from cdop.models import ChildDeath
        from cdop.queries import deaths_for, origin_of
        from cdop.reports.pack import PACK
        from escp.access.permissions import Permission
        from escp.access.predicates import has
        from escp.documents.registry import DocumentsOn, register
        from escp.reports import kinds as papers
        from escp.returns import kinds
        from learning.choices import Kind
        from reviews import origins

        kinds.register(REPORTING_FORM)
        origins.register(origin_of)
        papers.register(PACK)
        signing.register(signing.WordsOf(Kind.CHILD_DEATH, signed_off=lambda activity: True, brought_in=True))
        register(DocumentsOn(ChildDeath, deaths_for, has(Permission.REVIEW_CHILD_DEATHS), case="case"))
