"""What agencies wrote in the returns of an audit, line by line, and what was begun from each line."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from audits.choices import AuditState, CaseStanding, from_state_on
from audits.headings import Graded
from audits.models import FromLine, MultiAgencyAudit
from audits.queries.multi_agency import audits_worked_on_by
from escp.partnership.models import Person
from escp.returns.choices import REPLIED, QuestionKind
from escp.returns.definition import Question
from escp.returns.models import Part, Return
from escp.returns.queries import merged
from escp.returns.words import in_words
from learning.models import Activity

# A line as it is kept: which return, which question.
LineKey = tuple[int, str]


@dataclass(frozen=True)
class WrittenLine:
    """One thing that an agency wrote about a case, in answer to one question under a heading."""

    asked: Return
    heading: Graded
    question: Question
    words: str

    @property
    def key(self) -> LineKey:
        return (self.asked.pk, self.question.key)


def audits_whose_lines_are_read(person: Person) -> QuerySet[MultiAgencyAudit]:
    """Return the audits in which a person may read what agencies wrote: moderated, as no second reader is blind now."""
    rows = audits_worked_on_by(person).filter(state__in=from_state_on(AuditState.MODERATED))
    return rows.select_related("terms__tool__questionnaire")


def _sent(audit: MultiAgencyAudit) -> QuerySet[Return]:
    rows = Return.objects.filter(request__audit_tool__case__audit=audit, state__in=REPLIED, is_nil=False)
    rows = rows.filter(request__audit_tool__case__standing=CaseStanding.SAMPLED)
    return rows.select_related("agency", "request__audit_tool__case")


def lines_under(audit: MultiAgencyAudit, heading: Graded) -> list[WrittenLine]:
    """Return what agencies wrote under a heading, case by case in the drawn order. Two queries."""
    parts = Prefetch("parts", queryset=Part.objects.filter(section=heading.section.key))
    rows = _sent(audit).prefetch_related(parts).order_by("request__audit_tool__case__place", "agency__name", "pk")
    return [line for asked in rows for line in _lines_of(asked, heading)]


def line_of(audit: MultiAgencyAudit, headings: list[Graded], number: int, question: str) -> WrittenLine | None:
    """Return one line by its return and its question, or None where nothing was written there."""
    asked = _sent(audit).prefetch_related("parts").filter(pk=number).first()
    lines = [line for heading in headings for line in _lines_of(asked, heading)] if asked else []
    return next((line for line in lines if line.question.key == question), None)


def _lines_of(asked: Return, heading: Graded) -> list[WrittenLine]:
    answers = merged(asked.parts.all())
    return [
        WrittenLine(asked, heading, question, words)
        for question in heading.section.questions
        if question.kind != QuestionKind.GRADE
        if (words := in_words(question, answers.get(question.key)))
    ]


def begun_from(audit: MultiAgencyAudit) -> dict[LineKey, list[FromLine]]:
    """Return what was begun from each line of an audit. One query."""
    begun: dict[LineKey, list[FromLine]] = defaultdict(list)
    for one in FromLine.objects.filter(audit=audit, asked__isnull=False).select_related("finding", "action"):
        begun[one.asked_id, one.question].append(one)
    return begun


def headings_of_findings(activity: Activity) -> dict[int, str]:
    """Return under which heading each finding of an audit was begun, by its key. One query."""
    rows = FromLine.objects.filter(finding__activity=activity)
    return dict(rows.values_list("finding", "heading"))
