"""Who may change what was learned."""

from typing import Any

from escp.access.permissions import Permission

AGREED_ALREADY = (
    "The Practice Improvement Group has agreed this learning point. Only a member of the group may change it."
)
# Who may know with which template it is given out for editing.
KNOWS_WORD_TEMPLATE = (Permission.KEEP_WORD_TEMPLATE, Permission.PUBLISH_LEARNING)

# Who writes what is published, and who may approve it as a second person.
WORKS_ON_PUBLICATIONS = (Permission.PUBLISH_LEARNING, Permission.AGREE_LEARNING, Permission.SIGN_OFF_REVIEWS)
# The yearly report is read by those in whose name it is written, before one of them signs it.
READS_REPORTS = (*WORKS_ON_PUBLICATIONS, Permission.READ_REPORT_DRAFTS)


def works_on_publications(person: Any) -> bool:
    """Say whether a person writes what is published, or may approve it."""
    return any(person.may(one) for one in WORKS_ON_PUBLICATIONS)


def may_change_point(person: Any, point: Any) -> bool:
    """Say whether a person may change a learning point's words: those who agree learning, once it is agreed."""
    if point.is_agreed:
        return bool(person.may(Permission.AGREE_LEARNING))
    return bool(person.may(Permission.RECORD_LEARNING))
