"""What the worker does for intelligence by itself."""

from celery import shared_task

from intelligence.picture.services import delete_due


@shared_task(ignore_result=True)
def delete_lists() -> None:
    """Delete the lists of children whose day has come."""
    delete_due()
