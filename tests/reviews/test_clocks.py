"""Every duty of table D that an incident or a review brings: how long, by what authority, whose, reminded when."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

import cdop.clocks
from actionplans import clocks as action_clocks
from escp.access.roles import RoleKey
from escp.deadlines.calendar import LONDON, Calendar
from escp.deadlines.choices import DeadlineState, PauseGround
from escp.deadlines.models import Deadline
from escp.deadlines.queries import Holders, deadlines_of, recipients
from reviews import clocks, services
from reviews.choices import LocalReviewState
from reviews.lifecycle.local_review import LOCAL_REVIEW, copy_came_too_late
from reviews.models import ProgressCheck
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, LocalReviewFactory, RapidReviewFactory
from tests.pages import day_boxes, posted

BM, SP, LP, SL, CD = (
    RoleKey.BUSINESS_MANAGER,
    RoleKey.STATUTORY_PARTNER,
    RoleKey.LEAD_PARTNER,
    RoleKey.SIN_LEAD,
    RoleKey.CDOP_REPRESENTATIVE,
)
PIG, AC, BO = RoleKey.PIG_MEMBER, RoleKey.AGENCY_CONTRIBUTOR, RoleKey.BUSINESS_OFFICER
FIVE = "start+0 start+1 start+3 due-1 due+0"
# clock, length, level, owed by, reminders, who is reminded too and from when: by hand from the table of deadlines.
TABLE = [
    (clocks.NOTIFY_PANEL, "5 working days", "guidance", SL, FIVE, [("due-1", SP), ("due-1", BM), ("due+1d", LP)]),
    (clocks.TELL_PARTNERS, "5 working days", "guidance", SL, FIVE, [("due+1d", SP)]),
    (clocks.DECIDE, "2 working days", "local", SP, "due+0 due+1", [("due+2", LP)]),
    (clocks.HOLD_MEETING, "11 working days", "local", BM, "start+7 start+10", []),
    (clocks.SIGN_RAPID_REVIEW, "14 working days", "local", SP, "start+12 start+13 due+0", [("due-10h", LP)]),
    (
        clocks.SEND_RAPID_REVIEW,
        "15 working days",
        "national",
        BM,
        "start+0 start+10 start+13 due-1 due+0",
        [("start+10", SP), ("due+1d", LP)],
    ),
    (clocks.DO_AT_ONCE, "None", "local", AC, "due-5 due+0", [("due+1", PIG)]),
    (clocks.CHECK_PARALLEL, "5 working days", "local", BO, "due+0", [("due+1", BM)]),
    (clocks.RECHECK_PARALLEL, "1 month", "local", BO, "due+0d", [("due+1d", BM)]),
    (
        clocks.REPLY_TO_CORONER,
        "56 days",
        "statute",
        BM,
        "due-28d due-14d due-7d due+0d",
        [("due-7d", SP), ("due+1d", LP)],
    ),
    (clocks.PANEL_REPLY, "10 working days", "local", BM, "start+10 start+15 start+20", []),
    (clocks.APPOINT_REVIEWER, "25 working days", "local", BM, "due-10 due-3", [("due+1", SP)]),
    (clocks.AGREE_TERMS, "25 working days", "local", SP, "due-10 due-3", [("due+1", LP)]),
    (clocks.CHECK_PROGRESS, "1 month", "statute", BM, "due-5d due+0d", [("due+1d", SP)]),
    (clocks.DRAFT, "4 months", "local", BM, "due-20d due-5d", [("due+14d", SP)]),
    (
        clocks.PUBLISH_LOCAL_REVIEW,
        "6 months",
        "guidance",
        BM,
        "due-60d due-30d due-14d due-7d",
        [("due-60d", SP), ("due+1d", LP)],
    ),
    (clocks.NOTIFY_DELAY, "5 working days", "guidance", BM, "start+2 due+0", [("due+1d", LP)]),
    (clocks.SEND_COPY, "7 working days before", "guidance", BM, "due-5 due-2 due-1", [("due+1d", SP)]),
    (clocks.SEND_IMPROVEMENTS, "7 working days before", "guidance", BM, "due-5 due-2 due-1", [("due+1d", LP)]),
    (clocks.KEEP_PUBLIC, "12 months", "guidance", BM, "due-30d", []),
    (clocks.SEND_TO_REPOSITORY, "5 working days", "local", BM, "due-2 due+0", []),
    (clocks.OUTCOMES_SIX, "6 months", "framework", BM, "due-30d due+0d", [("due+1", SP)]),
    (clocks.OUTCOMES_TWELVE, "12 months", "framework", BM, "due-30d due+0d", [("due+1", SP)]),
    (
        action_clocks.SUSTAINED_CHECK,
        "6 months",
        "local",
        AC,
        "due-14d due+0d",
        [("due+14d", PIG), ("due-14d", BM)],
    ),
    (cdop.clocks.NOTIFICATION, "24 hours", "framework", CD, "due+0h", []),
    (cdop.clocks.NCMD, "48 hours", "national", CD, "due+0h", []),
    (cdop.clocks.JOINT_RESPONSE_MEETING, "3 working days", "national", CD, "due+0 due+1", []),
    (cdop.clocks.SERIOUS_INCIDENT_CONSIDERED, "1 working day", "local", CD, "due+0", [("due+1", BM)]),
    (cdop.clocks.REVIEW_MEETING, "3 months", "guidance", CD, "due-30d due-7d", []),
    (cdop.clocks.PANEL_REVIEW, "6 weeks", "guidance", CD, "due-14d due-3d", []),
]
# Only the partnership's own targets of a local review may wait, and only for others.
MAY_WAIT = {clocks.APPOINT_REVIEWER.key, clocks.AGREE_TERMS.key, clocks.DRAFT.key, clocks.PUBLISH_LOCAL_REVIEW.key}
LAW = ("Act", "Regulations", "Working Together")


def code(text):
    """Read a moment as the table writes it into the code that is stored."""
    return text if text[-1] in "dh" else f"{text}wd"


@pytest.mark.parametrize(
    ("clock", "length", "level", "owed", "remind", "escalate"), TABLE, ids=[row[0].key for row in TABLE]
)
def test_a_duty_is_declared_as_the_table_has_it(clock, length, level, owed, remind, escalate):
    assert (str(clock.length), clock.level, clock.owed_by.role) == (length, level, owed)
    assert [offset.code for offset in clock.remind] == [code(each) for each in remind.split()]
    assert [(step.at.code, step.role) for step in clock.escalate] == [(code(at), role) for at, role in escalate]
    waits = {PauseGround.POLICE, PauseGround.COURT, PauseGround.CORONER, PauseGround.PARALLEL_REVIEW}
    assert set(clock.pauses) == (waits if clock.key in MAY_WAIT else set())


@pytest.mark.parametrize("clock", [row[0] for row in TABLE if row[2] == "local"], ids=lambda clock: clock.key)
def test_a_local_target_never_looks_like_law(clock):
    assert not clock.level.statutory
    assert not clock.guidance
    assert not [word for word in LAW if word in clock.authority]


# Lives --------------------------------------------------------------------------------------------------------------


def due(record, clock):
    return deadlines_of(record).get(clock=clock.key)


pytestmark = pytest.mark.django_db


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


def told(deadline, at):
    """Return who is reminded of a deadline at a moment."""
    return recipients(deadline, at, Holders.now(), Calendar())


def test_the_five_days_go_up_to_the_director_and_then_to_the_lead_partners():
    """Aware Monday 2 March 2026: due Monday 9 March; from Friday 6 March the same authority's delegated partner."""
    council, police = AgencyFactory(), AgencyFactory()
    lead, director, other = (
        PersonFactory(role=SL, agency=council).pk,
        PersonFactory(role=SP, agency=council).pk,
        PersonFactory(role=SP, agency=police).pk,
    )
    partner, manager = PersonFactory(role=LP, agency=police).pk, PersonFactory(role=BM).pk
    incident = IncidentFactory(lead=council, aware_at=london(2026, 3, 2, 15), recorded_by__role=None)
    deadline = due(incident, clocks.NOTIFY_PANEL)

    assert deadline.due_on == date(2026, 3, 9)
    assert told(deadline, london(2026, 3, 5, 12)) == {lead}
    assert told(deadline, london(2026, 3, 6, 12)) == {lead, director, manager}
    assert told(deadline, london(2026, 3, 10, 12)) == {lead, director, manager, partner}
    assert other not in told(deadline, london(2026, 3, 10, 12))


