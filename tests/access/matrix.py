"""Who may open every address, written down by hand in `addresses/`, a file a room.

An address that is not there fails the suite.
Each row: the address's name, what it is about (a key of the test's world, or nothing), and the roles it answers.
Everyone else is refused: with 404 where the address is a record's own page ("hidden"), with 403 or 404 elsewhere.
"""

from tests.access.addresses import Row
from tests.access.addresses.actions import OF_ACTIONS, OF_THE_TRACKER
from tests.access.addresses.asked import ASKED
from tests.access.addresses.audit_tools import AUDIT_TOOLS
from tests.access.addresses.audits import AUDITS
from tests.access.addresses.census import CENSUS
from tests.access.addresses.conversations import CONVERSATIONS
from tests.access.addresses.deadlines import DEADLINES
from tests.access.addresses.deaths import DEATHS_OF_CHILDREN
from tests.access.addresses.embedding import EMBEDDING
from tests.access.addresses.external import EXTERNAL
from tests.access.addresses.home import HOME
from tests.access.addresses.horizon import HORIZON
from tests.access.addresses.intelligence import INTELLIGENCE
from tests.access.addresses.kernel import KERNEL
from tests.access.addresses.learning import OF_LEARNING
from tests.access.addresses.meetings import MEETINGS
from tests.access.addresses.own import OWN
from tests.access.addresses.picture import PICTURE
from tests.access.addresses.publications import PUBLICATIONS
from tests.access.addresses.readiness import READINESS
from tests.access.addresses.returns import RETURNS
from tests.access.addresses.reviews import REVIEWS
from tests.access.addresses.said_before import SAID_BEFORE
from tests.access.addresses.scrutiny import SCRUTINY
from tests.access.addresses.section_11 import SECTION_11
from tests.access.addresses.sharing import SHARING
from tests.access.addresses.single_agency import SINGLE_AGENCY
from tests.access.addresses.voice import VOICE

MATRIX: dict[str, Row] = {
    **HOME,
    **MEETINGS,
    **DEATHS_OF_CHILDREN,
    **OF_LEARNING,
    **SAID_BEFORE,
    **SHARING,
    **EMBEDDING,
    **PUBLICATIONS,
    **REVIEWS,
    **AUDITS,
    **AUDIT_TOOLS,
    **SECTION_11,
    **SINGLE_AGENCY,
    **READINESS,
    **OF_ACTIONS,
    **OF_THE_TRACKER,
    **CONVERSATIONS,
    **INTELLIGENCE,
    **EXTERNAL,
    **OWN,
    **ASKED,
    **VOICE,
    **SCRUTINY,
    **CENSUS,
    **PICTURE,
    **HORIZON,
    **DEADLINES,
    **RETURNS,
    **KERNEL,
}
