"""The fuller picture: counts for all who read intelligence; lists are brought in by the business unit, or handed in."""

from tests.access.addresses import UNIT, Row
from tests.access.addresses.intelligence import READS_INTELLIGENCE

PICTURE = {
    "intelligence:pictures": Row(roles=READS_INTELLIGENCE),
    "intelligence:picture-new": Row(roles=UNIT),
    "intelligence:picture": Row("picture", READS_INTELLIGENCE),
    "intelligence:picture-change": Row("picture", UNIT),
    "intelligence:picture-list": Row("picture", UNIT),
    # Open to the agency that was asked alone.
    "intelligence:picture-hand-in": Row("list asked for", roles="", hidden=True),
}
