from django.apps import AppConfig


class BenchConfig(AppConfig):
    """The bare pages that the service’s own are measured against."""

    name = "tests.bench"
