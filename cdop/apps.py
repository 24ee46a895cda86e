from django.apps import AppConfig


class CdopConfig(AppConfig):
    name = "cdop"
