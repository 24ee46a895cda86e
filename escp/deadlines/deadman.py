"""The dead-man address: called after each good sweep, so that somebody elsewhere notices when the calls stop."""

import logging

from django.conf import settings

from escp.deadlines.calling import Unanswered, call
from escp.deadlines.queries import waited_too_long

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 5
MOST_BYTES = 10_000


def call_if_good() -> bool:
    """Call the address, where one is set and no reminder has waited too long. Returns whether the call was taken.

    A call that fails is logged by its kind and never stops a sweep.
    """
    if not settings.DEADMAN_URL or waited_too_long():
        return False
    try:
        call(settings.DEADMAN_URL, seconds=PATIENCE_SECONDS, most_bytes=MOST_BYTES)
    except Unanswered as kind:
        logger.warning("The dead-man address did not take the call: %s", kind)
        return False
    return True