def test_lead_partners_hear_on_the_afternoon_of_day_fourteen():
    """Notified Tuesday 10 March 2026: day 14 is Monday 30 March. At 1pm the partners alone, from 2pm the leads."""
    partner, lead = PersonFactory(role=SP).pk, PersonFactory(role=LP).pk
    incident = IncidentFactory(
        state="review_opened", aware_at=london(2026, 3, 9, 9), notified_at=london(2026, 3, 10, 9)
    )
    review = RapidReviewFactory(incident=incident)
    deadline = due(review, clocks.SIGN_RAPID_REVIEW)

    assert (deadline.due_on, due(review, clocks.HOLD_MEETING).due_on) == (date(2026, 3, 30), date(2026, 3, 25))
    assert told(deadline, london(2026, 3, 30, 13)) == {partner}
    assert told(deadline, london(2026, 3, 30, 14)) == {partner, lead}


def test_partners_told_in_time_meets_the_duty_and_a_day_before_awareness_is_refused(client_for):
    incident = IncidentFactory()
    client = client_for(PersonFactory(role=SL))
    url = reverse("reviews:incident-partners", args=[incident.reference])
    aware_on = timezone.localdate(incident.aware_at)

    early = posted(client, url, day_boxes("partners_told_on", aware_on - timedelta(days=1)))
    assert "cannot have been told before" in early.content.decode()
    assert posted(client, url, day_boxes("partners_told_on", aware_on)).status_code == 302

    assert due(incident, clocks.TELL_PARTNERS).state == DeadlineState.MET
    incident.state = "duplicate"
    with pytest.raises(ValidationError, match="no longer owed"):
        services.tell_partners(by=PersonFactory(), incident=incident)


