from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "learning"

    def ready(self) -> None:
        """Say where learning is found."""
        from escp.access.permissions import Permission
        from escp.ui.navigation import NavigationEntry, register
        from learning import (
            health,
            theme_moves,  # noqa: F401 - what the moves of a theme ask
        )
        from learning.embedding.on_start import register_embedding
        from learning.publications.on_start import register_publications
        from learning.sharing.on_start import register_sharing
        from learning.yearly_report.on_start import register_yearly_report

        for kind in health.OF_LEARNING:
            health.register(kind)
        register_sharing()
        register_embedding()
        register_publications()
        register_yearly_report()

        cases = {
            Permission.SEE_CASES_IN_PROGRESS,
            Permission.SEE_GRANTED_CASES,
            Permission.SEE_FINISHED_REVIEWS,
        }
        register(
            NavigationEntry(
                "activities",
                "Activities",
                "learning:activities",
                order=20,
                permissions=frozenset({Permission.SEE_LEARNING, *cases}),
                prefixes=("/reviews/", "/child-deaths/", "/audits/"),
            )
        )
        register(
            NavigationEntry(
                "findings",
                "Findings and themes",
                "learning:findings",
                order=30,
                permissions=frozenset({Permission.SEE_LEARNING}),
                prefixes=(
                    "/learning-points/",
                    "/themes/",
                    "/thread-health/",
                    "/sharing/",
                    "/publications/",
                    "/yearly-reports/",
                ),
            )
        )
