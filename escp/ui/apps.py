from django.apps import AppConfig


class UiConfig(AppConfig):
    """The parts that pages are made of: no words of the domain live here."""

    name = "escp.ui"
