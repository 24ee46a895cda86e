"""What follows when a letter is written."""

from functools import partial
from typing import Any

from django.db import transaction

from escp.returns import tasks
from escp.returns.models import Letter
from escp.returns.post import AT_ONCE


def letter_written(sender: type, instance: Letter, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """Tell the worker of a letter that somebody waits for, once it is really written."""
    if created and not raw and instance.kind in AT_ONCE:
        transaction.on_commit(partial(tasks.tell_the_worker, instance.pk))
