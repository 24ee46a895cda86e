"""The pages that look over everything: who may open each."""

from tests.access.addresses import CASEWORK, COMPLIANCE, PAGE, UNIT, Row

HOME = {
    "home:my-week": PAGE,
    "home:reference": Row("review", CASEWORK, hidden=True, answers=(302,)),
    "home:search": PAGE,
    "home:reports": PAGE,
    "home:cycle": Row(roles="BM BO SL SP LP PIG IS"),
    "home:compliance": Row(roles=COMPLIANCE),
    "home:compliance-paper": Row(roles=COMPLIANCE, answers=(405,)),
    "home:handover": Row(roles=UNIT),
    "home:help": PAGE,
    "home:help-task": Row("help"),
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
}
