"""Deadlines, calendars, reminders, deputies, groups and the rules of clocks: who may open each address."""

from tests.access.addresses import CASEWORK, GROUPS, PAGE, RULES, Row

DEADLINES = {
    # Deadlines, calendars, reminders and deputies
    "deadlines:work-out": PAGE,
    "deadlines:calendar": PAGE,
    "deadlines:feed": Row("feed", public=True),
    "deadlines:my-calendar": PAGE,
    "deadlines:my-calendar-stop": PAGE,
    "deadlines:deadline": Row("deadline", CASEWORK, hidden=True),
    "deadlines:pause": Row("deadline", "BM BO SL"),
    "deadlines:restart": Row("deadline", "BM BO SL"),
    "deadlines:correct-start": Row("deadline", "BM BO SL"),
    "deadlines:explain-lateness": Row("deadline", "BM BO SL"),
    "deadlines:deadlines": PAGE,
    "deadlines:reminders": PAGE,
    "partnership:deputies": PAGE,
    "partnership:deputy-new": PAGE,
    "partnership:deputy-for-a-colleague": Row(roles="BM BO SL"),
    "partnership:deputy-end": Row("deputy", "BM BO SL", hidden=True),
    # Groups
    "partnership:groups": PAGE,
    "partnership:group": Row("group"),
    "partnership:group-quorum": Row("group"),
    "partnership:group-history": Row("group"),
    "partnership:group-new": Row(roles=GROUPS),
    "partnership:group-change": Row("group", GROUPS),
    "partnership:seat-new": Row("group", GROUPS),
    "partnership:seat": Row("seat", GROUPS),
    "partnership:seat-end": Row("seat", GROUPS),
    # Rules of clocks
    "deadlines:clocks": PAGE,
    "deadlines:clock": Row("clock"),
    "deadlines:rule": Row("rule"),
    "deadlines:rule-new": Row("clock", RULES),
    "deadlines:rule-agree": Row("rule", RULES),
    "deadlines:rule-withdraw": Row("rule", RULES),
    "deadlines:editions": PAGE,
    "deadlines:edition": Row("edition"),
    "deadlines:edition-new": Row(roles=RULES),
    "deadlines:edition-agree": Row("edition", RULES),
    "deadlines:edition-withdraw": Row("edition", RULES),
}
