"""What stands beside a local review, section by section: rows, dated entries, and where each is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse

from escp.partnership.models import Person
from escp.returns.queries import requests_about
from escp.ui.parts import Event, Row
from escp.ui.words import date_in_words
from reviews.choices import LocalReviewState, Signed
from reviews.forms.local_review_beside import KINDS
from reviews.forms.local_review_parts import PARTS, TERMS_PAGES
from reviews.models import LocalReview
from reviews.models.beside import BesideReview
from reviews.presenters.local_review_rows import about_reviewer, lines, note_of, term
from reviews.queries.local import seal_of, signatures_under, terms_of
from reviews.services.signing import approvals_that_count, hash_under, is_open, reads_as_sealed

NOT_YET = "Not yet"


@dataclass(frozen=True)
class Viewer:
    """What the person who looks may do here, and whether they work on the review or read the finished one."""

    runs: bool
    signs: bool
    asks: bool
    works: bool
    person: Person


@dataclass(frozen=True)
class Section:
    """One part of the page: its rows, its dated entries, what to say where there is nothing, and links to go on.

    `folded` says what the rows are where they are folded away: nothing in them can be changed any more.
    """

    key: str
    title: str
    rows: list[Row] = field(default_factory=list)
    entries: list[Event] = field(default_factory=list)
    empty: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    folded: str = ""


def _url(review: LocalReview, name: str, *args: object) -> str:
    return reverse(f"reviews:local-review-{name}", args=[review.reference, *args])


def _add(review: LocalReview, kind: str, when: bool) -> list[tuple[str, str]]:
    return [(KINDS[kind].new, _url(review, "beside-new", kind))] if when else []


def _day(day: date | None) -> str:
    return date_in_words(day) if day else NOT_YET


def _heading(record: Any, name: str) -> str:
    words = str(getattr(record._meta.get_field(name), "verbose_name", name))
    return words[:1].upper() + words[1:]


def facts(review: LocalReview, viewer: Viewer) -> list[Row]:
    """Return the facts of a review, with where those that a move recorded are corrected."""
    change = _url(review, "dates") if viewer.runs else ""
    rows = [
        Row("Decided", date_in_words(review.decided_on)),
        Row("Rapid review", review.rapid_review.reference, url=review.rapid_review.get_absolute_url(), change="Open"),
    ]
    for name in ("panel_informed_on", "budget_holder", "reviewer_appointed_on", "terms_agreed_on", "draft_on"):
        if (value := getattr(review, name)) and (viewer.works or name != "budget_holder"):
            words = date_in_words(value) if isinstance(value, date) else value
            rows.append(Row(_heading(review, name), words, url=f"{change}#id_{name}" if change else ""))
    if review.signed_off_on:
        rows.append(Row(_heading(review, "signed_off_on"), date_in_words(review.signed_off_on)))
    if review.finished_on:
        rows.append(Row(review.get_state_display(), date_in_words(review.finished_on)))
    said = (
        ("Web address", review.web_address),
        ("Why it is not published", review.no_publication_reason),
        ("The improvements", review.improvements_address),
        ("Why it was discontinued", review.discontinued_because),
    )
    return rows + [Row(key, value) for key, value in said if value]


def sections(review: LocalReview, viewer: Viewer) -> list[Section]:
    """Return every section that this person may read. Readers of a finished review see what was published of it."""
    shown: list[Callable[[LocalReview, Viewer], Section | None]] = [_report, _publication, _afterwards]
    if viewer.works:
        shown = [
            _reviewers,
            _terms,
            _monitoring,
            _requests,
            _agencies,
            _involvement,
            _delay,
            _facts,
            _report,
            _publication,
            _afterwards,
        ]
    return [section for one in shown if (section := one(review, viewer)) is not None]


def _entries(
    review: LocalReview,
    viewer: Viewer,
    kind: str,
    rows: Iterable[BesideReview],
    entry: Callable[[Any], tuple[str, date, str]],
    after: bool = False,
) -> list[Event]:
    """Return rows as dated entries, latest first, each leading to its form while it can be changed."""
    may = viewer.runs and (review.is_under_way or after)
    events = []
    for row in rows:
        title, at, text = entry(row)
        events.append(Event(title, at, text=text, url=_url(review, "beside", kind, row.pk) if may else ""))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _reviewers(review: LocalReview, viewer: Viewer) -> Section:
    rows = [
        Row(
            f"{one.name}{f', {one.organisation}' if one.organisation else ''}",
            about_reviewer(one, money=viewer.runs),
            url=_url(review, "beside", "reviewers", one.pk) if viewer.runs else "",
        )
        for one in review.reviewers.all()
    ]
    return Section(
        "reviewers",
        "Reviewers",
        rows,
        empty="Nobody is named yet.",
        links=_add(review, "reviewers", viewer.runs and review.is_under_way),
    )


def _terms(review: LocalReview, viewer: Viewer) -> Section:
    record, rows = terms_of(review), []
    for key, page in TERMS_PAGES.items():
        url = _url(review, "terms", key) if viewer.runs and review.terms_are_open else ""
        for name in page.questions:
            value = term(getattr(record, name))
            rows.append(Row(_heading(record, name), value or "Not written yet", url=f"{url}#id_{name}" if url else ""))
    return Section(
        "terms",
        "Terms of reference",
        [*rows, *_signatures(review, Signed.TERMS)],
        links=_sign(review, viewer, Signed.TERMS),
        folded="" if review.terms_are_open else "The terms of reference as agreed",
    )


def _signatures(review: LocalReview, of: Signed) -> list[Row]:
    """Return each partner's signature, whether it counts under the text as it stands, and the seal."""
    text_hash = hash_under(review, of) if is_open(review, of) else None
    rows = []
    for partner, given in signatures_under(review, of):
        if given is None:
            words = "Not signed yet"
        else:
            words = f"{given.signed_by_name}, {date_in_words(given.signed_on)}"
            if text_hash is not None and given.text_hash != text_hash:
                words = f"No longer counts: the text was changed since. {words}. To be signed once more."
        rows.append(Row(f"Signed for {partner.label.lower()}", words))
    if sealed := seal_of(review, of):
        holds = "It reads as it was signed." if reads_as_sealed(review, of) else "It does not read as it was signed."
        rows.append(Row("Sealed", f"{date_in_words(sealed.sealed_at.date())}. {holds}\nSHA-256: {sealed.digest}"))
    return rows


