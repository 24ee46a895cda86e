from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    name = "escp.returns"

    def ready(self) -> None:
        from escp.returns import kinds, lifecycle  # noqa: F401

        if kinds.GENERAL.key not in kinds.KINDS:
            kinds.register(kinds.GENERAL)
