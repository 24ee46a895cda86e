"""The page of a multi-agency audit: why it is held, how far each of its parts is, and whose turn it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from audits.choices import AuditState, Whose
from audits.lifecycle import MULTI_AGENCY_AUDIT
from audits.lifecycle.multi_agency_needs import (
    FEWEST_AGENCIES,
    looks_at_cases,
    missing_from_terms,
)
from audits.models import MultiAgencyAudit
from audits.queries.audit_tools import open_flags_of, still_out
from audits.queries.moderation import moderations_begun
from audits.queries.multi_agency import agencies_in, frame_of, sample_of, terms_of, works_on
from audits.queries.programme import origin_for
from audits.terms_text import approval_that_counts
from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.partnership.models.plan import year_name
from escp.ui.parts import Row, Task
from escp.ui.words import date_in_words
from learning.queries import findings_of
from learning.records import part, record_page

State = AuditState
COLOURS = {
    State.IDEA: "grey",
    State.PROGRAMME: "yellow",
    State.TERMS_DRAFTED: "yellow",
    State.TERMS_APPROVED: "yellow",
    State.SAMPLE_DRAWN: "blue",
    State.TOOLS_ISSUED: "blue",
    State.RETURNS_IN: "blue",
    State.MODERATED: "blue",
    State.DISCUSSION_HELD: "blue",
    State.REPORT_DRAFTED: "blue",
    State.AGREED: "teal",
    State.PUBLISHED: "green",
}
TURNS = {
    State.IDEA: "Waiting for the business unit to say where it fits in the programme.",
    State.PROGRAMME: "Waiting for the business unit to start the terms of reference.",
    State.TERMS_DRAFTED: "Waiting for the terms of reference, and for the PIG to approve them.",
    State.TERMS_APPROVED: "Waiting for the business unit to draw the sample.",
    State.SAMPLE_DRAWN: "Waiting for the business unit to issue the audit tools.",
    State.TOOLS_ISSUED: "Waiting for the agencies’ returns.",
    State.RETURNS_IN: "Waiting for the moderator and the second reader.",
    State.MODERATED: "Waiting for the audit discussion.",
    State.DISCUSSION_HELD: "Waiting for the report.",
    State.REPORT_DRAFTED: "Waiting for the PIG to agree the report.",
    State.AGREED: "Waiting for the learning to be published.",
}


@dataclass(frozen=True)
class Viewer:
    """What a person may do on an audit: open its inside, run it, agree what the PIG decided."""

    person: Person
    works: bool
    runs: bool
    agrees: bool


def viewer_of(person: Person) -> Viewer:
    """Return what a person may do on audits."""
    return Viewer(person, works_on(person), person.may(Permission.RUN_AUDITS), person.may(Permission.AGREE_AUDITS))


def audit_page(audit: MultiAgencyAudit, person: Person) -> dict[str, Any]:
    """Return the context of an audit’s page."""
    viewer = viewer_of(person)
    page = record_page(audit, MULTI_AGENCY_AUDIT, person, audit.title, "Multi-agency audit", COLOURS)
    return page | {
        "audit": audit,
        "turn": TURNS.get(State(audit.state), ""),
        "facts": _facts(audit, viewer),
        "tasks": tasks(audit, viewer),
        "findings": list(findings_of(audit.activity)),
        "new_finding_url": (
            reverse("learning:finding-new", args=[audit.reference]) if person.may(Permission.RECORD_LEARNING) else ""
        ),
    }


def _facts(audit: MultiAgencyAudit, viewer: Viewer) -> list[Row]:
    changes = viewer.runs and audit.state != State.CANCELLED
    change = reverse("audits:audit-change", args=[audit.reference]) if changes else ""
    rows = [
        Row("Why now", audit.why_now, change and f"{change}#id_why_now"),
        Row("Prompted by", audit.get_prompted_by_display(), change and f"{change}#id_prompted_by"),
        *_origin(audit, viewer.person),
        Row("Priorities", "\n".join(map(str, audit.priorities.all())) or "None", change and f"{change}#id_priorities"),
        Row("Lead agency", audit.lead, change and f"{change}#id_lead"),
        Row("Lead", audit.audit_lead or "Nobody named yet", change and f"{change}#id_audit_lead"),
        _programme(audit),
        Row("Planned start", date_in_words(audit.planned_on) if audit.planned_on else "Not planned", change),
    ]
    if audit.agreed_on:
        minuted = f"{date_in_words(audit.agreed_on)}\nMinute: {audit.agreed_minute}"
        report = reverse("audits:report", args=[audit.reference]) if audit.is_finished else ""
        rows.append(Row("Report agreed by the PIG", minuted, report, "Open"))
    if audit.published_on:
        rows.append(Row("Published", f"{date_in_words(audit.published_on)}\n{audit.web_address}".strip()))
    if audit.cancelled_on:
        rows.append(Row("Cancelled", f"{date_in_words(audit.cancelled_on)}\n{audit.cancelled_because}"))
    return rows


def _programme(audit: MultiAgencyAudit) -> Row:
    if audit.year is None:
        return Row("Programme", "In no programme yet")
    return Row("Programme", year_name(audit.year), f"{reverse('audits:programme')}?year={audit.year}", "Open")


def _origin(audit: MultiAgencyAudit, person: Person) -> list[Row]:
    """Return the record from whose page it was proposed, if this person may know of it."""
    origin = getattr(audit, "origin", None)
    found = origin_for(person, origin.record.reference) if origin else None
    if found is None:
        return []
    record = found[1]
    return [Row("Came from", str(record), record.get_absolute_url(), "Open")]


# The parts of an audit, in the order in which they are done. Each says how far it is; None leaves it out.


def _terms(audit: MultiAgencyAudit, viewer: Viewer) -> Task | None:
    approved = approval_that_counts(audit) is not None
    missing = len(missing_from_terms(audit))
    progress = f"{missing} still to write" if missing else "Written, not yet approved"
    if not approved and not missing and audit.terms_approved_on:
        progress = "Changed since it was approved"
    return part(
        "Terms of reference",
        done=approved,
        ready=audit.reached(State.TERMS_DRAFTED),
        progress=progress,
        hint=LATER,
        url=reverse("audits:terms", args=[audit.reference]),
    )


def _agencies(audit: MultiAgencyAudit, viewer: Viewer) -> Task | None:
    agencies = agencies_in(audit)
    named = sum(one.auditor_id is not None for one in agencies)
    return part(
        "Agencies and their auditors",
        done=len(agencies) >= FEWEST_AGENCIES and named == len(agencies),
        ready=audit.reached(State.TERMS_DRAFTED),
        progress=f"{named} of {len(agencies)} with an auditor" if agencies else "Nobody named yet",
        url=f"{reverse('audits:terms', args=[audit.reference])}#agencies",
        hint=LATER,
    )


def _sample(audit: MultiAgencyAudit, viewer: Viewer) -> Task | None:
    if audit.reached(State.TERMS_DRAFTED) and terms_of(audit).pk and not looks_at_cases(audit):
        return None
    size, drawn, frame = terms_of(audit).sample_size or 0, len(sample_of(audit)), len(frame_of(audit))
    return part(
        "Cases",
        done=bool(drawn) and drawn == size,
        ready=audit.reached(State.TERMS_DRAFTED),
        progress=f"{drawn} of {size} drawn" if drawn else f"{frame} in the sampling frame" if frame else "No case yet",
        url=reverse("audits:cases", args=[audit.reference]),
        hint=LATER,
    )


def _tools(audit: MultiAgencyAudit, viewer: Viewer) -> Task | None:
    if audit.reached(State.TERMS_DRAFTED) and terms_of(audit).pk and not looks_at_cases(audit):
        return None
    ready = audit.reached(State.TOOLS_ISSUED)
    out, flagged = (still_out(audit).count(), open_flags_of(audit).count()) if ready else (0, 0)
    progress = f"{out} still with the agencies"
    return part(
        "Audit tools and returns",
        done=audit.reached(State.RETURNS_IN),
        ready=ready,
        progress=f"{progress}, {flagged} marked as urgent" if flagged else progress,
        url=reverse("audits:tools", args=[audit.reference]),
        hint="The sample comes first.",
    )


def _moderation(audit: MultiAgencyAudit, viewer: Viewer) -> Task | None:
    if audit.reached(State.TERMS_DRAFTED) and terms_of(audit).pk and not looks_at_cases(audit):
        return None
    rows = moderations_begun(audit) if audit.reached(State.RETURNS_IN) else (0, 0)
    return part(
        "Moderation",
        done=audit.reached(State.MODERATED),
        ready=audit.reached(State.RETURNS_IN),
        progress=f"{rows[0]} of {rows[1]} cases moderated",
        url=reverse("audits:moderation", args=[audit.reference]),
        hint="The returns come first.",
    )


def _voices(audit: MultiAgencyAudit, viewer: Viewer) -> Task | None:
    heard = len({voice.whose for voice in audit.voices.all()})
    return part(
        "Voices of children, families and practitioners",
        done=heard == len(Whose),
        ready=audit.reached(State.TERMS_APPROVED),
        progress=f"{heard} of {len(Whose)} heard",
        url=reverse("audits:voices", args=[audit.reference]),
        hint=LATER,
    )


def _lines(audit: MultiAgencyAudit, viewer: Viewer) -> Task | None:
    """What agencies wrote, as it is talked about in the discussion."""
    if not audit.reached(State.MODERATED):
        return None
    return part(
        "What the agencies wrote",
        done=audit.is_finished,
        progress="Findings and actions begin here",
        url=reverse("audits:lines", args=[audit.reference]),
    )


def _report(audit: MultiAgencyAudit, viewer: Viewer) -> Task | None:
    return part(
        "Report",
        done=audit.is_finished,
        ready=audit.reached(State.REPORT_DRAFTED),
        progress="A draft that follows the records",
        url=reverse("audits:report", args=[audit.reference]),
        hint="The audit discussion comes first.",
    )


LATER = "The terms of reference come first."
PARTS: tuple[Callable[[MultiAgencyAudit, Viewer], Task | None], ...] = (
    _terms,
    _agencies,
    _sample,
    _tools,
    _moderation,
    _voices,
    _lines,
    _report,
)


def tasks(audit: MultiAgencyAudit, viewer: Viewer) -> list[Task]:
    """Return the parts of an audit, for those who may see it while it is worked on."""
    if not viewer.works or audit.state in (State.IDEA, State.CANCELLED):
        return []
    return [task for one in PARTS if (task := one(audit, viewer)) is not None]