def _sign(review: LocalReview, viewer: Viewer, of: Signed) -> list[tuple[str, str]]:
    what = "the terms of reference" if of == Signed.TERMS else "the report"
    open_now = viewer.signs and is_open(review, of)
    return [(f"Record a partner’s signature under {what}", _url(review, "sign", of.value))] if open_now else []


def _monitoring(review: LocalReview, viewer: Viewer) -> Section:
    notes = [note_of(check) for check in review.progress_checks.all() if not check.is_open]
    links = [("Record this month’s note", _url(review, "progress"))] if viewer.runs and review.is_under_way else []
    return Section(
        "progress",
        "Progress and quality, month by month",
        entries=sorted(notes, key=lambda note: note.at, reverse=True),
        empty="No note has been recorded yet.",
        links=links,
    )


def _requests(review: LocalReview, viewer: Viewer) -> Section:
    def entry(one: Any) -> tuple[str, date, str]:
        came = f"{date_in_words(one.answered_on)}. {one.answer}" if one.answered_on else "Not answered yet"
        by = date_in_words(one.answer_due_on) if one.answer_due_on else ""
        return one.get_asked_for_display(), one.asked_on, lines(("", one.asked), ("By", by), ("Answer", came))

    return Section(
        "requests",
        "Asked of the reviewer in writing",
        entries=_entries(review, viewer, "requests", review.reviewer_requests.all(), entry),
        empty="Nothing has been asked for in writing.",
        links=_add(review, "requests", viewer.runs and review.is_under_way),
    )


def _agencies(review: LocalReview, viewer: Viewer) -> Section | None:
    if not viewer.asks:
        return None
    counted: list[Any] = list(requests_about(viewer.person, review))
    rows = [
        Row(
            one.reference,
            f"{one.title}: {one.replied} of {one.asked_of} have replied, by {date_in_words(one.due_on)}",
            url=one.get_absolute_url(),
            change="Open",
        )
        for one in counted
    ]
    ask = [("Ask agencies for their reports", f"{reverse('returns:ask')}?about={review.reference}")]
    return Section(
        "agencies",
        "Agency reports",
        rows,
        empty="No agency has been asked yet.",
        links=ask if review.is_under_way else [],
    )


def _involvement(review: LocalReview, viewer: Viewer) -> Section:
    def entry(one: Any) -> tuple[str, date, str]:
        answered = f", {date_in_words(one.answered_on)}" if one.answered_on else ""
        answer = f"{one.get_answer_display()}{answered}" if one.answer else "Not answered yet"
        return (
            f"{one.get_who_display()}{f': {one.whom}' if one.whom else ''}",
            one.invited_on,
            lines(
                ("Invited by", f"{one.invited_by}, {one.how}"),
                ("Answer", answer),
                ("Met", date_in_words(one.met_on) if one.met_on else ""),
                ("Said", one.said),
                ("Expect, and were promised", one.expectations),
            ),
        )

    return Section(
        "involvement",
        "Practitioners, the child and the family",
        entries=_entries(review, viewer, "involvement", review.involvements.all(), entry),
        empty="Nobody has been invited yet.",
        links=_add(review, "involvement", viewer.runs and review.is_under_way),
    )


