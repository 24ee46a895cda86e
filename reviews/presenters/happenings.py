"""What happened in a case, kind by kind, in the words of its timeline."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from django.db.models import DateField, DateTimeField
from django.utils import timezone

from escp.deadlines.choices import DeadlineState
from escp.deadlines.models import Deadline
from escp.partnership.models import Person
from escp.ui.words import date_in_words
from reviews.models import LocalReview, RapidReview, SeriousIncident
from reviews.policies import works_on_cases
from reviews.queries.timeline import (
    BESIDE_LOCAL_REVIEWS,
    documents_of_case,
    evidence_of_actions,
    letters_sent,
    moves_of_deadlines,
    notes_of_actions,
    readings_of_actions,
    reminders_sent,
    steps_of,
)
from reviews.timeline import Contribution, Happening, Whole

DAYS_OF_INCIDENT = {
    "aware_at": "The local authority became aware",
    "recorded_at": "Recorded here",
    "partners_told_on": "The other safeguarding partners were told",
    "other_areas_told_on": "The other areas’ partners were told",
    "decided_on": "Decided whether to notify",
    "notified_at": "Notification sent to the National Panel",
    "copied_to_unit_on": "The business unit got its copy",
    "withdrawal_acknowledged_on": "The Panel acknowledged the withdrawal",
}
DAYS_OF_RAPID_REVIEW = {
    "scoped_on": "Agencies asked",
    "meeting_planned_on": "Rapid review meeting planned",
    "meeting_on": "Rapid review meeting",
    "signed_off_on": "Rapid review signed off",
    "sent_at": "Rapid review sent to the National Panel",
    "panel_replied_on": "The Panel replied",
    "reconsidered_on": "Decision reconsidered",
    "group_told_on": "The Panel’s reply taken to the group",
}
# What of all that stands beside a local review its readers see once it is finished.
READ_AFTERWARDS = ("dispatches", "outcomes")
DAYS_OF_LOCAL_REVIEW = {"decided_on": "Local review decided", "finished_on": "Local review finished"}


def _on_days(record: Any, days: dict[str, str]) -> Iterator[Happening]:
    for name, title in days.items():
        if at := getattr(record, name):
            yield Happening(title, at, text=record.reference, url=record.get_absolute_url())


def _said(person: Person | None) -> str:
    return str(person) if person else ""


def incident(whole: Whole) -> Iterator[Happening]:
    """The incident, awareness, the partners' views, the decision and the notification."""
    for record in whole.incidents:
        yield from _of_incident(record)


def _of_incident(record: SeriousIncident) -> Iterator[Happening]:
    if record.occurred_on:
        at = _occurred(record.occurred_on, record.occurred_time)
        text = f"{record.get_nature_display()}. {record.get_occurred_precision_display()}."
        yield Happening("The incident", at, text=text, url=record.get_absolute_url())
    yield from _on_days(record, DAYS_OF_INCIDENT)
    for view in record.views.all():
        title = f"View of the {view.get_partner_display().lower()}: {view.get_view_display().lower()}"
        yield Happening(title, view.given_on, by=view.given_by_name, text=view.reason)


def _occurred(day: date, at: time | None) -> date:
    return timezone.make_aware(datetime.combine(day, at)) if at else day


def reviews(whole: Whole) -> Iterator[Happening]:
    """Meetings, signatures, dissent, sending, the Panel's reply, and the dates of a local review."""
    for record in whole.rapid_reviews:
        yield from _of_rapid_review(record)
    works = works_on_cases(whole.person)
    for record in whole.local_reviews:
        yield from _of_local_review(record, works)


def _of_rapid_review(record: RapidReview) -> Iterator[Happening]:
    yield from _on_days(record, DAYS_OF_RAPID_REVIEW)
    for one in record.sign_offs.all():
        yield Happening(f"Signed for the {one.get_partner_display().lower()}", one.signed_on, by=one.signed_by_name)
    for dissent in record.dissents.all():
        partner = dissent.get_partner_display().lower()
        yield Happening(f"Dissent of the {partner}", dissent.given_on, by=dissent.given_by_name, text=dissent.reason)
        if dissent.escalated_on:
            yield Happening(f"Dissent of the {partner} taken to the lead partners", dissent.escalated_on)
    for seal in record.seals.all():
        yield Happening("Text sealed", seal.sealed_at, by=_said(seal.sealed_by), text=f"{seal.digest[:12]}…")


