from django.apps import AppConfig


class FaultConfig(AppConfig):
    """Puts the example clock into real workers: its clocks.py is found as any app's is."""

    name = "tests.fault"
