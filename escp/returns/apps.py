from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "escp.returns"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from escp.deadlines import sending
        from escp.reports import kinds as papers
        from escp.returns import kinds, lifecycle, post, receivers, weekly  # noqa: F401
        from escp.returns.models import Letter
        from escp.returns.presenters.paper import COPY

        if kinds.GENERAL.key not in kinds.KINDS:
            kinds.register(kinds.GENERAL)
        papers.register(COPY)
        sending.also_send(post.LETTERS)
        sending.also_send(weekly.WEEKLY)
        post_save.connect(receivers.letter_written, sender=Letter, dispatch_uid="returns:letter")
