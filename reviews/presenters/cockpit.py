"""The parts of a rapid review's page: each agency's return, the meeting, the text by its headings, what follows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.partnership.models import Person
from escp.returns.choices import REPLIED, ReturnState
from escp.returns.models import Request
from escp.ui.parts import Row, Task
from escp.ui.words import date_in_words, listed, moment_in_words
from learning.records import part
from reviews.choices import BEFORE_THE_MEETING, Characteristic, Partner, ReviewState
from reviews.forms.rapid_review import PAGES
from reviews.headings import HEADINGS
from reviews.lifecycle.rapid_review import criteria_are_weighed, decision_is_explained, unwritten
from reviews.models import AgencyScope, PartnerSignOff, RapidReview
from reviews.policies import partners_signed_for_by
from reviews.queries import sign_offs_of
from reviews.services import hash_to_sign

PAGE_OF = {name: key for key, page in PAGES.items() for name in page.questions}


@dataclass(frozen=True)
class AgencyRow:
    """One agency: known or not, asked, seen, sent, accepted, and by how many days it is late."""

    scope: AgencyScope
    late_by: str
    known_url: str

    @property
    def asked(self) -> Any:
        return self.scope.asked


def agencies(review: RapidReview, *, runs: bool) -> list[AgencyRow]:
    """Return a row for each agency that was asked, those that are late first."""
    today = timezone.localdate()
    rows = [
        AgencyRow(
            scope,
            _late_by(scope, today),
            reverse("reviews:rapid-review-known", args=[review.reference, scope.asked.reference])
            if runs and not scope.known and scope.asked.is_open
            else "",
        )
        for scope in review.scope.all()
    ]
    return sorted(rows, key=lambda row: (not row.late_by, row.asked.agency.name))


def _late_by(scope: AgencyScope, today: date) -> str:
    asked = scope.asked
    if asked.state == ReturnState.WAIVED:
        return ""
    until = timezone.localdate(asked.sent_at) if asked.sent_at else today
    days = (until - asked.due_on).days
    return f"{days} day{'' if days == 1 else 's'}" if days > 0 else ""


@dataclass(frozen=True)
class AskedRequest:
    """One request to the agencies, and how many of those that are still asked have replied."""

    request: Request
    asked_of: int
    replied: int


def requests(rows: list[AgencyRow]) -> list[AskedRequest]:
    """Return the requests behind the agencies' rows, the earliest date first: counted from what was read already."""
    asked = [row.asked for row in rows if row.asked.state != ReturnState.WAIVED]
    behind = {row.asked.request_id: row.asked.request for row in rows}
    counted = []
    for request in sorted(behind.values(), key=lambda one: (one.due_on, one.pk)):
        states = [one.state for one in asked if one.request_id == request.pk]
        counted.append(AskedRequest(request, len(states), sum(state in REPLIED for state in states)))
    return counted


@dataclass(frozen=True)
class Signature:
    """One partner and its signature, which counts only under the text as it stands."""

    partner: Partner
    given: PartnerSignOff | None
    counts: bool


def signatures(review: RapidReview) -> list[Signature]:
    """Return each partner's signature. Of a text that is signed off none is in doubt here: its seal says more."""
    text_hash = hash_to_sign(review) if review.decision_is_open else None
    return [
        Signature(partner, given, given is not None and (text_hash is None or given.text_hash == text_hash))
        for partner, given in sign_offs_of(review)
    ]


def _page(review: RapidReview, name: str, *args: str) -> str:
    return reverse(f"reviews:rapid-review-{name}", args=[review.reference, *args])