def _part(review: LocalReview, viewer: Viewer, key: str, *names: str) -> list[Row]:
    """Return some fields of one of the review's short pages, each leading to it while it can be written."""
    page = PARTS[key]
    url = _url(review, "write", key) if viewer.runs and page.is_open_on(review) else ""
    rows = []
    for name in names or page.questions:
        display = getattr(review, f"get_{name}_display", None)
        value = display() if display else getattr(review, name)
        words = date_in_words(value) if isinstance(value, date) else value
        rows.append(Row(_heading(review, name), words or NOT_YET, url=f"{url}#id_{name}" if url else ""))
    return rows


def _delay(review: LocalReview, viewer: Viewer) -> Section:
    known = review.delay_known_on is not None
    may = viewer.runs and review.is_under_way
    return Section(
        "delay",
        "Delay",
        _part(review, viewer, "delay") if known else [],
        empty="No delay is known.",
        links=[("Record a delay", _url(review, "write", "delay"))] if may and not known else [],
    )


def _facts(review: LocalReview, viewer: Viewer) -> Section:
    def entry(one: Any) -> tuple[str, date, str]:
        came = f"{date_in_words(one.returned_on)}. {one.comments}" if one.returned_on else NOT_YET
        settled = f"{date_in_words(one.settled_on)}. {one.settlement}" if one.settled_on else NOT_YET
        return one.whom, one.sent_on, lines(("Came back", came), ("Settled", settled))

    return Section(
        "facts",
        "Factual accuracy check",
        entries=_entries(review, viewer, "facts", review.factual_checks.all(), entry),
        empty="The draft has not been sent out for its facts.",
        links=_add(review, "facts", viewer.runs and review.is_under_way),
    )


def _report(review: LocalReview, viewer: Viewer) -> Section:
    url = _url(review, "write", "report") if viewer.runs and review.report_is_open else ""
    rows = [
        Row(_heading(review, name), getattr(review, name) or "Not written yet", url=f"{url}#id_{name}" if url else "")
        for name in PARTS["report"].questions
    ]
    if viewer.works:
        rows += _signatures(review, Signed.REPORT)
    paper = ("Report, as PDF or Word", reverse("reviews:report", args=[review.reference]))
    return Section("report", "The report", rows, links=[*_sign(review, viewer, Signed.REPORT), paper])


def _publication(review: LocalReview, viewer: Viewer) -> Section:
    def entry(one: Any) -> tuple[str, date, str]:
        return f"{one.get_what_display()}: {one.get_to_display()}", one.sent_on, lines(("How", one.how))

    rows = _part(review, viewer, "plan", *PARTS["plan"].questions)
    links: list[tuple[str, str]] = []
    if viewer.works:
        counted = {one.pk for one in approvals_that_count(review)}
        rows += _part(review, viewer, "clearance")
        rows += [
            Row(
                "Approved as anonymous",
                f"{one.recorded_by}, {date_in_words(one.approved_on)}"
                + ("" if one.pk in counted else ". No longer counts: the report was changed since."),
            )
            for one in review.approvals.all()
        ]
        if viewer.signs and review.is_under_way:
            links.append(("Approve that nothing identifies anybody", _url(review, "approve")))
    links += _add(review, "dispatches", viewer.runs and review.is_under_way)
    return Section(
        "publication",
        "Towards publication",
        rows,
        _entries(review, viewer, "dispatches", review.dispatches.all(), entry),
        "Nothing has been sent yet.",
        links,
    )


def _afterwards(review: LocalReview, viewer: Viewer) -> Section | None:
    if review.state == LocalReviewState.NOT_PUBLISHED:
        return Section("afterwards", "Instead of publication", _part(review, viewer, "improvements"))
    if not review.is_published:
        return None

    def entry(one: Any) -> tuple[str, date, str]:
        said = lines(("Done", one.done), ("Evidence of change", one.evidence), ("Stands out", one.stands_out))
        return f"The Panel was told of outcomes: {one.get_after_display().lower()}", one.sent_on, said

    return Section(
        "afterwards",
        "After publication",
        _part(review, viewer, "afterwards"),
        _entries(review, viewer, "outcomes", review.outcomes.all(), entry, after=True),
        "The Panel has not been told of outcomes yet.",
        _add(review, "outcomes", viewer.runs),
    )