def _of_local_review(record: LocalReview, works: bool) -> Iterator[Happening]:
    """Readers of a finished review are told what its page tells them: when it was decided, sent, ended, followed up."""
    url = record.get_absolute_url()
    for name, words, at in _days_of(record):
        if works or name in DAYS_OF_LOCAL_REVIEW:
            yield Happening(DAYS_OF_LOCAL_REVIEW.get(name, words), at, text=record.reference, url=url)
    for check in record.progress_checks.all() if works else ():
        if check.held_on:
            note = "\n".join(filter(None, [check.time_note, check.quality_note]))
            yield Happening("Progress and quality checked", check.held_on, by=_said(check.by), text=note)
        elif check.missed_on:
            title = "No note of progress and quality was written"
            yield Happening(title, check.missed_on, by=_said(check.by), text=check.gap_reason)
    for rows in BESIDE_LOCAL_REVIEWS if works else READ_AFTERWARDS:
        for row in getattr(record, rows.partition("__")[0]).all():
            kind = str(row._meta.verbose_name)
            for _, words, at in _days_of(row):
                yield Happening(f"{kind[0].upper()}{kind[1:]}: {words[0].lower()}{words[1:]}", at, text=str(row))


def _days_of(record: Any) -> Iterator[tuple[str, str, date]]:
    """Give every date of a record that is known: its name, the words for it, and the day."""
    for found in record._meta.get_fields():
        # A moment is a date too, to Django: when a row was recorded is no event of the case.
        if not isinstance(found, DateField) or isinstance(found, DateTimeField):
            continue
        if at := getattr(record, found.name):
            words = str(found.verbose_name)
            yield found.name, f"{words[0].upper()}{words[1:]}", at


def steps(whole: Whole) -> Iterator[Happening]:
    """Every step of every record: who took it, and with which note."""
    works = works_on_cases(whole.person)
    urls = {record.reference: record.get_absolute_url() for record in whole.records if record not in whole.processes}
    for step in steps_of(whole.records):
        text = "\n".join(filter(None, [step.reference, step.note if works else ""]))
        yield Happening(step.label, step.at, by=str(step.by), text=text, url=urls.get(step.reference, ""))


def asked(whole: Whole) -> Iterator[Happening]:
    """What agencies were asked, and when they answered."""
    requests = {one.request_id: one.request for one in whole.returns}
    for request in requests.values():
        yield Happening(f"Asked: {request.title}", request.asked_at, by=str(request.asked_by), text=request.reference)
    for one in whole.returns:
        if one.sent_at:
            answer = "Nothing to tell" if one.is_nil else "Answer"
            title = f"{answer} from {one.agency.short_name}"
            by = one.signed_off_name or _said(one.sent_by)
            yield Happening(title, one.sent_at, by=by, text=one.reference, url=one.get_absolute_url())


def parallel(whole: Whole) -> Iterator[Happening]:
    """Other processes: when each was asked about, its own dates, what waited for it, and its end."""
    for row in whole.processes:
        said = row.get_answer_display().lower()
        yield Happening(f"{row.title}: is there one? {said}", row.answered_at, by=str(row.answered_by))
        for day, label in row.days:
            yield Happening(f"{row.title}: {label[0].lower()}{label[1:]}", day, text=row.their_reference)
        for held in row.holds.all():
            yield Happening(f"On hold: {held.label}", held.starts_on, by=held.decided_by_name, text=held.reason)
            yield Happening("The National Panel told of the hold", held.panel_told_on, by=str(held.recorded_by))
            if held.ended_on:
                yield Happening(f"Goes on: {held.label}", held.ended_on, by=_said(held.ended_by))
        if row.concluded_on:
            yield Happening(f"{row.title}: ended", row.concluded_on, text=row.outcome)
    for record in whole.incidents:
        for check in record.parallel_checks.all():
            if check.held_on:
                yield Happening("Other processes asked about", check.held_on, by=_said(check.held_by))


def learning(whole: Whole) -> Iterator[Happening]:
    """What was found, and what was learned from it."""
    for finding in whole.findings:
        title, by = f"Found: {finding.title}", str(finding.recorded_by)
        yield Happening(title, finding.recorded_at, by=by, text=finding.reference, url=finding.get_absolute_url())
    for link in whole.links:
        point = link.learning_point
        text = f"{point.reference}, from {link.finding.reference}"
        url = point.get_absolute_url()
        yield Happening(f"Learned: {point.statement}", link.linked_at, by=str(link.linked_by), text=text, url=url)


