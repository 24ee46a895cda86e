"""After the notification: triggers, steps with their hours, the serious incident, what is carried on, and the moves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cdop.choices import Route, Scope, State
from cdop.lifecycle import CHILD_DEATH
from cdop.models import ImmediateLearning
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.lifecycle.engine import Refused
from escp.partnership.choices import AgencyKind
from reviews.models import SeriousIncident
from tests.factories.cdop import AnalysisFactory, ChildDeathFactory, ImmediateLearningFactory, ResponseFactory
from tests.factories.learning import FindingFactory
from tests.factories.partnership import AgencyFactory, ConflictFactory, PersonFactory
from tests.pages import day_boxes, moment_boxes, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory(role=RoleKey.CDOP_REPRESENTATIVE)


@pytest.fixture
def cdop(client_for, person):
    return client_for(person)


def move(name, death):
    return reverse("lifecycle:move", args=["child-death", death.reference, name])


def due(record):
    return {row.clock: row for row in deadlines_of(record)}


def test_a_death_goes_from_the_triggers_to_a_close_that_says_where_its_learning_goes(cdop):
    death = ChildDeathFactory()
    decided = {"triggers": ["sudden"], "decided_by_words": "Duty doctor", **moment_boxes("decided_at", timezone.now())}

    assert posted(cdop, move("respond", death), decided).status_code == 302
    page = text_of(cdop.get(death.get_absolute_url()))
    assert "It is sudden and there is no immediately apparent cause" in page
    assert "Record the meeting of the joint agency response first." in page
    today = timezone.localdate()
    steps = reverse("cdop:response", args=[death.reference])
    assert posted(cdop, steps, {**day_boxes("met_on", today), "attendance": "Doctor\nPolice"}).status_code == 302
    asked = cdop.get(move("end_response", death))
    assert "Answer first whether a serious incident was considered." in text_of(asked)
    considered = reverse("cdop:considered", args=[death.reference])
    posted(cdop, considered, {"answer": "no", "reason": "Nothing suggests abuse or neglect."})
    AnalysisFactory(death=death, complete=True, draft=None)
    for name, facts in (
        ("end_response", {}),
        ("hold_meeting", day_boxes("meeting_on", today) | {"attendance_0_role": "Paediatrician"}),
        ("review", day_boxes("panel_on", today)),
    ):
        assert posted(cdop, move(name, death), facts).status_code == 302
    refused = posted(cdop, move("close", death), {"route": "none"})
    assert "Enter why there is nothing to carry further." in text_of(refused)
    refused = posted(cdop, move("close", death), {"route": "group"})
    assert "Record what was found first" in text_of(refused)
    FindingFactory(activity=death.activity)
    posted(cdop, move("close", death), {"route": "group"})

    death.refresh_from_db()
    assert (death.state, death.route, death.closed_on) == (State.CLOSED, Route.GROUP, today)
    assert not [
        row.clock for row in deadlines_of(death) if row.is_open and row.clock not in ("cdop.notification", "cdop.ncmd")
    ]


def test_the_hours_run_to_the_second_across_both_changes_of_the_clocks():
    for died_at in (datetime(2026, 3, 28, 20, 15, 7, tzinfo=UTC), datetime(2025, 10, 25, 20, 15, 7, tzinfo=UTC)):
        death = ChildDeathFactory(died_at=died_at)
        assert (due(death)["cdop.notification"].due_at - died_at).total_seconds() == 24 * 3600
        assert (due(death)["cdop.ncmd"].due_at - died_at).total_seconds() == 48 * 3600
        response = ResponseFactory(death=death)
        assert (due(response)["cdop.first-information"].due_at - died_at).total_seconds() == 48 * 3600


def test_working_days_months_and_weeks_go_round_christmas():
    died_at = datetime(2025, 12, 23, 10, tzinfo=UTC)
    death = ChildDeathFactory(died_at=died_at, state=State.RESPONDING, ready_on=date(2025, 12, 24))
    response = ResponseFactory(death=death, decided_at=died_at + timedelta(hours=3))

    assert due(response)["cdop.home-visit"].due_on == date(2025, 12, 24)
    assert due(response)["cdop.joint-agency-response"].due_on == date(2025, 12, 30)
    assert due(death)["cdop.review-meeting"].due_on == date(2026, 3, 23)
    assert due(death)["cdop.panel"].due_on == date(2026, 2, 4)
    response.met_on = date(2025, 12, 24)
    response.save()
    assert due(response)["cdop.serious-incident-considered"].due_on == date(2025, 12, 29)


def test_a_visit_that_is_not_made_for_a_reason_is_no_longer_owed():
    response = ResponseFactory()
    response.no_visit_because = "The child died in hospital."
    response.save()

    assert "cdop.home-visit" not in due(response)


@pytest.mark.parametrize(
    ("scope", "triggers", "said"),
    [
        (Scope.STILLBIRTH_UNATTENDED, ["sudden"], "is itself a trigger"),
        (Scope.CHILD, ["stillbirth"], "born alive"),
    ],
)
def test_triggers_that_contradict_the_notification_are_refused(person, scope, triggers, said):
    facts = {"triggers": triggers, "decided_by_words": "Duty doctor", "decided_at": timezone.now()}

    with pytest.raises(ValidationError, match=said):
        CHILD_DEATH.apply("respond", ChildDeathFactory(scope=scope), by=person, **facts)


def test_an_unattended_stillbirth_is_never_without_a_response_and_leaves_the_review_when_confirmed(person):
    death = ChildDeathFactory(scope=Scope.STILLBIRTH_UNATTENDED)
    with pytest.raises(Refused):
        CHILD_DEATH.apply("gather", death, by=person, no_response_because="Looked at.")
    with pytest.raises(ValidationError, match="is reviewed here"):
        CHILD_DEATH.apply("leave_out", death, by=person, scope=Scope.CHILD)

    facts = {"triggers": ["stillbirth"], "decided_by_words": "Duty doctor", "decided_at": timezone.now()}
    death = CHILD_DEATH.apply("respond", death, by=person, **facts)
    assert [row for row in deadlines_of(death.response) if row.is_open]

    left = CHILD_DEATH.apply("leave_out", death, by=person, scope=Scope.STILLBORN)

    assert left.state == State.OUT_OF_SCOPE
    assert not [row for row in [*deadlines_of(left), *deadlines_of(left.response)] if row.is_open]


def test_a_death_that_is_not_reviewed_here_is_left_out_before_anything_has_begun(person):
    left = CHILD_DEATH.apply("leave_out", ChildDeathFactory(), by=person, scope=Scope.STILLBORN)
    assert left.state == State.OUT_OF_SCOPE
    assert not [row for row in deadlines_of(left) if row.is_open]


def test_a_death_that_is_not_reviewed_here_can_only_be_left_out(person):
    death = ChildDeathFactory(scope=Scope.TERMINATION)

    with pytest.raises(Refused, match="not reviewed here"):
        CHILD_DEATH.apply("gather", death, by=person, no_response_because="Looked at.")
    assert not list(deadlines_of(death))


@pytest.mark.parametrize(
    ("name", "state", "facts", "field"),
    [
        ("respond", State.NOTIFIED, {"triggers": ["sudden"], "decided_by_words": "Doctor"}, "decided_at"),
        ("hold_meeting", State.GATHERING, {}, "meeting_on"),
        ("hold_meeting", State.GATHERING, {"meeting_on": date(2026, 1, 5)}, "ready_on"),
        ("review", State.MEETING_HELD, {}, "panel_on"),
    ],
)
def test_a_step_cannot_be_older_than_what_comes_before_it(person, name, state, facts, field):
    death = ChildDeathFactory(state=state, died_at=datetime(2026, 1, 2, 9, tzinfo=UTC))
    AnalysisFactory(death=death, complete=True)
    early = datetime(2026, 1, 1, 9, tzinfo=UTC)

    with pytest.raises(ValidationError) as refused:
        CHILD_DEATH.apply(name, death, by=person, **facts, **{field: early if field == "decided_at" else early.date()})
    assert field in refused.value.error_dict


def test_a_meeting_cannot_lie_in_the_future(person):
    tomorrow = timezone.localdate() + timedelta(days=1)

    with pytest.raises(ValidationError, match="in the future"):
        CHILD_DEATH.apply("hold_meeting", ChildDeathFactory(state=State.GATHERING), by=person, meeting_on=tomorrow)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (moment_boxes("attended_at", datetime(2020, 1, 1, tzinfo=UTC)), "before the child died"),
        (day_boxes("met_on", date(2020, 1, 1)), "before the child died"),
        (day_boxes("followed_up_on", timezone.localdate()), "it comes before the follow-up"),
        (moment_boxes("visited_at", timezone.now()) | {"no_visit_because": "None."}, "a visit is recorded"),
    ],
)
def test_steps_that_contradict_each_other_are_refused_in_words(cdop, facts, said):
    url = reverse("cdop:response", args=[ResponseFactory().death.reference])

    assert said in text_of(posted(cdop, url, facts))


def test_a_death_without_a_response_has_no_steps(cdop):
    assert cdop.get(reverse("cdop:response", args=[ChildDeathFactory().reference])).status_code == 404


def test_a_yes_opens_the_serious_incident_on_the_same_case_with_the_facts_and_links_both_ways(client_for, cdop):
    AgencyFactory(kind=AgencyKind.COUNCIL)
    response = ResponseFactory(protection="Both brothers stay with an aunt.", death__circumstances="Found at night.")
    death = response.death
    url = reverse("cdop:considered", args=[death.reference])

    answer = posted(cdop, url, {"answer": "yes", "reason": "Neglect is suspected."})

    incident = SeriousIncident.objects.get()
    death.refresh_from_db()
    assert answer.url == death.get_absolute_url()
    assert death.incident == incident
    assert (incident.case, incident.lead.kind, incident.nature) == (death.case, AgencyKind.COUNCIL, "death")
    assert (incident.summary, incident.immediate_safety) == ("Found at night.", "Both brothers stay with an aunt.")
    assert incident.reference in text_of(cdop.get(death.get_absolute_url()))
    manager = client_for(PersonFactory())
    assert death.reference in text_of(manager.get(incident.get_absolute_url()))
    lead = client_for(PersonFactory(role=RoleKey.SIN_LEAD))
    assert death.reference not in text_of(lead.get(incident.get_absolute_url()))
    assert "is being considered" in text_of(posted(cdop, url, {"answer": "no", "reason": "Not after all."}))


def test_a_yes_without_a_local_authority_among_the_agencies_says_what_is_missing(cdop):
    death = ChildDeathFactory(lead=AgencyFactory(kind=AgencyKind.HEALTH))
    for agency in type(death.lead).objects.filter(kind=AgencyKind.COUNCIL):
        agency.kind = AgencyKind.HEALTH
        agency.save()

    answer = posted(
        cdop, reverse("cdop:considered", args=[death.reference]), {"answer": "yes", "reason": "Neglect is suspected."}
    )

    assert "No local authority is among the agencies" in text_of(answer)
    death.refresh_from_db()
    assert death.incident_considered == ""


def test_learning_is_carried_on_in_one_step_and_answered_by_those_it_went_to(client_for, cdop):
    death = ChildDeathFactory()
    url = reverse("cdop:carry-on", args=[death.reference])

    posted(cdop, url, {"to": "notifier", "words": "A sleeping place was not safe."})

    learning = ImmediateLearning.objects.get()
    assert due(learning)["cdop.immediate-learning-notifier"].is_open
    lead, member = client_for(PersonFactory(role=RoleKey.SIN_LEAD)), client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    page = text_of(lead.get(learning.get_absolute_url()))
    assert "A sleeping place was not safe." in page
    assert death.reference not in page
    assert member.get(learning.get_absolute_url()).status_code == 404
    answer = reverse("cdop:immediate-learning-answer", args=[learning.reference])
    assert cdop.get(answer).status_code == 403
    posted(lead, answer, {"answer": "A message to midwives."})
    assert "has answered already" in text_of(posted(lead, answer, {"answer": "Again."}))
    assert "A message to midwives." in text_of(lead.get(learning.get_absolute_url()))
    assert not due(learning)["cdop.immediate-learning-notifier"].is_open


def test_what_went_to_the_group_is_read_by_its_members_but_not_by_one_with_a_conflict(client_for):
    learning, member = ImmediateLearningFactory(), PersonFactory(role=RoleKey.PIG_MEMBER)
    assert client_for(member).get(learning.get_absolute_url()).status_code == 200
    ConflictFactory(case=learning.death.case, person=member)

    assert client_for(member).get(learning.get_absolute_url()).status_code == 404


def test_a_review_that_is_closed_carries_nothing_more_on(cdop):
    death = ChildDeathFactory(state=State.OUT_OF_SCOPE)

    answer = posted(cdop, reverse("cdop:carry-on", args=[death.reference]), {"to": "group", "words": "Words."})

    assert "This can no longer be changed" in text_of(answer)
    assert not ImmediateLearning.objects.exists()
