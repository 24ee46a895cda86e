"""Files that nobody came back to are removed: an extract may hold identities that nobody asked for."""

from celery import shared_task

from escp.imports import queries, services


@shared_task(ignore_result=True)
def forget() -> None:
    """Abandon what has waited too long, in the name of whoever sent it."""
    for imported in queries.forgotten().select_related("added_by"):
        services.abandon(by=imported.added_by, imported=imported)
