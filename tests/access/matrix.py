"""Who may open every address, written down by hand in `addresses/`, a file a room.

An address that is not there fails the suite.
Each row: the address's name, what it is about (a key of the test's world, or nothing), and the roles it answers.
Everyone else is refused: with 404 where the address is a record's own page ("hidden"), with 403 or 404 elsewhere.
"""

from tests.access.addresses import Row
from tests.access.addresses.actions import OF_ACTIONS
from tests.access.addresses.audits import AUDITS
from tests.access.addresses.deadlines import DEADLINES
from tests.access.addresses.deaths import DEATHS_OF_CHILDREN
from tests.access.addresses.home import HOME
from tests.access.addresses.kernel import KERNEL
from tests.access.addresses.learning import OF_LEARNING
from tests.access.addresses.returns import RETURNS
from tests.access.addresses.reviews import REVIEWS
from tests.access.addresses.said_before import SAID_BEFORE
from tests.access.addresses.section_11 import SECTION_11

MATRIX: dict[str, Row] = {
    **HOME,
    **DEATHS_OF_CHILDREN,
    **OF_LEARNING,
    **SAID_BEFORE,
    **REVIEWS,
    **AUDITS,
    **SECTION_11,
    **OF_ACTIONS,
    **DEADLINES,
    **RETURNS,
    **KERNEL,
}
