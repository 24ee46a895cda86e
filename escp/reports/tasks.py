"""What the worker does about papers. The queue is a hint; the database is the truth."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from escp.reports import queries, services

# A paper that the worker has not taken up within a minute is asked for again by beat.
HINT_LIVES_SECONDS = 60
MOST_AT_ONCE = 20

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True, soft_time_limit=240, time_limit=270)
def make_paper(paper_id: int) -> None:
    """Make one paper. Does nothing when it is made already or in another worker's hands."""
    services.make(paper_id)


@shared_task(ignore_result=True)
def look_after_papers() -> None:
    """Ask again for what waits to be made, and put away what is old. Asked for by beat every minute."""
    services.put_away_old()
    for paper_id in list(queries.waiting().values_list("pk", flat=True)[:MOST_AT_ONCE]):
        make_paper.apply_async((paper_id,), expires=HINT_LIVES_SECONDS)


def tell_the_worker(paper_id: int) -> None:
    """Say that a paper waits. Where the queue is away the paper is not lost: beat asks for it within a minute."""
    try:
        make_paper.apply_async((paper_id,), expires=HINT_LIVES_SECONDS, retry=False)
    except (OperationalError, OSError):
        logger.warning("The queue does not answer. Paper %s waits for beat.", paper_id)
