"""Learning that is passed on: who may open each address. An agency’s own people open what it was sent besides."""

from tests.access.addresses import LEARNING, RECORDS, Row

SHARING = {
    "learning:sharing": Row(roles=LEARNING),
    "learning:sharing-reach": Row(roles=LEARNING),
    "learning:sharing-new": Row(roles=RECORDS),
    "learning:shared": Row("shared", LEARNING, hidden=True),
    "learning:shared-change": Row("shared draft", RECORDS),
    "learning:shared-correct": Row("shared", RECORDS),
    "learning:pulse": Row("pulse", public=True),
    "learning:pulse-thanks": Row("pulse", public=True),
}
