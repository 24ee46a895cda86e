"""What the worker does about letters that somebody waits for. The queue is a hint; the database is the truth."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from escp.deadlines.sending import send_due
from escp.returns.post import LETTERS

# The sweep of the next minute sends whatever this did not.
HINT_LIVES_SECONDS = 60

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def post_letters() -> None:
    """Send the letters that wait."""
    send_due([LETTERS])


def tell_the_worker(letter_id: int) -> None:
    """Say that a letter waits. Where the queue is away it is not lost: the sweep sends it within a minute."""
    try:
        post_letters.apply_async(expires=HINT_LIVES_SECONDS, retry=False)
    except (OperationalError, OSError):
        logger.warning("The queue does not answer. Letter %s waits for the sweep.", letter_id)
