"""Asking each agency for its audit tool of each case, and the urgent flags that stop a case."""

from functools import partial
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audits.asking import AUDIT_TOOL
from audits.choices import AuditState
from audits.models import AuditCase, AuditedAgency, CaseTool, FlagAlert, MultiAgencyAudit, UrgentFlag
from audits.queries.audit_tools import CASE, every_tool_of, people_to_alert, tool_behind
from audits.queries.multi_agency import agencies_in, sample_of, terms_of
from audits.shares import auditor_of
from audits.telling import tell_the_worker
from escp.deadlines.mailing import message_id
from escp.partnership.models import Person
from escp.returns.choices import WITH_THE_AGENCY, ReturnState
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return, Version
from escp.returns.services.asking import Asked, ask, ask_also, name_recipient

LETTER = """\
The sample of the multi-agency audit {reference} is drawn, and the case in this return is one of it. The pseudonym \
stands in the first section: your agency knows which child it is.

Please audit the case from your own agency’s records, under the six headings. Write no names of children, families or \
staff.

If a child is at risk now, telephone the safeguarding lead first, then say so in the first section. What is saved is \
not sent: press “Send” at the end."""
EXCLUDED = "The case was excluded from the sample."


@transaction.atomic
def keep_in_step(*, by: Person, audit: MultiAgencyAudit) -> None:
    """Bring what agencies are asked into step with the sample and with who audits what. Twice changes nothing.

    A case that came in is asked about, one that was excluded no longer; whoever audits it now is written to. Raises
    ValidationError where nobody may audit a case for an agency.
    """
    tools, sample, agencies = every_tool_of(audit), sample_of(audit), agencies_in(audit)
    for case in sample:
        whom = [Asked(one.agency, _auditor(case, one)) for one in agencies]
        if case.pk in tools:
            _ask_again(by, tools[case.pk], whom)
        else:
            _issue(by, audit, case, whom)
    kept = {case.pk for case in sample}
    for case_id, tool in tools.items():
        if case_id not in kept:
            _stop(by, tool)


@transaction.atomic
def keep_in_step_if_issued(*, by: Person, audit: MultiAgencyAudit) -> None:
    """Do so while tools are out; before and after, nothing is asked."""
    if audit.state == AuditState.TOOLS_ISSUED and terms_of(audit).tool_id is not None:
        keep_in_step(by=by, audit=MultiAgencyAudit.objects.get(pk=audit.pk))


def _auditor(case: AuditCase, one: AuditedAgency) -> Person:
    person = auditor_of(case, one)
    if person is None:
        raise ValidationError(f"Nobody may audit {case} for {one.agency}: name an auditor, or who stands in.")
    return person


def _issue(by: Person, audit: MultiAgencyAudit, case: AuditCase, whom: list[Asked]) -> None:
    due_on = audit.tools_due_on or timezone.localdate()
    request = ask(
        by=by,
        kind=AUDIT_TOOL,
        # Tools are issued only where the terms of reference name one: the lifecycle asks for it.
        version=cast(Version, terms_of(audit).tool),
        title=f"Audit tool {audit.reference}, case {case.place}",
        message=LETTER.format(reference=audit.reference),
        due_on=max(due_on, timezone.localdate()),
        whom=whom,
        about=audit,
        given={CASE: case.pseudonym},
    )
    CaseTool.objects.create(case=case, request=request)


def _ask_again(by: Person, tool: CaseTool, whom: list[Asked]) -> None:
    asked = {one.agency_id: one for one in tool.request.returns.select_related("agency", "request")}
    for one in whom:
        known = asked.get(one.agency.pk)
        if known is None:
            ask_also(by=by, request=tool.request, whom=one)
        elif known.is_open and one.person is not None and known.person_id != one.person.pk:
            _name(by, known, one.person)


def _name(by: Person, asked: Return, person: Person) -> None:
    try:
        name_recipient(by=by, asked=asked, person=person)
    except ValidationError as refusal:
        # The page that led here asks for no recipient: it says why without naming a field.
        raise ValidationError(refusal.messages) from None


def _stop(by: Person, tool: CaseTool) -> None:
    for asked in tool.request.returns.filter(state__in=[*WITH_THE_AGENCY, ReturnState.SENT]):
        RETURN.apply("waive", asked, by=by, note=EXCLUDED)


@transaction.atomic
def raise_flag(*, by: Person, asked: Return) -> UrgentFlag | None:
    """Raise the urgent flag of a return, once, and alert whom it is told to. None where no tool stands behind it."""
    tool = tool_behind(asked)
    if tool is None:
        return None
    flag, is_new = UrgentFlag.objects.get_or_create(of=asked, defaults={"tool": tool, "raised_by": by})
    if is_new:
        _alert(flag)
    return flag


def _alert(flag: UrgentFlag) -> None:
    now = timezone.now()
    for person in people_to_alert(flag):
        FlagAlert.objects.create(
            flag=flag,
            person=person,
            message_id=message_id(flag.pk, person.pk, kind="urgent-flag"),
            created_at=now,
            try_at=now,
        )
    transaction.on_commit(partial(tell_the_worker, flag.pk))


@transaction.atomic
def acknowledge(*, by: Person, flag: UrgentFlag, done: str) -> UrgentFlag:
    """Record what was done about an urgent flag: its case goes on. Raises ValidationError a second time."""
    current = UrgentFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if not current.is_open:
        raise ValidationError("Somebody has acknowledged it already.")
    if not done.strip():
        raise ValidationError({"done": "Say what was done"})
    flag.done, flag.acknowledged_at, flag.acknowledged_by = done.strip(), timezone.now(), by
    flag.save()
    return flag


@transaction.atomic
def resolve(*, by: Person, flag: UrgentFlag, resolution: str) -> UrgentFlag:
    """Record how an urgent flag was resolved. Raises ValidationError before it is acknowledged, and a second time."""
    current = UrgentFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    if current.is_open:
        raise ValidationError("Acknowledge it first: the case has to go on.")
    if current.resolved_at is not None:
        raise ValidationError("Somebody has resolved it already.")
    if not resolution.strip():
        raise ValidationError({"resolution": "Say how it was resolved"})
    flag.resolution, flag.resolved_at, flag.resolved_by = resolution.strip(), timezone.now(), by
    flag.save()
    return flag
