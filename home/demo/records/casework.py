"""Serious incidents and reviews, step by step, as those who did the work would have taken them."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from escp.deadlines.calendar import at_time
from escp.partnership.models import Person
from home.demo.records import (
    asking,
    changes,
    cockpit,
    dates,
    local_review_life,
    local_reviews,
    national_form,
    parallel,
    protection,
    replies,
)
from home.demo.records.incidents import INCIDENTS
from home.demo.records.reviews import ENDINGS, REVIEWS, Ending
from home.demo.records.shapes import Incident, Review
from home.demo.records.story import Story
from reviews import services
from reviews.choices import Criterion, Decision, PanelReply, Partner, Reconsideration
from reviews.lifecycle import INCIDENT, LOCAL_REVIEW, RAPID_REVIEW
from reviews.models import SeriousIncident

SPEAKERS = {Partner.COUNCIL: "council_partner", Partner.POLICE: "police_partner", Partner.HEALTH: "health_partner"}
# How far each ending lets the consideration come.
CONSULTED = {"consulted", "agreed", "notified", "reviewed", "not_notified", "withdrawn"}
AGREED = {"agreed", "notified", "reviewed", "withdrawn"}
NOTIFIED = {"notified", "reviewed", "withdrawn", "notified_only"}
# Deaths that are notified whatever the statutory test says.
OWED = {"owed", "notified_only"}
# Working days after awareness and after the notification, as the partnership plans them.
DECISION_DAY, NOTIFICATION_DAY = 2, 3
AGENCIES_DAY, MEETING_DAY, WRITING_DAY, SIGNING_DAY, CLOSING_DAY, SENDING_DAY, REPLY_DAY = 4, 10, 11, 12, 13, 14, 27
REVIEW_STEPS = ("open", "returns_in", "met", "ended", "signed_off", "sent", "replied", "reconsidered", "concluded")
# Working days after the notification when no reply is waited for any more, and from a reply to what became of it.
NO_REPLY_DAY, ANSWER_DAYS, GROUP_DAYS = 46, 6, 9


def tell(story: Story) -> None:
    """Add the steps of every incident and every review, and of who may know of them."""
    awareness = {}
    told = (*INCIDENTS, *replies.INCIDENTS, *local_reviews.INCIDENTS)
    for incident in told:
        awareness[incident.key] = _consider(story, incident)
    for review in (*REVIEWS, *replies.REVIEWS, *local_reviews.REVIEWS):
        notified_on = story.days.after(awareness[review.incident], NOTIFICATION_DAY)
        _review(story, review, notified_on)
        if review.decision == Decision.LOCAL_REVIEW:
            _live_local_review(story, review, notified_on)
    for ending in ENDINGS:
        _finish(story, ending)
    national_form.tell(story, awareness)
    changes.tell(story, awareness)
    protection.tell(story, awareness)
    notified = {one.key for one in told if one.until in NOTIFIED - {"withdrawn"}}
    parallel.tell(story, awareness, notified - {"notified"})


def _live_local_review(story: Story, review: Review, notified_on: date) -> None:
    key, ending = f"local:{review.incident}", next((end for end in ENDINGS if end.incident == review.incident), None)
    ended_on = story.days.ahead(-ending.ago) if ending else None
    published = not (ending and ending.not_published_because)
    decided_on = story.days.after(notified_on, CLOSING_DAY + review.late_by)
    local_review_life.live_through(story, key, decided_on, ended_on, published=published)
    if ended_on and published:
        local_review_life.follow_up(story, key, ended_on)


# Incidents


def _consider(story: Story, incident: Incident) -> date:
    """Add the steps of one incident up to where it has come. Returns the day of awareness."""
    if incident.aware.hours:
        aware_at = story.days.now - timedelta(hours=incident.aware.hours)
        recorded_at = aware_at + timedelta(hours=2)
    else:
        day = story.days.ago(incident.aware)
        aware_at, recorded_at = at_time(day, time(10, 20)), at_time(day, time(11, 40))
    story.then(recorded_at, "sin_lead", _refer(story, incident, aware_at))
    aware_on = timezone.localdate(aware_at)
    if incident.until == "duplicate":
        story.then(at_time(aware_on, time(15)), "officer", _mark_duplicate(story, incident))
    if incident.until in OWED:
        _accept_duty(story, incident, aware_on)
    if incident.until in CONSULTED:
        _consult(story, incident, aware_on)
        if incident.until != "not_notified":
            dates.tell_partners(story, incident.key, aware_on)
    if incident.until in AGREED | {"not_notified"}:
        move = "decide_not_to_notify" if incident.until == "not_notified" else "agree_to_notify"
        day = story.days.after(aware_on, DECISION_DAY)
        reasons = {"rationale": incident.rationale, "last_word": incident.last_word}
        story.then(at_time(day, time(10, 10)), "sin_lead", _move(story, incident, move, **reasons))
    if incident.until in NOTIFIED:
        _notify(story, incident, story.days.after(aware_on, NOTIFICATION_DAY))
    return aware_on


def _refer(story: Story, incident: Incident, aware_at: datetime) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        days = incident.happened_days_before
        record = SeriousIncident(
            lead=by.agency,
            duty=incident.duty,
            nature=incident.nature,
            occurred_on=None if days is None else timezone.localdate(aware_at) - timedelta(days=days),
            occurred_precision=incident.precision,
            aware_at=aware_at,
            awareness_basis=incident.basis,
            awareness_note=incident.basis_note,
            summary=incident.summary,
            immediate_safety=incident.safety,
        )
        services.refer_incident(by=by, incident=record, age_bands=list(incident.age_bands))
        story.made[incident.key] = record

    return step


def _move(story: Story, incident: Incident, name: str, note: str = "", **facts: Any) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        story.made[incident.key] = INCIDENT.apply(name, story.made[incident.key], by=by, note=note, **facts)

    return step


def _mark_duplicate(story: Story, incident: Incident) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        _move(story, incident, "mark_duplicate", incident.note, kept=story.made["consulting"].reference)(by)

    return step


def _answer(story: Story, incident: Incident, aware_on: date) -> None:
    def answer(by: Person) -> None:
        answers: dict[str, tuple[str, str]] = dict(zip(Criterion, incident.criteria, strict=True))
        services.answer_criteria(by=by, incident=_now(story, incident.key), answers=answers)

    story.then(at_time(aware_on, time(13, 30)), "sin_lead", answer)


def _accept_duty(story: Story, incident: Incident, aware_on: date) -> None:
    if incident.criteria:
        _answer(story, incident, aware_on)
    story.then(at_time(aware_on, time(14)), "sin_lead", _move(story, incident, "accept_duty"))
    dates.tell_partners(story, incident.key, aware_on)


def _consult(story: Story, incident: Incident, aware_on: date) -> None:
    _answer(story, incident, aware_on)
    story.then(at_time(aware_on, time(13, 50)), "sin_lead", _move(story, incident, "consult"))
    day = story.days.after(aware_on, 1)
    for hour, (partner, (view, reason)) in enumerate(incident.views.items(), start=10):

        def say(by: Person, partner: Partner = partner, view: str = view, reason: str = reason) -> None:
            services.record_view(
                by=by,
                incident=_now(story, incident.key),
                partner=partner,
                view=view,
                given_by_name=by.full_name,
                given_on=day,
                reason=reason,
            )

        story.then(at_time(day, time(hour, 25)), SPEAKERS[partner], say)


def _now(story: Story, key: str) -> Any:
    """Return a record as it stands, read again: another step may have saved it meanwhile."""
    record = story.made[key]
    record.refresh_from_db()
    return record


def _notify(story: Story, incident: Incident, day: date) -> None:
    sent_at = at_time(day, time(15, 20))
    notify = _move(
        story, incident, "record_notification", panel_reference=incident.panel_reference, notified_at=sent_at
    )
    story.then(sent_at + timedelta(minutes=15), "sin_lead", notify)
    dates.copy_to_unit(story, incident.key, sent_at + timedelta(minutes=30))
    if incident.until == "notified_only":
        story.then(sent_at + timedelta(hours=1), "sin_lead", _move(story, incident, "close_without_review"))
    if incident.until == "withdrawn":
        acknowledged_on = story.days.after(day, 2)
        withdraw = _move(
            story, incident, "withdraw", acknowledged_on=acknowledged_on, acknowledgement=incident.acknowledgement
        )
        story.then(at_time(acknowledged_on, time(11)), "sin_lead", withdraw)
    if incident.until == "reviewed":
        story.then(at_time(day, time(16, 5)), "manager", _open_review(story, incident))


def _open_review(story: Story, incident: Incident) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        _move(story, incident, "open_review")(by)
        review = story.made[incident.key].rapid_review
        story.made[f"rapid:{incident.key}"] = review

    return step


# Rapid reviews


def _review(story: Story, review: Review, notified_on: date) -> None:
    """Add the steps of one rapid review up to where it has come, by the plan for its fifteen working days."""
    reached = REVIEW_STEPS.index(review.until)
    key = f"rapid:{review.incident}"
    writer = protection.writer_of(review.incident)

    def on(day: int, hour: int, minute: int = 0, late: int = 0) -> datetime:
        return at_time(story.days.after(notified_on, day + late), time(hour, minute))

    def move(name: str, **facts: Any) -> Callable[[Person], None]:
        def step(by: Person) -> None:
            story.made[key] = RAPID_REVIEW.apply(name, story.made[key], by=by, **facts)

        return step

    story.then(on(AGENCIES_DAY, 15), writer, _write(story, review, "what_happened"))
    if reached < REVIEW_STEPS.index("returns_in"):
        return
    if review.until == "returns_in":
        story.then(on(1, 10), "manager", move("ask_agencies", **asking.scoping(story)))
        story.then(on(5, 12), "manager", lambda by: asking.reply_for(story.made[key], by))
        story.then(on(8, 16), "manager", move("close_gathering"))
        return
    meeting_on = story.days.after(notified_on, MEETING_DAY)
    story.then(on(MEETING_DAY, 16, 30), "manager", move("record_meeting", meeting_on=meeting_on))
    story.made[f"meeting:{review.incident}"] = story.days.after(notified_on, WRITING_DAY)
    text = ("lived_experience", "inequality", "good_practice", "systemic_reasons", "already_changed")
    story.then(on(WRITING_DAY, 15, 40), writer, _write(story, review, *text, "decision", "decision_reason"))
    if review.until == "ended":
        acknowledged = {"withdrawal_acknowledged_on": story.days.after(notified_on, CLOSING_DAY)}
        note = "The Panel acknowledged that the criteria were not met."
        story.then(on(CLOSING_DAY, 12), "manager", move("end", note=note, **acknowledged))
    if reached < REVIEW_STEPS.index("signed_off"):
        return
    story.then(on(WRITING_DAY, 16, 40), writer, _write_in_full(story, review))
    _sign(story, review, notified_on)
    story.then(on(CLOSING_DAY, 16, 10, review.late_by), "manager", _sign_off(story, review, move("record_sign_off")))
    if reached < REVIEW_STEPS.index("sent"):
        return
    sent_at = on(SENDING_DAY, 11, 30, review.late_by)
    story.then(
        sent_at + timedelta(minutes=10),
        "manager",
        move("record_sending", sent_at=sent_at, late_reason=review.late_reason, late_words=review.late_words),
    )
    if reached >= REVIEW_STEPS.index("replied"):
        _hear_from_the_panel(story, review, notified_on, move)


def _sign(story: Story, review: Review, notified_on: date, more: int = 0) -> None:
    """Let the three partners sign, `more` working days after the plan."""
    day = story.days.after(notified_on, SIGNING_DAY + review.late_by + more)
    for minute, (partner, person) in enumerate(SPEAKERS.items()):

        def sign(by: Person, partner: Partner = partner) -> None:
            record = _now(story, f"rapid:{review.incident}")
            services.sign(by=by, review=record, partner=partner, signed_by_name=by.full_name, signed_on=day)

        story.then(at_time(day, time(14, minute * 17)), person, sign)


def _hear_from_the_panel(story: Story, review: Review, notified_on: date, move: Callable[..., Any]) -> None:
    """File the reply, where one came, reconsider where it differs, and conclude where the review has come so far."""

    def on(day: int, hour: int) -> datetime:
        return at_time(story.days.after(notified_on, day), time(hour))

    def conclude(by: Person) -> None:
        record = _now(story, f"rapid:{review.incident}")
        learned = record.activity.findings.filter(links__isnull=False).exists()
        told = {} if review.panel_reply == PanelReply.NONE else {"group_told_on": told_on}
        reason = "" if learned else "The learning points are agreed at the group’s next meeting."
        move("conclude", no_learning_reason=reason, **told)(by)

    if review.panel_reply == PanelReply.NONE:
        story.then(on(NO_REPLY_DAY, 10), "manager", conclude)
        return
    reply = {"panel_reply": review.panel_reply, "panel_reply_note": review.panel_reply_note}
    reply |= {"panel_on_quality": review.panel_on_quality, "panel_on_decision": review.panel_on_decision}
    story.then(on(REPLY_DAY, 10), "manager", move("record_reply", **reply))
    told_on = story.days.after(notified_on, REPLY_DAY + GROUP_DAYS)
    if review.panel_reply == PanelReply.DIFFERS:
        story.then(on(REPLY_DAY, 11), "manager", move("reconsider"))
        if review.until == "reconsidered":
            return
        again = REPLY_DAY + ANSWER_DAYS
        _sign(story, review, notified_on, again - SIGNING_DAY - review.late_by)
        upheld = {"reconsideration": Reconsideration.UPHELD, "reconsideration_reason": review.panel_reply_note}
        answered_on = story.days.after(notified_on, again)
        story.then(on(again, 16), "manager", move("settle", reconsidered_on=answered_on, **upheld))
    if review.until == "concluded":
        story.then(on(REPLY_DAY + GROUP_DAYS, 16), "manager", conclude)


def _write_in_full(story: Story, review: Review) -> Callable[[Person], None]:
    """Fill in the headings that are much alike, and weigh the criteria."""

    def step(by: Person) -> None:
        record = _now(story, f"rapid:{review.incident}")
        cockpit.write_the_rest(record)
        services.write_review(by=by, review=record)
        services.weigh_criteria(by=by, review=record, answers=cockpit.criteria(record.decision))

    return step


def _write(story: Story, review: Review, *names: str) -> Callable[[Person], None]:
    """Fill in those parts of the text that the review has by now."""

    def step(by: Person) -> None:
        record = _now(story, f"rapid:{review.incident}")
        for name in names:
            setattr(record, name, getattr(review, name))
        record.priority = story.made[f"priority.{review.priority}"] if review.priority else None
        services.write_review(by=by, review=record)

    return step


def _sign_off(story: Story, review: Review, close: Callable[[Person], None]) -> Callable[[Person], None]:
    def step(by: Person) -> None:
        close(by)
        record = story.made[f"rapid:{review.incident}"]
        if hasattr(record, "local_review"):
            story.made[f"local:{review.incident}"] = record.local_review

    return step


def _finish(story: Story, ending: Ending) -> None:
    day = story.days.ahead(-ending.ago)
    reason = ending.not_published_because
    name = "do_not_publish" if reason else "publish"
    facts: dict[str, Any] = {"finished_on": day}
    facts |= {"no_publication_reason": reason} if reason else {"web_address": "https://partnership.example/learning"}

    def step(by: Person) -> None:
        key = f"local:{ending.incident}"
        story.made[key] = LOCAL_REVIEW.apply(name, story.made[key], by=by, **facts)

    story.then(at_time(day, time(14)), "manager", step)
