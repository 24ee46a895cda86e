"""Who may open every address, written down by hand. An address that is not here fails the suite.

Each row: the address's name, what it is about (a key of the test's world, or nothing), and the roles it answers.
Everyone else is refused: with 404 where the address is a record's own page ("hidden"), with 403 or 404 elsewhere.
"""

from dataclasses import dataclass

from escp.access.roles import RoleKey

SHORT = {
    "BM": RoleKey.BUSINESS_MANAGER,
    "BO": RoleKey.BUSINESS_OFFICER,
    "SL": RoleKey.SIN_LEAD,
    "SP": RoleKey.STATUTORY_PARTNER,
    "LP": RoleKey.LEAD_PARTNER,
    "PIG": RoleKey.PIG_MEMBER,
    "AC": RoleKey.AGENCY_CONTRIBUTOR,
    "RV": RoleKey.REVIEWER,
    "CD": RoleKey.CDOP_REPRESENTATIVE,
    "IS": RoleKey.SCRUTINEER,
    "ADM": RoleKey.ADMINISTRATOR,
    "IG": RoleKey.INFORMATION_GOVERNANCE,
}
ALL = " ".join(SHORT)
CASEWORK = "BM BO SL SP LP"
LEARNING = "BM BO SL SP LP PIG RV CD IS"
RECORDS = "BM BO PIG"
ACTIONS = "BM BO SL SP LP PIG IS"
TRACKER = "BM BO SL SP LP PIG IS AC CD"
UNIT = "BM BO"
RULES = "BM ADM"
COMPLIANCE = "BM BO SL SP LP IS"


@dataclass(frozen=True)
class Row:
    """One address: what it is about, who it answers, whether it is hidden from the rest, the methods it knows."""

    about: str = ""
    roles: str = ALL
    hidden: bool = False
    public: bool = False
    answers: tuple[int, ...] = (200,)
    # One's own account: pages that know every method, change nothing by those they do not need, and limit the rate.
    account: bool = False


