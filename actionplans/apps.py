from django.apps import AppConfig


class ActionplansConfig(AppConfig):
    """Who changes what because of what was learned, and whether it made a difference."""

    name = "actionplans"
    verbose_name = "Action plans"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from actionplans import receivers, sources, sources_known
        from actionplans.conversations import forms  # noqa: F401 - what the moves of a conversation ask
        from actionplans.doing import done_about
        from actionplans.gathering import OF_ACTIONS as GATHERED
        from actionplans.health import OF_ACTIONS
        from actionplans.models import Action, Reading
        from actionplans.policies import may_update
        from actionplans.post import ACTION_LETTERS
        from actionplans.queries import actions_for
        from actionplans.thread import CONTRIBUTION
        from escp.access.permissions import Permission
        from escp.deadlines import sending
        from escp.documents.registry import DocumentsOn, register
        from escp.ui import navigation
        from learning import earlier, gathering, health, thread

        post_save.connect(receivers.action_saved, sender=Action, dispatch_uid="actionplans:action")
        post_save.connect(receivers.reading_saved, sender=Reading, dispatch_uid="actionplans:reading")
        sending.also_send(ACTION_LETTERS)
        thread.register(CONTRIBUTION)
        sources.register(sources.Source("audit", "Audits", sources_known.audits, sources_known.audit))
        sources.register(sources.Source("survey", "Surveys", sources_known.surveys, sources_known.survey))
        earlier.register("actionplans", done_about)
        for kind in OF_ACTIONS:
            health.register(kind)
        for section in GATHERED:
            gathering.register(section)
        register(DocumentsOn(Action, actions_for, may_update))
        navigation.register(
            navigation.NavigationEntry(
                "actions",
                "Actions and impact",
                "actionplans:actions",
                order=40,
                permissions=frozenset({Permission.SEE_ALL_ACTIONS, Permission.SEE_OWN_AGENCY_ACTIONS}),
            )
        )
