from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class LifecycleConfig(AppConfig):
    name = "escp.lifecycle"

    def ready(self) -> None:
        # Every app's `lifecycle.py` declares its machines by being imported.
        autodiscover_modules("lifecycle")
