from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "escp.lifecycle"
