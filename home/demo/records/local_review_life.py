"""The life of the demo's local reviews, step by step: commissioned, written, checked, signed, published, told of."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from escp.deadlines.calendar import at_time
from escp.deadlines.choices import LateReason
from escp.partnership.models import Person
from home.demo.records import local_review_words as words
from home.demo.records.local_reviews import STATES, State
from home.demo.records.story import Story
from reviews import services
from reviews.choices import Dispatched, Intention, LocalReviewState, Partner, Recipient, Redaction, Signed
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import Dispatch, FactualCheck, Involvement, Outcome, Reviewer, ReviewerRequest, TermsOfReference

SPEAKERS = {Partner.COUNCIL: "council_partner", Partner.POLICE: "police_partner", Partner.HEALTH: "health_partner"}
CHECK_EVERY = timedelta(days=26)
LATE_DRAFT = timedelta(days=130)
# The one review to which the demo's reviewer has access, for two months more.
OPEN_TO_REVIEWER, ACCESS_LEFT = "local:lcspr", timedelta(days=60)
ORDER = list(LocalReviewState)
# Working days after the decision, as the partnership plans them.
COMMISSION_DAY, CHOICE_DAY, APPOINTMENT_DAY, TERMS_DAY, SIGNING_DAY, AGREED_DAY, BEGIN_DAY = 3, 6, 11, 14, 18, 20, 21
INVITATION_DAY, STOPPING_DAY, REQUEST_DAY, DELAY_DAY, DRAFT_DAY = 30, 40, 45, 70, 84
# Working days from the draft to what follows it: sent out, settled, written, signed off, cleared, ready.
SENT_OUT, SETTLED, WRITTEN, SIGNED, SIGNED_OFF, CLEARED, COPIES, READY = 1, 6, 7, 10, 11, 14, 21, 22
# How many working days before its publication a review that has ended had its draft.
DRAFT_BEFORE_END = 31


class Life:
    """The steps of one local review, each on its day, as far as the review has come."""

    def __init__(self, story: Story, key: str, decided_on: date, state: State) -> None:
        self.story, self.key, self.decided_on, self.state = story, key, decided_on, state

    def has_come_to(self, state: State) -> bool:
        """Say whether the review has come to a state on the straight way, or beyond it."""
        if self.state in (State.DISCONTINUED, State.DELAYED):
            return state in ORDER[: ORDER.index(State.IN_PROGRESS) + 1]
        return ORDER.index(self.state) >= ORDER.index(state)

    def day(self, number: int, after: date | None = None) -> date:
        return self.story.days.after(after or self.decided_on, number)

    def on(self, day: date, hour: int, by: str, write: Callable[[Any, Person], Any], minute: int = 0) -> None:
        """Add a step that is given the record as it then is."""

        def step(person: Person) -> None:
            record = self.story.made[self.key]
            record.refresh_from_db()
            if (saved := write(record, person)) is not None:
                self.story.made[self.key] = saved

        self.story.then(at_time(day, time(hour, minute)), by, step)

    def move(self, day: date, hour: int, name: str, **facts: Any) -> None:
        self.on(day, hour, "manager", lambda record, by: LOCAL_REVIEW.apply(name, record, by=by, **facts))

    def write(self, day: date, hour: int, **fields: Any) -> None:
        """Write some fields of the review itself."""

        def write(record: Any, by: Person) -> Any:
            for name, value in fields.items():
                setattr(record, name, value)
            return services.write_part(by=by, review=record, changed=list(fields))

        self.on(day, hour, "manager", write)

    def add(
        self, day: date, hour: int, keep: Callable[..., Any], model: type[Any], minute: int = 0, **facts: Any
    ) -> None:
        """Add a row beside the review."""

        def write(record: Any, by: Person) -> None:
            keep(by=by, row=model(review=record, **facts))

        self.on(day, hour, "manager", write, minute)

    def sign(self, day: date, of: Signed) -> None:
        for minute, (partner, person) in enumerate(SPEAKERS.items()):

            def write(record: Any, by: Person, partner: Partner = partner) -> None:
                services.sign_local(
                    by=by, review=record, of=of, partner=partner, signed_by_name=by.full_name, signed_on=day
                )

            self.on(day, 14, person, write, minute * 17)


def live_through(story: Story, key: str, decided_on: date, ended_on: date | None, published: bool = True) -> None:
    """Add the steps of one local review from its decision to where it has come."""
    state = STATES.get(key.removeprefix("local:"), State.DRAFT)
    if ended_on:
        state = State.PUBLISHED if published else State.NOT_PUBLISHED
    life = Life(story, key, decided_on, state)
    _commission(life)
    _monitor(life, ended_on)
    _take_part(life)
    if state == State.DISCONTINUED:
        life.move(life.day(STOPPING_DAY), 15, "discontinue", discontinued_because=words.STOPPED)
    if state == State.DELAYED:
        _delay(life)
    if life.has_come_to(State.DRAFT):
        _finish(life, ended_on)


def _commission(life: Life) -> None:
    """From the proposal to the day on which the review begins."""
    if not life.has_come_to(State.COMMISSIONED):
        return
    life.move(life.day(COMMISSION_DAY), 10, "commission", panel_informed_on=life.decided_on, budget_holder=words.BUDGET)
    if not life.has_come_to(State.REVIEWER_APPOINTED):
        return
    appointed_on, agreed_on = life.day(APPOINTMENT_DAY), life.day(AGREED_DAY)
    life.on(life.day(CHOICE_DAY), 11, "manager", lambda record, by: _choose(life, record, by))
    life.move(appointed_on, 12, "appoint_reviewer", reviewer_appointed_on=appointed_on)
    life.on(life.day(TERMS_DAY), 10, "manager", lambda record, by: _write_terms(life, record, by))
    if not life.has_come_to(State.TERMS_AGREED):
        return
    life.sign(life.day(SIGNING_DAY), Signed.TERMS)
    life.move(agreed_on, 16, "agree_terms", terms_agreed_on=agreed_on)
    if life.has_come_to(State.IN_PROGRESS):
        life.move(life.day(BEGIN_DAY), 10, "begin")


def _choose(life: Life, record: Any, by: Person) -> None:
    """Record the reviewer with what was considered; one of them is let into the case, for a time."""
    day = life.day(CHOICE_DAY)
    facts = words.reviewer(life.key) | {"conflict_checked_on": day, "conflict_checked_by": by.full_name}
    if life.key == OPEN_TO_REVIEWER:
        until = life.story.days.today + ACCESS_LEFT
        facts |= {"account": life.story.people["reviewer"], "access_from": day, "access_until": until}
    services.write_reviewer(by=by, row=Reviewer(review=record, **facts))


def _write_terms(life: Life, record: Any, by: Person) -> None:
    terms = TermsOfReference(review=record, title=f"Local review: {record.case.pseudonym}", **words.TERMS)
    terms.scope_from, terms.scope_to = life.decided_on - timedelta(days=730), life.decided_on
    terms.milestones = [
        {"on": f"{life.day(number)}", "what": what}
        for number, what in ((63, "Agency reports"), (84, "The first draft"))
    ]
    services.write_terms(by=by, terms=terms)


def _monitor(life: Life, ended_on: date | None) -> None:
    """A note every month while the review is under way; in the one that is delayed a month was missed."""
    until = ended_on or life.story.days.today
    if life.state == State.DISCONTINUED:
        until = life.day(STOPPING_DAY)
    number, on = 0, life.day(0, life.decided_on + CHECK_EVERY)
    while on < until:
        note = words.NOTES[number % len(words.NOTES)]
        missed = life.state == State.DELAYED and number == 1

        def write(record: Any, by: Person, on: date = on, note: dict[str, str] = note, missed: bool = missed) -> None:
            reason = {"gap_reason": words.GAP} if missed else {}
            services.record_progress_check(by=by, review=record, held_on=on, **note, **reason)

        life.on(on, 15, "manager", write, 10)
        step = CHECK_EVERY + timedelta(days=18) if life.state == State.DELAYED and number == 0 else CHECK_EVERY
        number, on = number + 1, life.day(0, on + step)


def _take_part(life: Life) -> None:
    """Practitioners, child and family are invited once the review has begun."""
    day = life.day(INVITATION_DAY)
    if not life.has_come_to(State.IN_PROGRESS):
        return
    for number, invitation in enumerate(words.INVITATIONS):
        facts = dict(invitation)
        if facts["answer"]:
            facts["answered_on"] = life.day(3 + number, day)
        if facts["said"]:
            facts["met_on"] = life.day(5 + number, day)
        life.add(life.day(9, day), 11, services.write_beside, Involvement, number, invited_on=day, **facts)
    if life.state not in (State.IN_PROGRESS, State.DISCONTINUED):
        asked_on = life.day(REQUEST_DAY)
        answered: dict[str, Any] = {"answered_on": life.day(5, asked_on), "answer": words.ANSWER}
        life.add(
            life.day(6, asked_on),
            10,
            services.write_beside,
            ReviewerRequest,
            asked_on=asked_on,
            **words.REQUEST,
            **answered,
        )


def _delay(life: Life) -> None:
    known_on, told_on = life.day(DELAY_DAY), life.day(DELAY_DAY + 2)
    life.write(known_on, 12, delay_known_on=known_on, delay_reason=LateReason.PROCEEDINGS, delay_words=words.DELAY)
    life.write(told_on, 12, notice_sent_on=told_on, notice_how="By e-mail to the secretariat and to the department")
    life.move(told_on, 13, "delay")


def _finish(life: Life, ended_on: date | None) -> None:
    """From the draft onwards. A review that has ended is dated back from its end."""
    days = life.story.days
    draft_on = life.day(DRAFT_DAY)
    if ended_on:
        draft_on = life.day(-DRAFT_BEFORE_END, ended_on)
    elif life.state == State.DRAFT:
        # The draft of this one came a week later than the partnership had aimed for.
        draft_on = life.day(0, life.decided_on + LATE_DRAFT)

    def on(number: int) -> date:
        return days.after(draft_on, number)

    life.move(draft_on, 11, "record_draft", draft_on=draft_on)
    if not life.has_come_to(State.FACTUAL_CHECK):
        return
    settles = life.has_come_to(State.PARTNER_SIGNED)
    for number, (whom, comments, settlement) in enumerate(words.FACTS):
        facts: dict[str, Any] = {"whom": whom, "sent_on": on(SENT_OUT)}
        if settles or number == 0:
            back = {"returned_on": on(SETTLED), "comments": comments} if comments else {}
            facts |= back | {"settled_on": on(SETTLED), "settlement": settlement}
        life.add(on(SETTLED), 10, services.write_beside, FactualCheck, number, **facts)
    life.move(on(SETTLED), 11, "begin_factual_check")
    life.write(on(WRITTEN), 10, improvements=words.IMPROVEMENTS, underlying_reasons=words.REASONS)
    if not settles:
        return
    life.sign(on(SIGNED), Signed.REPORT)
    life.move(on(SIGNED_OFF), 10, "record_sign_off")
    _prepare(life, draft_on, ended_on)


def _prepare(life: Life, draft_on: date, ended_on: date | None) -> None:
    """From the sign-off to the end: cleared, sent, closed."""

    def on(number: int) -> date:
        return life.story.days.after(draft_on, number)

    planned_on = ended_on or life.day(DRAFT_BEFORE_END, draft_on)
    intention = Intention.NOT_PUBLISH if life.state == State.NOT_PUBLISHED else Intention.PUBLISH
    life.write(on(SIGNED_OFF), 12, planned_publication_on=planned_on, intention=intention, response=words.RESPONSE)
    if not life.has_come_to(State.PRE_PUBLICATION):
        return
    cleared = on(CLEARED)
    read = {"legal_read_on": cleared, "legal_read_by": "The partnership’s solicitor"}
    life.write(cleared, 11, family_informed_on=cleared, family_informed_how=words.FAMILY, **read)
    for person in ("manager", "officer"):
        life.on(
            cleared,
            15,
            person,
            lambda record, by: (
                services.approve_anonymity(by=by, review=record, approved_on=cleared, looked_for=list(Redaction.values))
                and None
            ),
        )
    _send(life, on(COPIES), Dispatched.FULL_REPORT)
    if life.state == State.NOT_PUBLISHED:
        _send(life, on(COPIES), Dispatched.IMPROVEMENTS, 30)
    life.move(on(READY), 10, "prepare_publication")


def _send(life: Life, day: date, what: Dispatched, minute: int = 0) -> None:
    for number, to in enumerate(Recipient):
        facts = {"what": what, "to": to, "sent_on": day, "how": words.SENT[to]}
        life.add(day, 16, services.write_dispatch, Dispatch, minute + number, **facts)


def follow_up(story: Story, key: str, published_on: date) -> None:
    """Add what follows the publication of a local review."""
    life = Life(story, key, published_on, State.PUBLISHED)
    deposited_on, told_on = life.day(3), life.day(118)
    life.write(deposited_on, 11, repository_sent_on=deposited_on, website_on=published_on, response_on=published_on)
    life.add(
        life.day(1), 12, services.write_outcome, Outcome, after="publication", sent_on=life.day(1), **words.AT_ONCE
    )
    life.add(told_on, 12, services.write_outcome, Outcome, after="six", sent_on=told_on, **words.AFTER_SIX)
