"""What publications add when the service starts: the sections that are learning’s own, the paper, the thread, moves."""

from escp.reports import kinds
from learning import gathering, hanging
from learning.publications import (
    forms,  # noqa: F401 - what the moves ask
)
from learning.publications.drafting import OF_LEARNING
from learning.publications.reports import PUBLICATION_PAPER
from learning.publications.thread import PUBLICATIONS


def register_publications() -> None:
    """Make it known."""
    for gatherer in OF_LEARNING:
        gathering.register(gatherer)
    kinds.register(PUBLICATION_PAPER)
    hanging.register(PUBLICATIONS)
