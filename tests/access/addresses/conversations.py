"""Challenge and support, and what difference closed actions made: who may open each address."""

from tests.access.addresses import ACTIONS, TRACKER, UNIT, Row

CONVERSATIONS = {
    "actionplans:difference": Row(roles=TRACKER),
    "actionplans:conversations": Row(roles=TRACKER),
    "actionplans:conversations-update": Row(roles=TRACKER),
    "actionplans:conversations-open": Row(roles=UNIT),
    "actionplans:conversation": Row("conversation", ACTIONS, hidden=True),
    "actionplans:conversation-dates": Row("conversation", UNIT),
    "actionplans:conversation-words": Row("conversation held", UNIT),
    # Nobody of the agency is among the roles that are tried.
    "actionplans:conversation-line": Row("conversation line", UNIT),
    "actionplans:conversation-bring-in": Row("conversation", UNIT, answers=(302, 405)),
}
