"""Scanning what waits. The queue is a hint; what waits stands in the database and is asked for each minute."""

import logging

from celery import shared_task
from django.conf import settings
from kombu.exceptions import OperationalError

from escp.documents import queries, services
from escp.documents.clamd import Unavailable

MOST_AT_ONCE = 20
# A scanner that is away costs its patience each time: two failures end the round.
MOST_FAILURES = 2
HINT_LIVES_SECONDS = 60

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True, soft_time_limit=240, time_limit=270)
def scan_waiting() -> None:
    """Scan what waits, where a scanner is configured. What it cannot judge goes on waiting."""
    if not settings.CLAMD_ADDRESS:
        return
    failures = 0
    for version in queries.to_scan().select_related("document")[:MOST_AT_ONCE]:
        try:
            services.scan(version)
        except Unavailable as problem:
            failures += 1
            logger.warning("%s waits for the scan: %s", version.document.reference, problem)
            if failures >= MOST_FAILURES:
                return


def tell_the_worker() -> None:
    """Say that a file waits. Where the queue is away nothing is lost: beat asks within a minute."""
    try:
        scan_waiting.apply_async(expires=HINT_LIVES_SECONDS, retry=False)
    except (OperationalError, OSError):
        logger.warning("The queue does not answer. A file waits for beat.")
