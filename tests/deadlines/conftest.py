"""The example clock is declared for one test at a time, and connected as an app's own would be."""

from collections.abc import Iterator

import pytest
from django.db.models.signals import post_delete, post_save

from escp.deadlines import receivers
from escp.deadlines.registry import CLOCKS, Clock
from escp.partnership.models import CaseAccess
from tests.deadlines.records import KEY, declare


@pytest.fixture
def connected() -> Iterator[None]:
    """Records keep their deadlines in step; a test may declare the example clock in its own way."""
    post_save.connect(receivers.record_saved, sender=CaseAccess, dispatch_uid="tests:example")
    post_delete.connect(receivers.record_deleted, sender=CaseAccess, dispatch_uid="tests:example")
    yield
    post_save.disconnect(sender=CaseAccess, dispatch_uid="tests:example")
    post_delete.disconnect(sender=CaseAccess, dispatch_uid="tests:example")
    CLOCKS.pop(KEY, None)


@pytest.fixture
def clock(connected: None) -> Clock:
    """The example clock as it stands."""
    return declare()
