"""A meeting of the Practice Improvement Group, walked in a real browser, from its agenda to its agreed minutes.

Given  a group with a chair and a member, a learning point to agree, and a meeting planned for today
When   the unit builds the agenda, asks for the papers, records who is there, and writes what is said
Then   note, decision and action stand in the minutes, the owner has a message, and agreed minutes stay.
"""

import io
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Action
from escp.access.roles import RoleKey
from escp.deadlines.sending import send_due
from escp.partnership.choices import GroupKind, Part
from escp.reports.models import Paper
from home.meetings.post import MEETING_MAILS
from home.models import Meeting, Minute
from tests.browser.mailbox import open_mailbox
from tests.browser.visitor import Visitor
from tests.factories.learning import FindingLinkFactory
from tests.factories.meetings import MeetingFactory
from tests.factories.partnership import GroupFactory, PersonFactory, SeatFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mailbox(settings):
    with open_mailbox() as (mailbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        yield mailbox


def test_a_meeting_from_its_agenda_to_its_agreed_minutes(visit, mailbox):
    today = timezone.localdate()
    group = GroupFactory(name="Practice Improvement Group", kind=GroupKind.PIG, quorum_least=1)
    chair = PersonFactory(role=RoleKey.PIG_MEMBER, full_name="Hazel Heron")
    SeatFactory(group=group, person=chair, part=Part.CHAIR)
    owner = PersonFactory(role=RoleKey.PIG_MEMBER, full_name="Rowan Robin")
    SeatFactory(group=group, person=owner)
    point = FindingLinkFactory(learning_point__statement="Fathers are asked").learning_point
    meeting = MeetingFactory(group=group, held_on=today - timedelta(days=1))
    unit = visit(PersonFactory(role=RoleKey.BUSINESS_MANAGER))

    unit.go(meeting.get_absolute_url())
    unit.press("Build the agenda")
    assert unit.reads("Fathers are asked (Agree this learning point)")
    unit.press("Build the agenda")
    unit.press("Make the papers as one PDF")
    assert Paper.objects.get().is_ready
    unit.go(meeting.get_absolute_url())
    for label in ("Papers are out", "Begin the meeting"):
        unit.press(label)
        unit.press(label)

    unit.press("Record who is there")
    unit.page.get_by_role("group", name="Who is there?").get_by_label("Hazel Heron").check()
    unit.page.get_by_role("group", name="Who sent apologies?").get_by_label("Rowan Robin").check()
    unit.press("Save and continue")
    assert unit.reads("Quorate.")
    speak(unit, meeting, point.reference, today + timedelta(days=30))
    unit.go(meeting.get_absolute_url())
    unit.press("Close the meeting")
    unit.press("Close the meeting")

    assert send_due([MEETING_MAILS]) == 1
    (message,) = mailbox.to(owner.email)
    action = Action.objects.get()
    assert action.reference in message.get_body(("plain",)).get_content()
    assert "Ask both" not in message.as_string()
    assert action.links.get().learning_point == point

    # The member reads the minutes on a phone, without scripts.
    member = visit(owner, width=320, javascript=False)
    member.go(meeting.get_absolute_url())
    member.follow("Minutes")
    assert member.reads("Draft minutes")
    with member.page.expect_download() as download:
        member.page.get_by_role("link", name="Minutes as a Word document").click()
    agree(unit, meeting, member, words_in(download.value))


def speak(unit: Visitor, meeting: Meeting, reference: str, due: Any) -> None:
    """Go to the item about the learning point, and keep a note, a decision and an action."""
    unit.press("Go through the agenda")
    item = meeting.items.get(record_reference=reference)
    unit.follow(f"{item.number}. {reference}")
    unit.write("What was said?", "Two agencies ask already.")
    unit.press("Keep as a note")
    unit.write("What was said?", "The learning point is agreed.")
    unit.press("Keep as a decision")
    assert unit.reads(f"It can be named as “{item.minute}”.")
    unit.write("What was said?", "Ask both parents.")
    unit.press("Keep as an action")
    assert unit.reads("Say who owns the action.")
    unit.select("For an action: who owns it?", "Rowan Robin")
    unit.give_date("For an action: by when?", due)
    unit.press("Keep as an action")
    assert unit.reads("The action is recorded.")


def words_in(download: Any) -> str:
    with open(download.path(), "rb") as file:
        return "\n".join(one.text for one in docx.Document(io.BytesIO(file.read())).paragraphs)


def agree(unit: Visitor, meeting: Meeting, member: Visitor, word: str) -> None:
    """The next meeting agrees the minutes; then what they say is refused another word."""
    assert "Decision: The learning point is agreed." in word
    note = Minute.objects.order_by("pk")[0]
    change = reverse("home:meeting-minute", args=[meeting.reference, note.pk])
    today = timezone.localdate()
    MeetingFactory(group=meeting.group, held_on=today)
    unit.go(meeting.get_absolute_url())
    unit.press("Record that the minutes are agreed")
    unit.give_date("At the meeting of which day were they agreed?", today)
    unit.press("Record that the minutes are agreed")
    unit.go(change)
    unit.write("What was said?", "Three agencies ask already.")
    unit.press("Save and continue")
    assert unit.reads("The minutes are agreed: nothing in them changes.")
    member.go(reverse("home:meeting-minutes", args=[meeting.reference]))
    assert member.reads("Two agencies ask already.")
