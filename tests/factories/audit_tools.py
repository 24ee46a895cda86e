"""Audit tools as they are issued and returned, for tests."""

from django.utils import timezone

from audits.choices import AuditState
from audits.lifecycle import MULTI_AGENCY_AUDIT
from audits.models import CaseModeration, ModeratedGrade, MultiAgencyAudit, Voice
from audits.services.audit_tools import keep_in_step, raise_flag
from audits.services.moderation import Given, moderate_case, read_case
from escp.partnership.models import Person
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services.answering import save_part
from tests.factories.audit_tool import HEADINGS
from tests.factories.audits import an_audit
from tests.factories.partnership import PersonFactory


def issued(*, frame: int = 4, size: int = 2) -> MultiAgencyAudit:
    """Return an audit whose tools are out."""
    audit = an_audit(AuditState.TOOLS_ISSUED, frame=frame, size=size)
    keep_in_step(by=PersonFactory(), audit=audit)
    return audit


def returns_of(audit: MultiAgencyAudit) -> list[Return]:
    """Return the returns of an audit in the drawn order of their cases."""
    rows = Return.objects.filter(request__audit_tool__case__audit=audit).select_related("request__asks", "person")
    return list(rows.order_by("request__audit_tool__case__place", "agency__name"))


def fill(asked: Return, grade: str = "good", *, risk: str = "no", send: bool = True) -> Return:
    """Answer a return as its auditor would, and send it."""
    by: Person = asked.person
    for section in asked.request.asks.asks.sections:
        part = asked.parts.get(section=section.key)
        answers = dict(part.answers)
        for question in section.questions:
            if question.kind == "grade":
                answers[question.key] = grade
            elif question.key == "about-risk":
                answers[question.key] = {"answer": risk, "reason": ""}
            elif question.key not in answers:
                answers[question.key] = "Seen early, and acted on."
        save_part(by=by, part=part, answers=answers)
    asked.refresh_from_db()
    return RETURN.apply("send", asked, by=by) if send else asked


def in_moderation(*, cases: int = 2, grade: str = "good", share: int = 50) -> MultiAgencyAudit:
    """Return an audit whose returns are in, each with one grade throughout."""
    audit = issued(frame=cases, size=cases)
    for asked in returns_of(audit):
        fill(asked, grade)
    return MULTI_AGENCY_AUDIT.apply("close_returns", audit, by=PersonFactory(), share=share)


def give(grade: str, because: str = "") -> dict[str, Given]:
    """Return one grade for every heading."""
    return {f"{key}-grade": Given(grade, because) for key in HEADINGS}


def moderated(*, cases: int = 1) -> MultiAgencyAudit:
    """Return an audit whose moderation is closed."""
    audit = in_moderation(cases=cases, share=100)
    reader = audit.terms.second_reader
    for row in CaseModeration.objects.filter(case__audit=audit):
        moderate_case(by=audit.terms.moderator, row=row, given=give("good"))
        read_case(by=reader, row=row, given=give("good"))
    return MULTI_AGENCY_AUDIT.apply("moderate", audit, by=PersonFactory())


def drafted(*, cases: int = 1) -> MultiAgencyAudit:
    """Return an audit whose report is a draft."""
    by, today = PersonFactory(), timezone.localdate()
    audit = MULTI_AGENCY_AUDIT.apply("hold_discussion", moderated(cases=cases), by=by, discussion_on=today)
    return MULTI_AGENCY_AUDIT.apply("draft_report", audit, by=by)


def agreed(*, cases: int = 1) -> MultiAgencyAudit:
    """Return an audit whose report was agreed."""
    facts = {"agreed_on": timezone.localdate(), "agreed_minute": "PIG, item 2"}
    return MULTI_AGENCY_AUDIT.apply("agree_report", drafted(cases=cases), by=PersonFactory(), **facts)


def a_voice(audit: MultiAgencyAudit, whose: str = "child") -> Voice:
    """Return a voice in an audit."""
    said = {"said": "They asked me what I wanted.", "gathered": "A feedback call"}
    return Voice.objects.create(audit=audit, whose=whose, **said)


def of_audit_tools() -> dict[str, list]:
    """Return the parts of the addresses of audit tools and of their moderation."""
    audit = issued(frame=2, size=1)
    asked = returns_of(audit)[0]
    flag = raise_flag(by=asked.person, asked=asked)
    begun, over, read = in_moderation(cases=1, share=0), moderated(), drafted()
    return {
        "audit lines": [read.reference],
        "audit heading": [read.reference, "recognition-grade"],
        "audit line": [read.reference, returns_of(read)[0].pk, "recognition-good"],
        "audit report": [agreed().reference],
        "audit tools": [audit.reference],
        "audit voices": [audit.reference],
        "audit voice": [audit.reference, a_voice(audit).pk],
        "audit flag": [audit.reference, flag.pk],
        "audit grades": [begun.reference],
        "audit graded case": [begun.reference, CaseModeration.objects.get(case__audit=begun).pk],
        "audit grade": [over.reference, ModeratedGrade.objects.filter(of__case__audit=over)[0].pk],
    }
