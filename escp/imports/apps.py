from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "escp.imports"

    def ready(self) -> None:
        """Say which kept files wait here, so that nobody takes them for left over."""
        from escp.documents import queries as documents
        from escp.imports.queries import holds

        documents.register_holder(holds)
