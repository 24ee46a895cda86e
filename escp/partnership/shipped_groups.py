"""The groups that the framework names, as `manage.py load_groups` makes them; who sits there is added in the pages.

The framework sets no quorum. That of the executive is the three safeguarding partners, who act together by section 16E
of the Children Act 2004; that of the Practice Improvement Group is a beginning, to be agreed by the group.
"""

from typing import Any

from escp.partnership.choices import GroupKind
from escp.partnership.policies import STATUTORY

_THE_THREE = [kind.value for kind in STATUTORY]

SHIPPED_GROUPS: tuple[dict[str, Any], ...] = (
    {
        "name": "Practice Improvement Group",
        "kind": GroupKind.PIG,
        "purpose": "Has oversight of all activities, identifies the key learning, and plans for practice improvement "
        "through the action plans. Prioritises Three Themes a year, and writes the Learning from Practice Updates.",
        "terms": "Updates twice a year, in March and September. Each March the agencies share the learning and impact "
        "of their own audits. Members feed back to their agency, keep its training current, and move its actions.\n\n"
        "The quorum kept here is a figure to begin with: check with your partnership’s terms of reference.",
        "quorum_least": 5,
        "quorum_agencies": _THE_THREE,
    },
    {
        "name": "Partnership executive",
        "kind": GroupKind.EXECUTIVE,
        "purpose": "The three safeguarding partners together: the local authority, the police and the integrated care "
        "board. Signs off reviews, and hears when a duty is late.",
        "terms": "",
        "quorum_least": 3,
        "quorum_agencies": _THE_THREE,
    },
    {
        "name": "Child Death Overview Panel",
        "kind": GroupKind.CHILD_DEATH_PANEL,
        "purpose": "Reviews the death of every child, and brings what was learned to the Practice Improvement Group.",
        "terms": "The panel keeps a quorum of its own: none is kept here.",
        "quorum_least": 0,
        "quorum_agencies": [],
    },
    {
        "name": "Safeguarding Ambassadors",
        "kind": GroupKind.OTHER,
        "purpose": "Young people who say what life is like, and what should change. They have no account, and are not "
        "named here: those who support them are.",
        "terms": "Receives what is published.",
        "quorum_least": 0,
        "quorum_agencies": [],
    },
)
