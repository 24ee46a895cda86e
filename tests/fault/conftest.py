from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deadlines.conftest import clock, connected
from tests.fault.harness import Stage

__all__ = ["clock", "connected"]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A mail sink that answers, and room for processes that will be ended whatever happens."""
    stage = Stage(tmp_path)
    try:
        stage.start_sink()
        yield stage
    finally:
        stage.stop()
        print(stage.logs())  # noqa: T201 read when the test fails