def actions(whole: Whole) -> Iterator[Happening]:
    """What is done about it, how that goes, what was measured and what shows a difference."""
    for action in whole.actions:
        days = {"recorded_at": "Action recorded", "delivered_on": "Action delivered", "closed_on": "Action closed"}
        days |= {"sustained_on": "Found to last", "withdrawn_on": "Action withdrawn"}
        for name, words in days.items():
            if at := getattr(action, name):
                url = action.get_absolute_url()
                yield Happening(f"{words}: {action.title}", at, text=action.reference, url=url)
    for review in whole.rapid_reviews:
        for one in review.immediate_actions.all():
            if one.done_on:
                yield Happening(f"Immediate action done: {one.what}", one.done_on, by=str(one.agency), text=one.outcome)
    for note in notes_of_actions(whole.actions):
        yield Happening(f"Progress of {note.action.reference}", note.at, by=str(note.by), text=note.text)
    for reading in readings_of_actions(whole.actions):
        value = reading.measure.with_unit(reading.value) if reading.value is not None else reading.get_mark_display()
        title, by = f"Measured: {value} in {reading.period}", str(reading.recorded_by)
        text = reading.measure.action.reference
        yield Happening(title, reading.recorded_at, by=by, text=text, url=reading.get_absolute_url())
    for one in evidence_of_actions(whole.actions):
        title, by = f"Evidence: {one.get_level_display()}", str(one.recorded_by)
        yield Happening(title, one.dated_on, by=by, text=one.measure.action.reference, url=one.get_absolute_url())


def deadlines(whole: Whole) -> Iterator[Happening]:
    """Which duties were met, met late or missed, which are still to come, and where a date moved."""
    for row in whole.deadlines:
        late = getattr(row, "lateness", None)
        why = f"\n{late.get_reason_display()}: {late.words}" if late else ""
        text = f"{row.reference}, due by {date_in_words(row.due_on)}, {row.owing}{why}"
        title, at = _kept(row)
        yield Happening(f"{title}: {row.label}", at, text=text)
    for move in moves_of_deadlines(whole.deadlines):
        text = f"{date_in_words(move.due_was)} became {date_in_words(move.due_now)}. {move.why}"
        yield Happening(f"Date moved: {move.deadline.label}", move.at, by=_said(move.by), text=text)


def _kept(row: Deadline) -> tuple[str, date]:
    if row.stopped_at:
        return ("Done in time" if row.state == DeadlineState.MET else "Done late"), _day_or_moment(row.stopped_at)
    if row.is_paused:
        return "On hold", row.due_on
    return ("Missed, still owed" if row.is_late else "Due"), row.due_on


def _day_or_moment(at: datetime) -> date:
    """Return the day alone where no time of day was known."""
    local = timezone.localtime(at)
    return local.date() if local.time() == time.min else at


def sent(whole: Whole) -> Iterator[Happening]:
    """What was sent to whom."""
    for reminder in reminders_sent(whole.deadlines):
        if reminder.sent_at:
            text = f"{reminder.deadline.label}, {reminder.deadline.reference}"
            yield Happening(f"Reminder to {reminder.person}", reminder.sent_at, text=text)
    for letter in letters_sent(whole.returns):
        if letter.sent_at:
            title, by = f"Letter to {letter.person}", _said(letter.written_by)
            yield Happening(title, letter.sent_at, by=by, text=f"{letter.get_kind_display()}, {letter.of.reference}")


def documents(whole: Whole) -> Iterator[Happening]:
    """Documents that were added, brought up to date or withdrawn."""
    for document in documents_of_case(whole.person, whole.case):
        for version in document.versions.all():
            title = f"Document: {document.title}, version {version.number}"
            by, url = str(version.uploaded_by), document.get_absolute_url()
            yield Happening(title, version.uploaded_at, by=by, text=document.record_reference, url=url)
        if document.withdrawn_at:
            title, by = f"Document withdrawn: {document.title}", _said(document.withdrawn_by)
            yield Happening(title, document.withdrawn_at, by=by, text=document.withdrawal_reason)


CONTRIBUTIONS: Iterable[Contribution] = (
    Contribution("incident", "The incident and its notification", incident),
    Contribution("reviews", "Reviews: meetings, signatures, the Panel", reviews),
    Contribution("steps", "Steps taken", steps),
    Contribution("asked", "Requests and answers", asked),
    Contribution("parallel", "Other processes", parallel),
    Contribution("learning", "Findings and learning points", learning),
    Contribution("actions", "Actions, readings and evidence", actions),
    Contribution("deadlines", "Deadlines kept and missed", deadlines),
    Contribution("sent", "What was sent to whom", sent),
    Contribution("documents", "Documents", documents),
)
