"""Learning is embedded: events with who came and what they said, policies that change, statements on training."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.partnership.choices import AgencyKind
from escp.returns.services.asking import Asked, ask, ask_also
from learning.choices import EventState, PolicyState
from learning.embedding import services
from learning.embedding.asking import STATEMENT
from learning.embedding.lifecycle import EVENT, POLICY_CHANGE
from learning.embedding.policies import may_answer
from learning.embedding.queries import QUESTIONNAIRE, TRAINING, agencies_missing_at, events_for, policy_changes_for
from learning.health import groups_for
from learning.models import Event, PolicyChange
from learning.walk import thread_of
from tests.actionplans.sending import on, send, text
from tests.factories.embedding import EvaluationFactory, EventFactory, PolicyChangeFactory
from tests.factories.learning import LearningPointFactory, ThemeFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.returns import PartFactory, RequestFactory, ReturnFactory, VersionFactory

pytestmark = pytest.mark.django_db


def step(client, key, record, name, **said):
    record.refresh_from_db()
    return send(client, f"/steps/{key}/{record.reference}/{name}/", version=record.version, **said)


def test_an_event_is_planned_held_counted_and_judged_without_a_name(client_for):
    manager = PersonFactory()
    police, trust = AgencyFactory(name="Police"), AgencyFactory(name="Trust")
    point, client = LearningPointFactory(), client_for(manager)
    today = timezone.localdate()
    facts = {"title": "Asking after fathers", "kind": "workshop", "place": "Online", "run_by": "The unit"}
    facts |= on("happens_on", today) | {"points": point.pk}
    assert "What kind of event" in text(send(client, reverse("learning:event-new"), title="A workshop"))
    send(client, reverse("learning:event-new"), **facts)
    event = Event.objects.get()
    assert event.title in text(client.get(reverse("learning:events")))
    change = reverse("learning:event-change", args=[event.reference])
    assert client.get(change).status_code == 200
    send(client, change, version=event.version, **facts | {"place": "The hall"})

    counts = {f"invited_{police.pk}": 12, f"came_{police.pk}": 9, f"invited_{trust.pk}": 4, f"came_{trust.pk}": 0}
    write = reverse("learning:event-attendance", args=[event.reference])
    event.refresh_from_db()
    assert "Record that it was held first" in text(send(client, write, version=event.version, **counts))
    assert step(client, "event", event, "hold").status_code == 302
    event.refresh_from_db()
    assert send(client, write, version=event.version, **counts).status_code == 302
    page = text(client.get(event.get_absolute_url()))
    assert "9 came, 16 were invited." in page
    assert "Trust" in page.split("Nobody came from")[1].split(".</strong>")[0]
    event.refresh_from_db()
    send(client, write, version=event.version, **counts | {f"invited_{trust.pk}": 0})
    assert [row.agency for row in event.attendance.all()] == [police]
    assert point.reference in {node.reference for node in thread_of(manager, event.reference).nodes}
    assert event.reference in {node.reference for node in thread_of(manager, point.reference).nodes}

    link, visitor = event.evaluations.get().get_absolute_url(), Client()
    assert "Select how far you agree" in text(send(visitor, link, useful=4, changes=""))
    for _number in range(5):
        said = send(visitor, link, useful=4, knows=4, able=3, changes=2, words="Ask who else is at home")
    assert "without a name" in text(visitor.get(said.url))
    assert "Ask who else" not in text(client.get(event.get_absolute_url()))
    with time_machine.travel(timezone.now() + timedelta(days=22), tick=False):
        page = text(client_for(manager).get(event.get_absolute_url()))
        assert "5 of 5 agree" in page
        assert "Ask who else" in page
        assert "closed" in text(visitor.get(link))


def test_fewer_than_five_answers_are_not_shown(client_for):
    asked = EvaluationFactory(opens_on=timezone.localdate() - timedelta(days=40))
    asked.answers.create(useful=5, changes=5, words="Known by this")
    page = text(client_for(PersonFactory()).get(asked.event.get_absolute_url()))

    assert "Fewer than five people answered" in page
    assert "Known by this" not in page


def test_a_cancelled_event_says_why_and_stays_as_it_is(client_for):
    manager, event = PersonFactory(), EventFactory(happens_on=timezone.localdate() + timedelta(days=9))
    with pytest.raises(ValidationError, match="lies ahead"):
        EVENT.apply("hold", event, by=manager)
    with pytest.raises(ValidationError, match="lies ahead"):
        services.open_evaluation(event)
    client = client_for(manager)
    assert step(client, "event", event, "cancel", cancelled_because="Too few could come").status_code == 302
    assert "Too few could come" in text(client.get(event.get_absolute_url()))
    event.refresh_from_db()
    assert event.state == EventState.CANCELLED
    with pytest.raises(ValidationError, match="cancelled"):
        services.keep_event(by=manager, event=event, points=[])
    with pytest.raises(ValidationError, match="cancelled"):
        services.count(by=manager, event=event, numbers={})


def test_a_policy_is_required_late_and_changed_by_its_agency(client_for):
    manager, police = PersonFactory(), AgencyFactory(name="Police")
    officer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=police)
    stranger = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    point, client = LearningPointFactory(), client_for(manager)
    due = timezone.localdate() + timedelta(days=20)
    facts = {"title": "Custody procedure", "required": "Ask who cares.", "agency": police.pk, "owner": officer.pk}
    facts |= on("due_on", due)
    new = reverse("learning:policy-new")
    assert client.get(f"{new}?point={point.reference}").context["form"].initial["learning_point"] == point.pk
    assert services.FROM_NOTHING in text(send(client, new, **facts))
    send(client, new, **facts, learning_point=point.pk)
    change = PolicyChange.objects.get()
    assert [one.clock for one in deadlines_of(change)] == ["learning.policy-change-due"]
    write = reverse("learning:policy-change", args=[change.reference])
    assert client.get(write).status_code == 200
    send(client, write, version=change.version, **facts | {"required": "Ask who else."}, learning_point=point.pk)
    assert change.reference in {node.reference for node in thread_of(manager, point.reference).nodes}
    assert point.reference in {node.reference for node in thread_of(manager, change.reference).nodes}
    with time_machine.travel(timezone.now() + timedelta(days=21), tick=False):
        assert next(group.total for group in groups_for(manager) if group.kind.key == "policy-late") == 1
        late = client_for(manager)
        assert "Custody procedure" in text(late.get(f"{reverse('learning:policies')}?late=yes"))
        assert "Late" in text(late.get(change.get_absolute_url()))
        assert "Required and late" in {node.note for node in thread_of(manager, point.reference).nodes}

    theirs = client_for(officer)
    assert "Custody procedure" in text(theirs.get(reverse("learning:policies")))
    assert point.get_absolute_url() not in text(theirs.get(change.get_absolute_url()))
    assert client_for(stranger).get(change.get_absolute_url()).status_code == 404
    assert not policy_changes_for(PersonFactory(role=RoleKey.ADMINISTRATOR)).exists()
    said = {"changed": "It asks for both parents.", "link": "javascript:alert(1)"}
    assert step(theirs, "policy-change", change, "make", **said).status_code != 302
    assert step(theirs, "policy-change", change, "make", **said | {"link": "https://example.org/p"}).status_code == 302
    change.refresh_from_db()
    assert (change.state, change.settled_by) == (PolicyState.MADE, officer)
    assert "https://example.org/p" in text(client.get(change.get_absolute_url()))
    with pytest.raises(ValidationError, match="learning point or a theme"):
        services.keep_policy_change(by=manager, change=PolicyChange(title="Of nothing"))
    with pytest.raises(ValidationError, match="settled"):
        services.keep_policy_change(by=manager, change=change)


def test_a_second_person_agrees_that_a_policy_change_is_not_needed():
    manager = PersonFactory()
    change = PolicyChangeFactory(recorded_by=manager, learning_point=None, theme=ThemeFactory(), agency=None)
    with pytest.raises(ValidationError, match="someone else"):
        POLICY_CHANGE.apply("drop", change, by=manager, not_needed_because="It says so already.")
    other = PersonFactory()
    assert thread_of(other, change.reference) is not None
    done = POLICY_CHANGE.apply("drop", change, by=other, not_needed_because="It says so already.")

    assert (done.state, done.settled_by) == (PolicyState.NOT_NEEDED, other)


def test_statements_on_training_say_who_has_not_replied(client_for):
    client = client_for(PersonFactory())
    assert "No agency has been asked yet" in text(client.get(reverse("learning:training")))
    request = RequestFactory(kind=TRAINING, title="Training, this year")
    police, trust, late = (AgencyFactory(name=name) for name in ("Police", "Trust", "Probation"))
    asked = ReturnFactory(request=request, agency=police, state="sent", sent_at=timezone.now(), sent_by=PersonFactory())
    answers = {"training-reflects": "partly", "training-changed": "The day on neglect", "training-points": "LP-1"}
    PartFactory(of=asked, section="training-1", answers=answers)
    ReturnFactory(request=request, agency=trust)
    ReturnFactory(request=request, agency=late, due_on=timezone.localdate() - timedelta(days=1))
    page = text(client.get(reverse("learning:training")))

    assert "No statement from Probation and Trust." in page
    assert "Partly" in page
    assert "The day on neglect" in page
    assert "Overdue" in page


def test_a_colleague_of_the_owner_may_answer_and_who_takes_no_part_in_learning_sees_nothing():
    change = PolicyChangeFactory()
    colleague = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=change.agency)
    stranger, administrator = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR), PersonFactory(role=RoleKey.ADMINISTRATOR)
    EventFactory()

    assert may_answer(colleague, change)
    assert not may_answer(stranger, change)
    assert not events_for(administrator).exists()
    assert not policy_changes_for(administrator).exists()
    assert thread_of(administrator, change.reference) is None


def test_a_statement_that_is_asked_for_on_the_page_of_asking_is_counted(client_for):
    version = VersionFactory(questionnaire__key=QUESTIONNAIRE, state="published")
    ReturnFactory(request=RequestFactory(asks=version, title="Training, asked by hand"))

    assert "Training, asked by hand" in text(client_for(PersonFactory()).get(reverse("learning:training")))


def test_an_agency_is_asked_for_its_statement_once_a_year(client_for):
    by, trust, police = PersonFactory(), AgencyFactory(name="Trust"), AgencyFactory(name="Police")
    version = VersionFactory(questionnaire__key=QUESTIONNAIRE)
    facts = {"by": by, "kind": STATEMENT, "version": version, "title": "Training"}
    with time_machine.travel("2026-05-04T10:00:00Z", tick=False):
        first = ask(**facts, due_on=date(2026, 6, 30), whom=[Asked(trust, None)])
        with pytest.raises(ValidationError, match="Trust stated this for 2026 to 2027 already"):
            ask(**facts, due_on=date(2026, 6, 30), whom=[Asked(trust, None), Asked(police, None)])
        with pytest.raises(ValidationError, match="Trust stated this"):
            ask_also(by=by, request=first, whom=Asked(trust, PersonFactory(agency=trust)))
        assert ask_also(by=by, request=first, whom=Asked(police, None)).agency == police
    with time_machine.travel("2027-04-01T10:00:00Z", tick=False):
        assert ask(**facts, due_on=date(2027, 6, 30), whom=[Asked(trust, None)]).pk


def test_who_only_looks_at_what_others_do_is_missed_nowhere_unless_invited(client_for):
    event = EventFactory(state=EventState.HELD)
    scrutiny = AgencyFactory(name="The scrutineer", kind=AgencyKind.SCRUTINY)
    panel = AgencyFactory(name="The panel", kind=AgencyKind.CHILD_DEATH_PANEL)
    trust = AgencyFactory(name="Trust")
    assert {scrutiny, panel}.isdisjoint(agencies_missing_at(event))
    assert trust in agencies_missing_at(event)
    services.count(by=PersonFactory(), event=event, numbers={panel: (1, 0)})
    assert panel in agencies_missing_at(event)


def test_an_agency_that_only_answers_reaches_its_policies_from_its_actions(client_for):
    actions = reverse("actionplans:actions")
    link = f'href="{reverse("learning:policies")}"'
    assert link in client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)).get(actions).content.decode()
    assert link not in client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(actions).content.decode()
