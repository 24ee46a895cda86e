"""What agencies returned of each case of the demo’s audits: invented, graded from case to case a little differently."""

from collections.abc import Callable
from typing import Any

from audits.models import MultiAgencyAudit, UrgentFlag
from audits.queries.audit_tools import RISK, tools_of
from audits.queries.moderation import headings_in, moderations_of, read_draw_of
from audits.services.audit_tools import acknowledge, resolve
from audits.services.moderation import Given, moderate_case, read_case
from escp.partnership.models import Person
from escp.returns.choices import QuestionKind
from escp.returns.definition import Question
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services.answering import save_part

GRADES = ("good", "requires_improvement", "good", "outstanding", "requires_improvement")
WORDS = {
    "good": "The worker noticed how the morning began, and said so to the others.",
    "develop": "The history was read late; an earlier contact would have told more.",
    "recommend": "Read the chronology before the first visit.",
}
AT_RISK = {
    RISK: {"answer": "yes", "reason": "Nobody has seen the youngest child for three weeks."},
    "about-risk-told": "The safeguarding lead, by telephone, within the hour.",
}
WHAT_WAS_DONE = "The team saw the child the same afternoon, and a strategy discussion was held the next morning."
MODERATED = "All agencies’ records were read side by side."
PERIOD, AUDITOR = "The last year; judged on the last six months.", "Named lead of the agency"


def fill_returns(
    found: Callable[[Person], MultiAgencyAudit], settles: Person | None = None
) -> Callable[[Person], None]:
    """Return the step by which every auditor of an audit sends what they were asked for.

    The first of them raises an urgent flag where somebody is named who settles it.
    """

    def step(by: Person) -> None:
        number = 0
        for tool in tools_of(found(by)):
            for asked in tool.request.returns.all():
                _fill(asked, number, settles if number == 0 else None)
                number += 1

    return step


def _fill(asked: Return, number: int, settles: Person | None = None) -> None:
    auditor = asked.person
    if auditor is None:
        return
    parts = {part.section: part for part in asked.parts.all()}
    for place, section in enumerate(asked.request.asks.asks.for_agency().sections):
        part = parts[section.key]
        answers = {one.key: said for one in section.questions if (said := _answer(one, number + place))}
        if settles is not None and RISK in answers:
            answers |= AT_RISK
        save_part(by=auditor, part=part, answers=answers | part.answers)
        if settles is not None and RISK in answers:
            flag = acknowledge(by=settles, flag=UrgentFlag.objects.get(of=asked), done=WHAT_WAS_DONE)
            resolve(by=settles, flag=flag, resolution="The child lives with an aunt, and the plan was changed.")
    RETURN.apply("send", Return.objects.get(pk=asked.pk), by=auditor)


def _answer(question: Question, number: int) -> Any:
    if question.key == RISK:
        return {"answer": "no", "reason": ""}
    if question.kind == QuestionKind.GRADE:
        return GRADES[number % len(GRADES)]
    if question.key == "about-period":
        return PERIOD
    if question.key == "about-auditor":
        return AUDITOR
    return WORDS.get(question.key.rsplit("-", 1)[-1], "")


def moderate_cases(found: Callable[[Person], MultiAgencyAudit]) -> Callable[[Person], None]:
    """Return the step by which the moderator moderates every case of an audit."""

    def step(by: Person) -> None:
        audit = found(by)
        headings = headings_in(audit)
        for number, row in enumerate(moderations_of(audit)):
            given = {
                one.key: Given(GRADES[(number + place) % len(GRADES)], MODERATED) for place, one in enumerate(headings)
            }
            moderate_case(by=by, row=row, given=given)

    return step


def read_cases(found: Callable[[Person], MultiAgencyAudit]) -> Callable[[Person], None]:
    """Return the step by which the second reader reads the cases that were drawn."""

    def step(by: Person) -> None:
        audit = found(by)
        headings, draw = headings_in(audit), read_draw_of(audit)
        for row in moderations_of(audit):
            if draw is not None and row.case.pseudonym in draw.order:
                given = {one.key: Given(GRADES[place % 2]) for place, one in enumerate(headings)}
                read_case(by=by, row=row, given=given)

    return step
