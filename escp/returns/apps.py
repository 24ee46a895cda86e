from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "escp.returns"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from escp.deadlines import sending
        from escp.documents.registry import DocumentsOn, register
        from escp.reports import kinds as papers
        from escp.returns import kinds, lifecycle, post, receivers, weekly  # noqa: F401
        from escp.returns.models import Letter, Return
        from escp.returns.policies import adds_files, may_tend_files
        from escp.returns.presenters.paper import COPY, COPY_BY_LINK
        from escp.returns.queries import returns_read_by

        kinds.register(kinds.GENERAL)
        papers.register(COPY)
        papers.register(COPY_BY_LINK)
        register(DocumentsOn(Return, returns_read_by, adds_files, case="request.case", may_tend=may_tend_files))
        sending.also_send(post.LETTERS)
        sending.also_send(weekly.WEEKLY)
        post_save.connect(receivers.letter_written, sender=Letter, dispatch_uid="returns:letter")
