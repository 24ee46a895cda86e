from datetime import time

from django.apps import AppConfig


class FaultConfig(AppConfig):
    """Puts the example clock into real workers: its clocks.py is found as any app's is. Digests go at any hour."""

    name = "tests.fault"

    def ready(self) -> None:
        from escp.deadlines import digests

        digests.DIGEST_TIME, digests.EVENING = time.min, time.max