def tasks(review: RapidReview, person: Person, findings: list[Any], signed: list[Signature]) -> list[Task]:
    """Return what has to be done, in order, each with how far it is."""
    runs = person.may(Permission.RUN_REVIEWS)
    writes, decides = runs and review.text_is_open, runs and review.decision_is_open
    signs = review.decision_is_open and bool(partners_signed_for_by(person))
    count = sum(one.counts for one in signed)
    left = set(unwritten(review))
    return [
        part("Ask the agencies", done=review.scoped_on is not None or review.state not in BEFORE_THE_MEETING),
        part("Hold the rapid review meeting", done=review.meeting_on is not None),
        *(
            part(
                f"Write: {page.title[0].lower()}{page.title[1:]}",
                done=not left & page.questions.keys(),
                progress=_progress(len(left & page.questions.keys())),
                url=_page(review, "write", key) if writes else "",
            )
            for key, page in PAGES.items()
        ),
        part(
            "Record what was found",
            done=bool(findings),
            url=reverse("learning:finding-new", args=[review.reference]) if writes else "",
        ),
        part(
            "Weigh the criteria",
            done=criteria_are_weighed(review) is None,
            url=_page(review, "criteria") if decides else "",
        ),
        part(
            "Decide what follows",
            done=decision_is_explained(review) is None and not left - PAGE_OF.keys(),
            progress="In progress" if review.decision else "Not started",
            url=_page(review, "decision") if decides else "",
        ),
        part(
            "Three partners sign",
            done=count == len(signed),
            progress=f"{count} of {len(signed)} signed",
            url=_page(review, "signature") if signs else "",
        ),
        part(
            "Send to the National Panel",
            done=review.sent_at is not None,
            ready=review.state == ReviewState.SIGNED_OFF,
            hint="Cannot start until the partners have signed the review off",
        ),
    ]


def _progress(left: int) -> str:
    return f"{left} to write"


def meeting(review: RapidReview, *, runs: bool) -> dict[str, Any]:
    """Return when the meeting is or was, who was asked to it, and who could not contribute."""
    return {
        "facts": [
            Row("Planned for", date_in_words(review.meeting_planned_on) if review.meeting_planned_on else "No day yet"),
            Row("Held", date_in_words(review.meeting_on) if review.meeting_on else "Not yet"),
            Row("Not able to contribute", review.unable_to_contribute or "Nobody named"),
        ],
        "attendance": review.attendance,
        "url": _page(review, "meeting") if runs else "",
    }


def parts_of_text(review: RapidReview, *, runs: bool) -> list[Row]:
    """Return the text under the report's headings; what the decision leads to stands with the decision."""
    rows = []
    for heading in HEADINGS:
        for name in heading.fields:
            if name not in PAGE_OF:
                continue
            url = f"{_page(review, 'write', PAGE_OF[name])}#id_{name}" if runs else ""
            words = str(getattr(RapidReview._meta.get_field(name), "verbose_name", name))
            rows.append(Row(f"{words[0].upper()}{words[1:]}", _text(review, name) or "Not written yet", url=url))
    return rows


def _text(review: RapidReview, name: str) -> str:
    value = getattr(review, name)
    if name == "characteristics":
        return listed([Characteristic(one).label for one in value]) if value else ""
    return str(value)


def outcome(review: RapidReview, *, runs: bool) -> list[Row]:
    """Return what follows from the review, and why."""
    url = _page(review, "decision") if runs else ""
    rows = [
        Row("What follows", review.get_decision_display() or "Not decided yet", url=url),
        Row("Reason", review.decision_reason or "Not written yet"),
    ]
    for heading in HEADINGS:
        if heading.only_for and heading.applies(review.decision):
            texts = [str(getattr(review, name)) for name in heading.fields if getattr(review, name)]
            rows.append(Row(heading.title, "\n\n".join(texts) or "Not written yet"))
    if review.withdrawal_acknowledged_on:
        rows.append(Row("The Panel acknowledged the withdrawal", date_in_words(review.withdrawal_acknowledged_on)))
    return rows


def panel_said(review: RapidReview) -> list[Row]:
    """Return what went to the Panel, what it replied, and what became of that."""
    rows = [
        Row("Notification sent", moment_in_words(review.notified_at)),
        Row("Review sent to the Panel", moment_in_words(review.sent_at) if review.sent_at else "Not yet"),
    ]
    if not review.panel_reply:
        return rows
    came = f", {date_in_words(review.panel_replied_on)}" if review.panel_replied_on else ""
    told = date_in_words(review.group_told_on) if review.group_told_on else ""
    answered = f", {date_in_words(review.reconsidered_on)}" if review.reconsidered_on else ""
    said = [
        ("The Panel's reply", f"{review.get_panel_reply_display()}{came}"),
        ("On the quality", review.panel_on_quality),
        ("On the decision", review.panel_on_decision),
        ("On the time it took", review.panel_on_timeliness),
        ("What we do", review.panel_reply_note),
        ("Reconsidered", f"{review.get_reconsideration_display()}{answered}" if review.reconsideration else ""),
        ("Reasons given to the Panel", review.reconsideration_reason),
        ("Taken to the Practice Improvement Group", told),
        ("Why no learning point follows", review.no_learning_reason),
    ]
    return rows + [Row(key, value) for key, value in said if value]
