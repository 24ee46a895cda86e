"""How an action is planned: milestones, who contributes, a colour set by hand, a reason for no measure, its source."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from actionplans import planning, services, sources
from actionplans.choices import ActionState, Brag, EvidenceLevel
from actionplans.lifecycle import ACTION
from actionplans.models import Milestone
from actionplans.queries import actions_for, awaiting_agreement_of, brag_on
from escp.access.roles import RoleKey
from escp.lifecycle.engine import Refused
from learning.choices import Kind
from learning.models import Pulse
from tests.actionplans.sending import on, send
from tests.factories.actionplans import (
    ActionFactory,
    ActionLinkFactory,
    EvidenceFactory,
    ImpactMeasureFactory,
    MilestoneFactory,
    ready_to_agree,
    ready_to_close,
)
from tests.factories.learning import ActivityFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.sharing import a_shared

pytestmark = pytest.mark.django_db


def days(number):
    return timezone.localdate() + timedelta(days=number)


def boxes(name, day):
    return on(name, day)


def post(client, url, facts, *, follow=False):
    """Send a form; its page where it is refused, the page it leads to where that is wanted."""
    shown = re.search(r'name="version" value="([^"]*)"', client.get(url).content.decode())
    answer = send(client, url, **({"version": shown[1]} if shown else {}), **facts)
    return client.get(answer["Location"]) if follow and answer.status_code == 302 else answer


def place(action, name, *more):
    return reverse(f"actionplans:{name}", args=[action.reference, *more])


# Milestones


def test_milestones_are_added_changed_reached_and_dropped_and_the_page_says_how_far_they_are(client):
    action, late = ready_to_agree(state=ActionState.IN_PROGRESS), days(-3)

    post(client, place(action, "milestone-new"), {"what": "Staff are trained", **boxes("due_on", days(5))})
    one = Milestone.objects.get()
    post(client, place(action, "milestone", one.pk), {"what": "All staff are trained", **boxes("due_on", late)})
    page = client.get(action.get_absolute_url()).content.decode()
    assert "All staff are trained" in page
    assert "3 days late" in page
    assert "0 of 1 done, 1 late" in page

    post(client, place(action, "milestone-done", one.pk), boxes("done_on", days(-1)))
    two = MilestoneFactory(action=action)
    post(client, place(action, "milestone-drop", two.pk), {"dropped_because": "Another team does it."})

    page = client.get(action.get_absolute_url()).content.decode()
    assert "Dropped: Another team does it." in page
    assert "1 of 1 done" in page
    one.refresh_from_db()
    assert one.done_on == days(-1)
    client.post(place(action, "milestone-drop", one.pk), {"dropped_because": "Too late."})
    one.refresh_from_db()
    assert (one.done_on, one.dropped_because) == (days(-1), "")


def test_an_owner_ticks_milestones_with_the_note_from_a_telephone(client_for):
    owner = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    action = ready_to_agree(state=ActionState.IN_PROGRESS, owner=owner, lead_agency=owner.agency)
    one, other = MilestoneFactory(action=action), MilestoneFactory(action=action)
    client = client_for(owner)

    post(client, place(action, "progress"), {"text": "The first half is trained.", "done": one.pk})

    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.done_on, one.done_by, other.done_on) == (timezone.localdate(), owner, None)
    assert action.progress_notes.count() == 1
    assert client.get(place(action, "milestone-new")).status_code == 403


def test_a_milestone_of_another_action_or_a_settled_one_cannot_be_ticked(client, manager):
    action, elsewhere = ready_to_agree(state=ActionState.IN_PROGRESS), MilestoneFactory()
    MilestoneFactory(action=action)

    answer = post(client, place(action, "progress"), {"text": "Done.", "done": elsewhere.pk})

    assert answer.status_code == 422 or "error" in answer.content.decode()
    assert action.progress_notes.count() == 0
    settled = MilestoneFactory(action=action, done_on=days(-9), done_by=manager)
    planning.milestones_done(by=manager, action=action, milestones=[settled])
    settled.refresh_from_db()
    assert settled.done_on == days(-9)
    with pytest.raises(ValidationError):
        planning.drop_milestone(by=manager, milestone=settled, dropped_because="No.")
    with pytest.raises(ValidationError):
        planning.set_milestone(by=manager, action=action, milestone=settled)
    with pytest.raises(ValidationError):
        planning.milestones_done(by=manager, action=action, milestones=[], done_on=days(1))


def test_an_action_closes_only_once_its_milestones_are_settled(manager):
    action = ready_to_close()
    waiting = MilestoneFactory(action=action)
    chair = PersonFactory(role=RoleKey.PIG_MEMBER)

    with pytest.raises(Refused, match="1 milestone is open"):
        ACTION.apply("close", action, by=chair, closing_minute="PIG, item 1")
    assert action not in [one for one, _ in awaiting_agreement_of(chair)]

    planning.drop_milestone(by=manager, milestone=waiting, dropped_because="It came with the audit.")
    assert action in [one for one, _ in awaiting_agreement_of(chair)]
    assert ACTION.apply("close", action, by=chair, closing_minute="PIG, item 1").state == ActionState.CLOSED


# Who contributes


def test_agencies_that_contribute_see_the_action_and_change_nothing_of_it(client, client_for):
    action = ready_to_agree(state=ActionState.IN_PROGRESS)
    helper = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    assert action not in actions_for(helper)

    services.change_action(by=PersonFactory(), action=action, contributing=[helper.agency])

    assert list(actions_for(helper)) == [action]
    assert helper.agency.name in client.get(action.get_absolute_url()).content.decode()
    assert client_for(helper).get(place(action, "progress")).status_code == 403


def test_the_lead_agency_does_not_contribute_beside_itself(client):
    agency = AgencyFactory()
    facts = {"title": "T", "desired_outcome": "Better", "lead_agency": agency.pk, "contributing": agency.pk}

    answer = post(client, reverse("actionplans:new"), facts)

    assert "The lead agency leads" in answer.content.decode()


def test_an_action_is_recorded_with_who_contributes_and_what_it_needs(client):
    helper = AgencyFactory()
    facts = {"title": "T", "desired_outcome": "Better", "contributing": helper.pk, "resources": "Two days a month"}

    page = post(client, reverse("actionplans:new"), facts, follow=True).content.decode()

    assert helper.name in page
    assert "Two days a month" in page


# A colour set by hand


def test_a_colour_set_by_hand_stands_beside_the_worked_out_one_and_ends_by_itself(client, manager):
    action = ready_to_agree(state=ActionState.IN_PROGRESS)

    post(
        client,
        place(action, "colour"),
        {"colour": "red", "because": "The only trainer left.", **boxes("until", days(20))},
    )

    action.refresh_from_db()
    page = client.get(action.get_absolute_url()).content.decode()
    assert "The only trainer left." in page
    assert str(manager) in page
    assert "Worked out: Green: on track" in page
    assert action.rating.colour == Brag.RED
    assert action.rated_on(days(20)).colour == Brag.RED
    assert action.rated_on(days(21)).words == "Green: on track"
    assert type(action).objects.annotate(brag=brag_on(days(21))).get(pk=action.pk).brag == Brag.GREEN

    post(client, place(action, "colour"), {"colour": "worked_out"})
    action.refresh_from_db()
    assert not action.is_set_by_hand
    assert action.history.filter(set_because="The only trainer left.").exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"colour": "red"}, "Enter why it stands otherwise"),
        ({"colour": "red", "because": "So."}, "Enter until when this holds"),
        ({"colour": "blue", "because": "So."}, "How does it stand?"),
        (
            {"colour": "red", "because": "So.", **boxes("until", days(-2))},
            "today or later",
        ),
        (
            {"colour": "red", "because": "So.", **boxes("until", days(300))},
            "half a year",
        ),
    ],
)
def test_a_colour_needs_a_reason_and_a_day_that_is_near(client, facts, words):
    action = ready_to_agree(state=ActionState.IN_PROGRESS)

    assert words in post(client, place(action, "colour"), facts).content.decode()

    action.refresh_from_db()
    assert not action.set_colour


def test_blue_cannot_be_set_by_hand_and_only_the_unit_sets_a_colour(manager):
    owner = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    action = ready_to_agree(state=ActionState.IN_PROGRESS, owner=owner)

    with pytest.raises(ValidationError):
        planning.set_colour(by=manager, action=action, colour=Brag.BLUE, because="We are sure.", until=days(9))
    with pytest.raises(PermissionDenied):
        planning.set_colour(by=owner, action=action, colour="red", because="x", until=days(9))


# A reason for no measure


def test_an_action_without_a_measure_is_agreed_for_a_named_reason_and_closes_on_evidence(client, manager):
    action = ActionFactory()
    ActionLinkFactory(action=action)
    with pytest.raises(Refused, match="give a reason"):
        ACTION.apply("agree", action, by=manager)

    facts = {"difference": "Nobody uses the old form.", "because": "The form is gone on one day."}
    page = post(client, place(action, "waive"), facts, follow=True).content.decode()
    assert "The form is gone on one day." in page
    assert str(manager) in page
    assert "A reason stands for it" in page

    action = type(action).objects.get(pk=action.pk)
    assert (action, "Agree this action") in awaiting_agreement_of(manager)
    for move in ("agree", "start", "deliver"):
        action = ACTION.apply(move, action, by=manager)
    with pytest.raises(Refused, match="Add evidence"):
        ACTION.apply("close", action, by=manager, closing_minute="PIG, item 2")
    EvidenceFactory(measure=action.measure, level=EvidenceLevel.PRACTICE, is_voice=True)
    assert (action, "Close this action") in awaiting_agreement_of(manager)
    assert ACTION.apply("close", action, by=manager, closing_minute="PIG, item 2").state == ActionState.CLOSED


def test_a_measure_that_is_completed_needs_its_reason_no_longer(manager):
    action = ActionFactory()
    measure = planning.waive_measure(by=manager, action=action, difference="Fewer", because="No data yet.")
    whole = ImpactMeasureFactory.build(action=action, measured_by_on=days(90))
    for name in ("measure", "baseline", "target", "better", "method", "taking_part", "measured_by_on"):
        setattr(measure, name, getattr(whole, name))

    services.set_measure(by=manager, action=action, measure=measure)

    measure.refresh_from_db()
    assert (measure.waived_because, measure.waived_by, measure.unsaid()) == ("", None, [])


# What a measure is read from


def test_a_measure_is_read_from_an_audit_or_a_survey_that_the_person_may_see(client, manager):
    audit = ActivityFactory(kind=Kind.MULTI_AGENCY_AUDIT)
    action = ready_to_agree()
    action.measure.source = f"audit:{audit.reference}"
    action.measure.save()

    assert str(audit) in client.get(place(action, "measure")).content.decode()
    assert str(audit) in client.get(action.get_absolute_url()).content.decode()
    assert sources.found_for(PersonFactory(role=RoleKey.ADMINISTRATOR), action.measure.source).url == ""
    assert sources.found_for(manager, "indicator:1").words == sources.NOT_OPEN


def test_a_source_that_is_no_longer_open_stays_chosen_and_a_forged_one_is_refused(client, manager):
    action = ready_to_agree()
    action.measure.source = "indicator:12"
    action.measure.save()
    assert sources.NOT_OPEN in client.get(place(action, "measure")).content.decode()
    sent = a_shared()
    Pulse.objects.create(dissemination=sent, after=60, opens_on=days(-2), closes_on=days(9))
    assert f"survey:{sent.reference}" in client.get(place(action, "measure")).content.decode()
    assert sources.found_for(manager, f"survey:{sent.reference}").url == sent.get_absolute_url()

    answer = post(client, place(action, "measure"), {"source": "audit:NONE"})

    action.measure.refresh_from_db()
    assert answer.status_code != 302
    assert action.measure.source == "indicator:12"


def test_a_room_above_offers_its_own_sources(manager, monkeypatch):
    monkeypatch.setattr(sources, "_sources", {})
    found = sources.Found("I1", "Indicator one", "/indicators/1/")
    sources.register(sources.Source("indicator", "Indicators", lambda person: [found], lambda person, key: found))

    assert sources.choices_for(manager) == [("Indicators", [("indicator:I1", "Indicator one")])]
    assert sources.found_for(manager, "indicator:I1") == found
    assert sources.found_for(manager, "") is None
