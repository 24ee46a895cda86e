"""What the worker does for intelligence: what is due by itself, and long files of figures. The queue is a hint."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from intelligence.indicators import long_files
from intelligence.picture.services import delete_due

# A file that no worker has taken up within a minute is asked for again by beat.
HINT_LIVES_SECONDS = 60

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def delete_lists() -> None:
    """Delete the lists of children whose day has come."""
    delete_due()


@shared_task(ignore_result=True, soft_time_limit=1500, time_limit=1600)
def read_long_file(reading_id: int) -> None:
    """Look at a long file, or bring it in. Does nothing when that is done or in another worker's hands."""
    long_files.work(reading_id)


@shared_task(ignore_result=True)
def look_after_long_files() -> None:
    """Ask again for what waits. Asked for by beat every minute."""
    for reading_id in long_files.waiting().values_list("pk", flat=True):
        read_long_file.apply_async((reading_id,), expires=HINT_LIVES_SECONDS)


def tell_the_worker(reading_id: int) -> None:
    """Say that a file waits. Where the queue is away it is not lost: beat asks for it within a minute."""
    try:
        read_long_file.apply_async((reading_id,), expires=HINT_LIVES_SECONDS, retry=False)
    except (OperationalError, OSError):
        logger.warning("The queue does not answer. Reading %s waits for beat.", reading_id)
