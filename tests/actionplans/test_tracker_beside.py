"""Contributing agencies and milestones in a list that comes back: what changes, what is refused, taking it back."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from actionplans import planning
from actionplans.choices import ActionState
from actionplans.models import Milestone
from actionplans.tracker import bringing_in
from actionplans.tracker.beside import Steps, milestone_line, steps_said
from actionplans.tracker.bringing_in import take_back
from actionplans.tracker.looking_up import plan_for
from escp.ui.words import date_in_words
from tests.actionplans.sending import text
from tests.actionplans.test_tracker_round_trip import LIST, back, sent
from tests.factories.actionplans import ActionFactory, MilestoneFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.tracker import brought_in, plan_in, read_in_this_process

pytestmark = pytest.mark.django_db

SOON = date(2027, 3, 6)


@pytest.fixture
def action(db, monkeypatch):
    """An action of the police to which the trust contributes, with one milestone done and one open."""
    read_in_this_process(monkeypatch)
    record = ActionFactory(lead_agency=AgencyFactory(name="Police"), starts_on=None)
    record.contributing.add(AgencyFactory(name="Trust", short_name="NHS"))
    MilestoneFactory(action=record, what="Form agreed", due_on=SOON, done_on=SOON, done_by=PersonFactory())
    MilestoneFactory(action=record, what="Teams told", due_on=SOON)
    return record


def cell_of(action, *lines):
    return "\n".join([*(milestone_line(one) for one in action.milestones.all()), *lines])


def test_who_contributes_and_the_milestones_are_shown_changed_and_taken_back(client, manager, action):
    AgencyFactory(name="Schools")
    steps = cell_of(action, "Looked at again: by 1 May 2027").replace(
        "Teams told: by 6 March 2027", "teams told by 7 April 2027"
    )
    one = action.reference
    imported = back(manager, contributing={one: "NHS; Schools; Police"}, milestones={one: steps})
    place = f"{LIST}import/{imported.reference}/"

    page = text(client.get(place))
    assert "Contributing agencies: Trust → NHS; Schools; Police" in page
    assert "Looked at again: by 1 May 2027" in page
    sent(client, place)

    assert sorted(agency.name for agency in action.contributing.all()) == ["Schools", "Trust"]
    assert [(step.what, step.due_on) for step in action.milestones.all()] == [
        ("Form agreed", SOON),
        ("Teams told", date(2027, 4, 7)),
        ("Looked at again", date(2027, 5, 1)),
    ]
    reason = f"From spreadsheet {imported.reference}, row 6"
    assert action.history.first().history_change_reason == reason
    moved, added = action.milestones.order_by("pk")[1:]
    assert {step.history.first().history_change_reason for step in (moved, added)} == {reason}
    assert plan_in(back(manager)).counts["same"] == 1

    imported.refresh_from_db()
    assert take_back(by=manager, imported=imported) == []
    assert [agency.name for agency in action.contributing.all()] == ["Trust"]
    assert [(step.what, step.due_on) for step in action.milestones.all()] == [
        ("Form agreed", SOON),
        ("Teams told", SOON),
    ]


def test_milestones_alone_are_changed_and_stay_once_somebody_worked_on_them(manager, action):
    imported = brought_in(back(manager, milestones={action.reference: cell_of(action, "Looked at: by 1 May 2027")}))
    version = action.version
    action.refresh_from_db()
    assert action.version == version

    planning.milestones_done(by=manager, action=action, milestones=[action.milestones.get(what="Looked at")])

    with pytest.raises(ValidationError, match="worked on since"):
        take_back(by=manager, imported=imported)
    assert action.milestones.count() == 3


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("contributing", "Trust\nYouth club", "“Youth club” is no agency here."),
        ("milestones", "{}\nSoon", "“Soon” does not say what will be done and by when"),
        ("milestones", "Form agreed: by 6 March 2027, done 6 March 2027", "“Teams told” is not among them any more"),
        ("milestones", "Form agreed: by 7 March 2027\nTeams told: by 6 March 2027", "“Form agreed” is settled"),
        ("milestones", "{}, done 6 March 2027", "does not say what will be done"),
    ],
)
def test_one_line_that_is_not_clear_refuses_the_cell_with_the_reason(manager, action, name, said, why):
    [row] = plan_in(back(manager, **{name: {action.reference: said.format(cell_of(action))}})).rows

    assert (row.kind, row.changes) == ("left", [])
    [(change, reason)] = row.refused
    assert change.name == name
    assert why in reason


def test_the_same_said_otherwise_changes_nothing(manager, action):
    again = back(
        manager,
        contributing={action.reference: "nhs; Police"},
        milestones={action.reference: "; ".join(reversed(cell_of(action).split("\n")))},
    )

    assert plan_in(again).counts["same"] == 1


def test_an_agency_that_no_longer_exists_may_go_on_contributing(manager, action):
    gone = AgencyFactory(name="Primary Care Trust", active_to=date(2020, 1, 1))
    action.contributing.add(gone)
    AgencyFactory(name="Schools")
    brought_in(back(manager, contributing={action.reference: "Trust\nPrimary Care Trust\nSchools"}))

    assert action.contributing.count() == 3


def test_a_milestone_that_was_moved_here_meanwhile_is_a_clash(manager, action):
    file = back(manager, milestones={action.reference: cell_of(action, "Looked at: by 1 May 2027")})
    step = action.milestones.get(what="Teams told")
    step.due_on = SOON + timedelta(days=30)
    planning.set_milestone(by=manager, action=action, milestone=step)

    [row] = plan_in(file).rows

    assert "It was changed here after the file was taken out." in row.left


def test_a_milestone_that_is_settled_while_the_file_is_brought_in_stops_it(manager, action, monkeypatch):
    imported = back(manager, milestones={action.reference: cell_of(action, "Looked at: by 1 May 2027")})

    def settled_after(*given):
        plan = plan_for(*given)
        Milestone.objects.get(what="Teams told").save()
        return plan

    monkeypatch.setattr(bringing_in, "plan_for", settled_after)
    with pytest.raises(ValidationError, match="changed since"):
        brought_in(imported)


def test_nothing_is_put_beside_an_action_that_has_ended(manager, action):
    action.state, action.owner = ActionState.WITHDRAWN, None
    action.withdrawn_on, action.withdrawn_by = timezone.localdate(), manager
    action.withdrawal_reason = action.withdrawal_minute = "Because"
    action.save()

    [row] = plan_in(back(manager, milestones={action.reference: cell_of(action, "Looked at: by 1 May 2027")})).rows

    assert row.left == "It is withdrawn, so nothing about it can be changed."


days = st.dates(date(2026, 1, 1), date(2030, 1, 1))
steps_here = st.lists(
    st.builds(
        Milestone,
        what=st.text("abc; :by", min_size=1, max_size=20).map(lambda text: f"Step {text}".strip()),
        due_on=days,
        done_on=st.none() | days,
        dropped_because=st.sampled_from(["", "No longer wanted"]),
    ),
    max_size=6,
)


@given(steps_here, st.randoms(use_true_random=False))
def test_what_is_taken_out_of_milestones_says_nothing_new_in_any_order(here, chance):
    lines = [milestone_line(one) for one in here]
    chance.shuffle(lines)

    assert steps_said("\n".join(lines), here) == Steps()


@given(steps_here, days)
def test_a_line_that_is_added_is_the_only_thing_added(here, day):
    lines = [*map(milestone_line, here), f"Something else entirely: by {date_in_words(day)}"]

    assert steps_said("\n".join(lines), here) == Steps(added=(("Something else entirely", day),))