def test_a_local_review_runs_from_its_decision_as_worked_out_by_hand():
    """Decided Monday 2 March 2026; Good Friday 3 April and Easter Monday 6 April are not working days."""
    review = LocalReviewFactory(decided_on=date(2026, 3, 2), planned_publication_on=date(2026, 9, 1))

    assert {row.clock.removeprefix("reviews.lcspr"): row.due_on for row in deadlines_of(review)} == {
        "-reviewer": date(2026, 4, 8),
        "-terms": date(2026, 4, 8),
        "-draft": date(2026, 7, 2),
        "": date(2026, 9, 2),
        # Seven working days back from Tuesday 1 September, over the bank holiday of 31 August.
        "-copy": date(2026, 8, 20),
    }


def test_what_follows_publication_runs_from_it():
    review = LocalReviewFactory(
        decided_on=date(2026, 3, 2), state=LocalReviewState.PUBLISHED, finished_on=date(2026, 8, 28)
    )

    assert {row.clock.removeprefix("reviews.lcspr"): row.due_on for row in deadlines_of(review)} == {
        "": date(2026, 9, 2),
        "-repository": date(2026, 9, 7),
        "-outcomes-6": date(2027, 2, 28),
        "-outcomes-12": date(2027, 8, 28),
        "-public": date(2027, 8, 28),
    }


def test_publication_is_refused_until_the_panel_has_had_the_report_for_seven_working_days():
    review = LocalReviewFactory(decided_on=date(2026, 3, 2))
    assert "Nobody has recorded that it was sent" in copy_came_too_late(review, date(2026, 9, 1))

    review.copy_sent_on = date(2026, 8, 21)
    assert copy_came_too_late(review, date(2026, 9, 1)).endswith(
        "by 20 August 2026 for this day. It was sent on 21 August 2026."
    )
    review.copy_sent_on = date(2026, 8, 20)
    assert copy_came_too_late(review, date(2026, 9, 1)) is None

    with pytest.raises(ValidationError, match="at least 7 working days"):
        LOCAL_REVIEW.apply(
            "publish",
            LocalReviewFactory(state=LocalReviewState.PRE_PUBLICATION),
            by=PersonFactory(role=BM),
            finished_on=timezone.localdate(),
        )


def test_a_check_of_progress_opens_the_next_until_the_review_ends():
    manager, today = PersonFactory(role=BM), timezone.localdate()
    review = LocalReviewFactory(copied=True, decided_on=today - timedelta(days=40))

    first = services.record_progress_check(
        by=manager, review=review, held_on=today - timedelta(days=12), time_note="Fair."
    )
    second = ProgressCheck.objects.get(held_on=None)

    assert (first.opens_on, second.opens_on) == (review.decided_on, first.held_on)
    assert due(first, clocks.CHECK_PROGRESS).state == DeadlineState.MET
    assert due(second, clocks.CHECK_PROGRESS).state == DeadlineState.OPEN
    for day in (first.held_on - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(ValidationError, match="after the last check"):
            services.record_progress_check(by=manager, review=review, held_on=day)

    review = LOCAL_REVIEW.apply("publish", review, by=manager, finished_on=today)
    assert not Deadline.objects.filter(clock=clocks.CHECK_PROGRESS.key, state=DeadlineState.OPEN).exists()
    with pytest.raises(ValidationError, match="has ended"):
        services.record_progress_check(by=manager, review=review, held_on=today)


def test_a_local_target_says_on_the_page_that_it_is_not_law_and_what_is_done_is_folded_away(client_for):
    incident = IncidentFactory(partners_told_on=timezone.localdate())
    page = client_for(PersonFactory(role=BM)).get(incident.get_absolute_url()).content.decode()

    assert page.count("Local target, not law.") == 1
    assert "1 duty done" in page
    assert "Tell the local safeguarding partners: done on" in page.split("1 duty done")[1]