PAGE = Row()
MATRIX: dict[str, Row] = {
    # Home
    "home:my-week": PAGE,
    "home:reference": Row("review", CASEWORK, hidden=True, answers=(302,)),
    "home:search": PAGE,
    "home:reports": PAGE,
    "home:compliance": Row(roles=COMPLIANCE),
    "home:compliance-paper": Row(roles=COMPLIANCE, answers=(405,)),
    "home:help": PAGE,
    "home:accessibility": Row(public=True),
    "home:privacy": Row(public=True),
    "home:health": Row(public=True, answers=(200, 503)),
    "home:access-log": Row(roles="IG"),
    "home:demo-sign-in": Row("demo", public=True, answers=(302, 404, 405)),
    "home:year-plan": PAGE,
    "home:year-plan-make": Row(roles=UNIT),
    "home:year-plan-audit": Row(roles=UNIT),
    "home:fixed-point": Row("fixed_point"),
    "home:fixed-point-date": Row("fixed_point", UNIT),
    "home:fixed-point-start": Row("fixed_point", UNIT),
    "home:fixed-point-done": Row("fixed_point", UNIT),
    "home:fixed-point-leave-out": Row("fixed_point", UNIT),
    "home:fixed-point-take-up": Row("fixed_point", UNIT),
    # Learning
    "learning:activities": Row(roles=LEARNING),
    "learning:findings": Row(roles=LEARNING),
    "learning:learning-points": Row(roles=LEARNING),
    "learning:themes": Row(roles=LEARNING),
    "learning:thread": Row("review", CASEWORK, hidden=True),
    "learning:finding-new": Row("review", UNIT),
    "learning:finding": Row("finding", CASEWORK, hidden=True),
    "learning:finding-change": Row("finding", UNIT),
    "learning:finding-join": Row("finding", UNIT),
    "learning:learning-point-new": Row("finding", UNIT),
    "learning:learning-point": Row("point", LEARNING, hidden=True),
    "learning:learning-point-change": Row("point", RECORDS),
    "learning:learning-point-join": Row("point", RECORDS),
    "learning:theme": Row("theme", LEARNING, hidden=True),
    "learning:theme-new": Row(roles=RECORDS),
    "learning:theme-change": Row("theme", RECORDS),
    "learning:theme-points": Row("theme", RECORDS),
    # Incidents and reviews
    "reviews:reviews": Row(roles=LEARNING),
    "reviews:incident-new": Row(roles="BM BO SL"),
    "reviews:incident": Row("incident", CASEWORK, hidden=True),
    "reviews:incident-change": Row("incident", "BM BO SL"),
    "reviews:incident-criteria": Row("incident", "BM BO SL"),
    "reviews:incident-view": Row("incident", "BM BO SL SP"),
    "reviews:incident-partners": Row("incident", "BM BO SL"),
    "reviews:access": Row("incident", "BM"),
    "reviews:conflict": Row("incident", "BM"),
    "reviews:grant": Row("incident", "BM"),
    "reviews:restrict": Row("incident", "BM"),
    "reviews:identity": Row("child", "BM SL", answers=(200, 302)),
    "reviews:identity-change": Row("child", "BM SL", answers=(200, 302)),
    "reviews:rapid-review": Row("review", CASEWORK, hidden=True),
    "reviews:rapid-review-change": Row("review", UNIT),
    "reviews:rapid-review-signature": Row("review", "BM BO SP"),
    "reviews:local-review": Row("local_review", CASEWORK, hidden=True),
    "reviews:local-review-dates": Row("local_review", UNIT),
    "reviews:local-review-progress": Row("local_review", UNIT),
    # Actions
    "actionplans:actions": Row(roles=TRACKER),
    "actionplans:new": Row(roles=UNIT),
    "actionplans:action": Row("action", ACTIONS, hidden=True),
    "actionplans:edit": Row("action", UNIT),
    "actionplans:link": Row("action", UNIT),
    "actionplans:measure": Row("action", UNIT),
    "actionplans:progress": Row("action", UNIT),
    "actionplans:reading-new": Row("action", UNIT),
    "actionplans:reading": Row("reading", UNIT),
    "actionplans:paste": Row("action", UNIT),
    "actionplans:check": Row("action", UNIT, answers=(200, 302, 405)),
    "actionplans:evidence-new": Row("action", UNIT),
    "actionplans:evidence": Row("evidence", UNIT),
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
    # Asking agencies. What is filled in is for the agency alone: the unit reads it once it is sent.
    "returns:door": Row(roles="BM BO SL SP PIG AC CD"),
    "returns:weekly": Row(roles="SL SP PIG AC CD"),
    "returns:ask": Row(roles=UNIT),
    "returns:ask-check": Row(roles=UNIT, answers=(200, 302)),
    "returns:requests": Row(roles=UNIT),
    "returns:matrix": Row(roles=UNIT),
    "returns:request": Row("request", UNIT, hidden=True),
    "returns:answers": Row("request", UNIT, hidden=True),
    "returns:ask-also": Row("request", UNIT),
    "returns:chase": Row("request", UNIT),
    "returns:chase-check": Row("request", UNIT, answers=(200, 302)),
    "returns:recipient": Row("return", UNIT),
    "returns:another-date": Row("return", UNIT),
    "returns:end-link": Row("return", UNIT),
    "returns:unit-fields": Row("return", UNIT),
    "returns:return": Row("return", UNIT, hidden=True),
    "returns:open": Row("return", UNIT, answers=(302, 405)),
    "returns:section": Row("section", roles="", hidden=True),
    "returns:autosave": Row("section", roles="", hidden=True),
    "returns:check": Row("return", roles="", hidden=True),
    "returns:nothing": Row("return", roles="", hidden=True),
    "returns:copy": Row("return", roles="", hidden=True),
    "returns:offline": Row("return", roles="", hidden=True),
    "returns:offline-copy": Row("return", roles="", hidden=True),
    "returns:as-before": Row("return", roles="", hidden=True),
    "returns:hand-over": Row("return", roles="", hidden=True),
    "returns:take-back": Row("return", roles="", hidden=True),
    "returns:hand-section": Row("section", roles="", hidden=True),
    "returns:take-section-back": Row("section", roles="", hidden=True),
    "returns:questionnaires": Row(roles=UNIT),
    "returns:questionnaire-new": Row(roles=UNIT),
    "returns:questionnaire-import": Row(roles=UNIT),
    "returns:questionnaire": Row("questionnaire", UNIT),
    "returns:questionnaire-change": Row("questionnaire", UNIT),
    "returns:version": Row("draft", UNIT),
    "returns:preview": Row("draft", UNIT),
    "returns:version-export": Row("draft", UNIT),
    "returns:version-since": Row("draft since", UNIT),
    "returns:version-copy": Row("draft", UNIT),
    "returns:version-publish": Row("draft", UNIT),
    "returns:version-discard": Row("draft", UNIT),
    "returns:section-add": Row("draft", UNIT),
    "returns:section-change": Row("draft section", UNIT),
    "returns:question-kind": Row("draft section", UNIT),
    "returns:question-add": Row("draft kind", UNIT),
    "returns:question-change": Row("draft question", UNIT),
    "returns:question-shown": Row("draft question", UNIT),
    "returns:question-answers": Row("draft answers", UNIT),
    "returns:part-move": Row("draft question", UNIT),
    "returns:part-remove": Row("draft question", UNIT),
    "returns:link": Row("link", public=True),
    "returns:send-code": Row("link", public=True, answers=(302, 405)),
    "returns:code": Row("link", public=True),
    # Documents: whoever sees the record sees them, whoever may add to it may change them.
    "documents:new": Row("action", UNIT),
    "documents:document": Row("document", ACTIONS, hidden=True),
    "documents:version-new": Row("document", UNIT),
    "documents:use": Row("document", UNIT),
    "documents:withdraw": Row("document", UNIT),
    "documents:file": Row("document_file", ACTIONS, hidden=True),
    # Kernel. A paper is for whoever asked for it: nobody else, whatever their role.
    "reports:paper": Row("paper", roles="", hidden=True),
    "reports:paper-file": Row("paper", roles="", hidden=True),
    "lifecycle:move": Row("move", "BM BO SL"),
    "ui:gallery": PAGE,
    "account": Row(account=True),
    "account_login": Row(public=True, answers=(200, 302), account=True),
    "mfa_authenticate": Row(public=True, answers=(200, 302), account=True),
    "account_logout": Row(answers=(200, 302, 405), account=True),
    "account_set_up": Row(answers=(200, 302), account=True),
    "account_confirm": Row(answers=(200, 302), account=True),
    "account_recovery_codes": Row(answers=(200, 302), account=True),
    "account_change_authenticator": Row(answers=(200, 302), account=True),
    "account_end_other_sessions": Row(answers=(200, 302, 405), account=True),
    "account_change_password": Row(answers=(200, 302), account=True),
    "account_reset_password": Row(public=True, answers=(200, 302), account=True),
    "account_reset_password_done": Row(public=True, account=True),
    "account_reset_password_from_key": Row("reset", public=True, answers=(200, 302), account=True),
    "account_reset_password_from_key_done": Row(public=True, answers=(200, 302), account=True),
}
