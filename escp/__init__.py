"""The project and its kernel: who may, who, when, what next, and how pages look."""

from escp.celery import app as celery_app

__all__ = ("celery_app",)
