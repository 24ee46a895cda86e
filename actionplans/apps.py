from django.apps import AppConfig


class ActionplansConfig(AppConfig):
    """Who changes what because of what was learned, and whether it made a difference."""

    name = "actionplans"
    verbose_name = "Action plans"

    def ready(self) -> None:
        from actionplans.doing import done_about
        from actionplans.health import OF_ACTIONS
        from actionplans.models import Action
        from actionplans.policies import may_update
        from actionplans.queries import actions_for
        from actionplans.thread import CONTRIBUTION
        from escp.access.permissions import Permission
        from escp.documents.registry import DocumentsOn, register
        from escp.ui import navigation
        from learning import earlier, health, thread

        thread.register(CONTRIBUTION)
        earlier.register("actionplans", done_about)
        for kind in OF_ACTIONS:
            health.register(kind)
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
