"""Many actions at once, the board, and views of the list that a person keeps."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from actionplans.choices import ActionState
from actionplans.models import ActionLetter, SavedView
from actionplans.tracker import many, saved_views
from escp.access.roles import RoleKey
from escp.deadlines.sending import send_due
from tests.actionplans.sending import on, send, text
from tests.factories.actionplans import ActionFactory, ActionLinkFactory
from tests.factories.learning import ThemeFactory
from tests.factories.partnership import AgencyFactory, PersonFactory

pytestmark = pytest.mark.django_db

LIST = "/actions/"
OFFICE = "2026-11-24 10:00"


def at(name, *actions):
    return f"{reverse(f'actionplans:{name}')}?" + "&".join(f"chosen={action.reference}" for action in actions)


def test_each_owner_is_reminded_once_with_references_alone_and_the_rest_is_named(client):
    owner = PersonFactory(full_name="Jo Smith")
    mine = [ActionFactory(owner=owner, title="Secret words", state=ActionState.IN_PROGRESS) for _ in range(2)]
    hers = ActionFactory(state=ActionState.BLOCKED, due_on=timezone.localdate() + timedelta(days=9))
    nobodys, ended = ActionFactory(owner=None), ActionFactory(state=ActionState.CLOSED)
    delivered = ActionFactory(state=ActionState.COMPLETE_PENDING_IMPACT)
    gone = ActionFactory(owner=PersonFactory(is_active=False))
    address = at("chase", *mine, hers, nobodys, ended, delivered, gone)

    page = text(client.get(address))
    assert "To Jo Smith" in page
    for action, why in ((nobodys, "nobody owns it yet."), (ended, "it is closed."), (gone, "its owner has left.")):
        assert f"{action.reference}</a>: {why}" in page
    once = page.partition('name="once" value="')[2][:36]
    words = {"once": once, "subject": "any news?", "text": "Dear {name},\nplease write."}
    answer = client.post(address, words, follow=True)
    client.post(address, words)

    assert "2 reminders are on the way." in text(answer)
    assert f"{delivered.reference} is left alone: it is delivered already." in text(answer)
    assert ActionLetter.objects.count() == 2
    assert "reminded of it today already" in text(send(client, address, **words | {"once": ""}))
    with time_machine.travel("2026-11-22 12:00", tick=False):
        send_due()
        assert mail.outbox == []
    ActionLetter.objects.update(try_at=timezone.now() - timedelta(days=900))
    hers.owner = PersonFactory()
    hers.save()
    ActionLetter.objects.filter(person=gone.owner).delete()
    with time_machine.travel(OFFICE, tick=False):
        send_due()
    letter = ActionLetter.objects.get(person=owner)
    sent = next(one for one in mail.outbox if one.to == [owner.email])
    assert "Dear Jo Smith" in sent.body
    assert all(action.reference in sent.body for action in mine)
    assert "Secret" not in sent.body + sent.subject
    assert letter.state == "sent"
    assert "to Jo Smith" in text(client.get(mine[0].get_absolute_url()))
    assert ActionLetter.objects.exclude(pk=letter.pk).get().state == "suppressed"


def test_a_letter_to_somebody_who_left_is_not_sent():
    action = ActionFactory()
    (letter,), _ = many.remind(by=PersonFactory(), actions=[action], subject="news", text="Dear {name}")
    letter.person.is_active = False
    letter.person.save()
    ActionLetter.objects.update(try_at=timezone.now() - timedelta(days=900))

    with time_machine.travel(OFFICE, tick=False):
        send_due()

    letter.refresh_from_db()
    assert (letter.state, letter.reason) == ("suppressed", "The account is closed.")
    assert str(letter).endswith(str(letter.person))


def test_actions_are_reassigned_and_redated_with_the_reason_in_their_history(client):
    first, second, ended = ActionFactory(), ActionFactory(), ActionFactory(state=ActionState.WITHDRAWN)
    new, agency = PersonFactory(), AgencyFactory()
    address = at("reassign", first, second, ended)

    answer = send(client, address, owner=new.pk, lead_agency=agency.pk, reason="She has left")
    assert answer.status_code == 302
    page = text(client.get(answer.url))
    assert "2 actions are reassigned." in page
    assert f"{ended.reference} is left alone: it is withdrawn." in page
    first.refresh_from_db()
    assert (first.owner, first.lead_agency) == (new, agency)
    assert first.history.first().history_change_reason == "Reassigned: She has left"
    assert "Choose at least one" in text(send(client, address, owner=new.pk, lead_agency="", reason="Again"))

    due = timezone.localdate() + timedelta(days=400)
    late = ActionFactory(starts_on=due + timedelta(days=5), due_on=None)
    page = text(client.get(send(client, at("redate", first, late), **on("due_on", due), reason="The school asked").url))
    assert "1 action is given a new due date." in page
    assert f"{late.reference} is left alone: it starts after that day." in page
    assert "New due date: The school asked" in text(client.get(first.get_absolute_url()))
    assert "Choose at least one" in text(send(client, at("redate", first), **on("due_on", due), reason="Again"))
    assert "Choose at least one" in text(send(client, at("redate"), **on("due_on", due), reason="None chosen"))


def test_nobody_else_changes_many_or_finds_what_they_may_not_see():
    with pytest.raises(PermissionDenied):
        many.redate(by=PersonFactory(role=RoleKey.SCRUTINEER), actions=[], due_on=timezone.localdate(), reason="")
    stranger = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    assert list(many.chosen_for(stranger, [ActionFactory().reference])) == []


def test_boxes_stand_in_the_list_of_those_who_may_change_many(client, client_for):
    action = ActionFactory()

    assert f'value="{action.reference}" form="many"' in text(client.get(LIST))
    page = text(client_for(PersonFactory(role=RoleKey.SCRUTINEER)).get(LIST))
    assert action.reference in page
    assert 'form="many"' not in page


@pytest.mark.parametrize(
    ("way", "heading"), [("brag", "Red"), ("agency", "Blossom"), ("theme", "Neglect"), ("x", "Red")]
)
def test_the_board_has_a_group_for_each_with_what_needs_attention_first(client, way, heading, monkeypatch):
    monkeypatch.setattr("actionplans.tracker.board.MOST_IN_GROUP", 2)
    agency, theme = AgencyFactory(name="Blossom", short_name="Bl"), ThemeFactory(title="Neglect")
    for number in range(3):
        action = ActionFactory(state=ActionState.BLOCKED, lead_agency=agency, title=f"Number {number}")
        for _ in range(2):
            ActionLinkFactory(action=action, learning_point__theme=theme)
    ActionFactory(lead_agency=None, owner=None, due_on=None)

    page = client.get(reverse("actionplans:board"), {"by": way})

    group = next(group for group in page.context["groups"] if group["name"] == heading)
    assert (group["count"], group["more"], [one["title"] for one in group["actions"]]) == (
        3,
        1,
        ["Number 0", "Number 1"],
    )
    assert len(page.context["groups"]) == 2
    listed = client.get(group["url"])
    assert listed.context["page"].paginator.count == 3


def test_an_agency_sees_no_themes_and_an_empty_board_says_so(client_for):
    theirs = client_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR))

    page = text(theirs.get(reverse("actionplans:board"), {"by": "theme"}))

    assert "Actions stand here once" in page
    assert "?by=theme" not in page


def test_a_view_is_kept_under_a_name_shown_to_its_owner_alone_and_removed(client, client_for, manager):
    new = reverse("actionplans:view-new")
    answer = send(client, f"{new}?overdue=yes&page=3&format=xlsx&strange=1", name="Late ones")
    view = SavedView.objects.get()
    assert (view.query, answer.url) == ("overdue=yes", f"{LIST}?overdue=yes")
    assert "You have a view of this name already" in text(send(client, new, name="late ones"))
    assert "Late ones" in text(client.get(LIST))
    other = PersonFactory()
    assert "Late ones" not in text(client_for(other).get(LIST))
    assert saved_views.remove_views(by=other, views=[view]) == 0

    page = reverse("actionplans:views")
    assert "Late ones" in text(client.get(page))
    assert send(client, page).status_code == 200
    send(client, page, views=view.pk)
    assert not SavedView.objects.exists()
    assert "You have saved no view yet" in text(client.get(page))


def test_views_are_not_kept_without_end(manager, monkeypatch):
    with pytest.raises(ValidationError):
        saved_views.save_view(by=manager, name="Long", query="q=" + "x" * 1000)
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 0)
    with pytest.raises(ValidationError):
        saved_views.save_view(by=manager, name="One more", query="")
