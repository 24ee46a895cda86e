"""What is said at a meeting, the messages after it, its minutes and its papers."""

import io
from datetime import date, timedelta

import docx
import pikepdf
import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from actionplans.models import Action
from escp.access.roles import RoleKey
from escp.deadlines.choices import MailState
from escp.deadlines.sending import send_due
from escp.partnership.choices import GroupKind
from escp.reports.models import Paper
from escp.reports.services import make
from home.meetings import pack
from home.meetings.choices import MeetingState, MinuteKind, RecordKind
from home.meetings.post import MEETING_MAILS
from home.meetings.queries import decided_lately, own_actions
from home.meetings.queries.showing import recommendation_of, thread_of
from home.meetings.services import minuting
from home.meetings.services.closing import write_mails
from home.models import MeetingMail, Minute
from tests.documents.making import pdf
from tests.factories.actionplans import ActionFactory, RecommendationLinkFactory, ready_to_agree, ready_to_close
from tests.factories.documents import a_document, a_version
from tests.factories.learning import FindingLinkFactory, ThemeFactory
from tests.factories.meetings import ItemFactory, MeetingFactory, MinuteFactory
from tests.factories.partnership import PersonFactory
from tests.home.meetings import at, move
from tests.pages import day_boxes, posted, text_of

pytestmark = pytest.mark.django_db


def test_what_is_said_becomes_a_note_a_decision_or_an_action_and_stale_words_are_refused(
    client_for, pig, chair, manager
):
    link = FindingLinkFactory()
    item = ItemFactory(
        meeting=MeetingFactory(group=pig, state=MeetingState.UNDER_WAY),
        record_kind=RecordKind.POINT,
        record_reference=link.learning_point.reference,
        title="",
    )
    meeting, owner = item.meeting, PersonFactory()
    unit, page = client_for(manager), at("now-item", item.meeting, 1)
    assert unit.get(at("now", meeting)).url == page
    assert unit.get(at("now-item", meeting, 7)).status_code == 404
    assert client_for(manager).get(at("now", MeetingFactory(state="under_way"))).status_code == 404

    posted(unit, page, {"text": "Two agencies asked.", "kind": "note"})
    said = posted(unit, page, {"text": "It is agreed.", "kind": "decision"})
    assert f"It can be named as “{item.minute}”." in text_of(unit.get(said.url))
    assert decided_lately(GroupKind.PIG) == [item.minute]
    closing = reverse("lifecycle:move", args=["action", ready_to_close().reference, "close"])
    assert item.minute in text_of(unit.get(closing))
    missing = posted(unit, page, {"text": "Ask both parents.", "kind": "action"})
    assert "Say who owns the action." in text_of(missing)
    assert "Ask both parents." in text_of(missing)
    due = timezone.localdate() + timedelta(days=30)
    posted(unit, page, {"text": "Ask both parents.", "kind": "action", "owner": owner.pk, **day_boxes("due_on", due)})
    action = Action.objects.get(title="Ask both parents.")
    assert (action.owner, action.due_on, action.description) == (owner, due, "")
    assert action.links.get().learning_point == link.learning_point
    # Who chairs writes notes and decisions; actions are the unit's to record.
    theirs = client_for(chair)
    assert "Keep as an action" not in text_of(theirs.get(page))
    posted(theirs, page, {"text": "The chair sums up.", "kind": "unheard of"})
    assert [one.kind for one in Minute.objects.order_by("pk")] == ["note", "decision", "action", "note"]
    with pytest.raises(PermissionDenied):
        minuting.write(by=chair, item=item, kind="action", text="It.", owner=owner, due_on=due)

    note = Minute.objects.order_by("pk").first()
    change = at("minute", meeting, note.pk)
    assert posted(unit, change, {"text": "Three agencies asked."}).status_code == 302
    stale = posted(unit, change, {"text": "Four.", "version": "1"}, keep_version=True)
    assert stale.status_code == 409
    assert "Four." in text_of(stale)
    note.refresh_from_db()
    assert note.text == "Three agencies asked."


def test_an_action_takes_over_what_the_item_is_about_on_the_thread(manager):
    about = ready_to_agree()
    recommendation = RecommendationLinkFactory(action=about).recommendation
    item = ItemFactory(record_kind=RecordKind.ACTION, record_reference=about.reference)
    item.meeting.state = MeetingState.UNDER_WAY
    item.meeting.save()
    assert thread_of(manager, item) == [about.links.get().learning_point]
    assert recommendation_of(manager, item) == recommendation

    words = "One line\nand another"
    due = timezone.localdate()
    minute = minuting.write(
        by=manager, item=item, kind="action", text=words, owner=manager, due_on=due, better="Heard."
    )
    assert (minute.action.title, minute.action.description) == ("One line", words)
    assert minute.action.desired_outcome == "Heard."
    assert minute.action.links.exists()
    assert minute.action.recommendation_links.get().recommendation == recommendation
    for kind, reference in (
        (RecordKind.THEME, ThemeFactory().reference),
        (RecordKind.ACTION, "ACT-2001-001"),
        ("", ""),
    ):
        other = ItemFactory(record_kind=kind, record_reference=reference)
        assert thread_of(manager, other) == []
        assert recommendation_of(manager, other) is None


def test_closing_mails_each_owner_their_own_actions_by_reference_with_calendar_entries(client_for, manager):
    meeting = MeetingFactory(state=MeetingState.UNDER_WAY, others="Practice lead, council")
    item, owner = ItemFactory(meeting=meeting), PersonFactory()
    due = timezone.localdate() + timedelta(days=30)
    for text in ("Ask both parents.", "Tell the schools."):
        minuting.write(by=manager, item=item, kind="action", text=text, owner=owner, due_on=due)
    posted(client_for(manager), move(meeting, "close"), {})
    meeting.refresh_from_db()
    assert (meeting.state, meeting.closed_by) == (MeetingState.HELD, manager)
    assert write_mails(meeting) == 0

    assert send_due([MEETING_MAILS]) == 1
    (message,) = mail.outbox
    assert message.to == [owner.email]
    assert "you have 2 actions from the meeting" in message.subject
    references = [one.reference for one in own_actions(owner, meeting)]
    assert all(reference in message.body for reference in references)
    assert "parents" not in message.body + message.subject
    calendar = Calendar.from_ical(message.attachments[0].get_payload(decode=True))
    assert [str(one["summary"]) for one in calendar.walk("VEVENT")] == [f"{ref}: your action" for ref in references]
    assert b"parents" not in calendar.to_ical()


def test_a_message_is_left_out_for_an_account_that_closed_or_an_action_that_went_elsewhere():
    gone = PersonFactory(is_active=False)
    for person in (gone, PersonFactory()):
        MeetingMail.objects.create(
            meeting=MeetingFactory(state="held"), person=person, message_id=person.email, try_at=timezone.now()
        )
    assert send_due([MEETING_MAILS]) == 0
    assert set(MeetingMail.objects.values_list("state", flat=True)) == {MailState.SUPPRESSED}
    one = ItemFactory(meeting__state="under_way")
    action = ActionFactory(owner=PersonFactory(), due_on=None)
    MinuteFactory(item=one, kind=MinuteKind.ACTION, action=action)
    assert write_mails(one.meeting) == 1
    assert send_due([MEETING_MAILS]) == 1
    assert "1 action" in mail.outbox[-1].subject
    assert str(MeetingMail.objects.last()).endswith("Sent")


def test_minutes_are_agreed_at_a_later_meeting_then_changed_by_corrections_alone(client_for, manager):
    today = timezone.localdate()
    minute = MinuteFactory(item__meeting__state=MeetingState.HELD, item__meeting__held_on=today - timedelta(days=60))
    meeting, client = minute.item.meeting, client_for(manager)
    ItemFactory(meeting=meeting, left_out_because="Next time.")
    ItemFactory(meeting=meeting, presenter=manager)
    action = ActionFactory(owner=manager)
    MinuteFactory(item=minute.item, kind=MinuteKind.ACTION, text="Ask both parents.", action=action)
    agree = move(meeting, "agree_minutes")
    for day, words in ((meeting.held_on, "the day of a later meeting"), (today, "No meeting of this group")):
        assert words in text_of(posted(client, agree, day_boxes("agreed_on", day)))
    with pytest.raises(ValidationError, match="not agreed yet"):
        minuting.correct(by=manager, item=minute.item, text="No.")
    later = MeetingFactory(group=meeting.group, held_on=today)
    posted(client, agree, day_boxes("agreed_on", today))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.agreed_in) == (MeetingState.AGREED, later)

    refused = posted(client, at("minute", meeting, minute.pk), {"text": "Otherwise."})
    assert "The minutes are agreed" in text_of(refused)
    with pytest.raises(ValidationError):
        minuting.write(by=manager, item=minute.item, kind="note", text="Later.")
    posted(client, at("correct", meeting), {"item": minute.item_id, "text": "It was three agencies."})
    page = text_of(client.get(at("minutes", meeting)))
    assert "It was three agencies." in page
    assert "Written on" in page
    assert later.reference in text_of(client.get(meeting.get_absolute_url()))
    word = docx.Document(io.BytesIO(client.get(at("minutes", meeting), {"format": "docx"}).content))
    said = "\n".join(one.text for one in word.paragraphs)
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert {action.reference, "Ask both parents.", "Next time."} <= set(cells)
    assert "Note: Two agencies said how they ask." in said
    assert "Correction: It was three agencies." in said
    assert client.get(at("minutes", MeetingFactory())).status_code == 404
    draft = client.get(at("minutes", MeetingFactory(state=MeetingState.UNDER_WAY)), {"format": "docx"})
    assert "Draft, not agreed yet." in docx.Document(io.BytesIO(draft.content)).paragraphs[2].text


def test_the_papers_are_one_pdf_with_contents_and_one_count_of_pages(client_for, manager):
    item = ItemFactory(words="Read the report before.", presenter=manager, minutes=10)
    meeting = item.meeting
    meeting.health = {"no-theme": 2}
    meeting.save()
    last = MeetingFactory(group=meeting.group, state=MeetingState.HELD, held_on=date(2026, 1, 6))
    MinuteFactory(item=ItemFactory(meeting=last), kind=MinuteKind.ACTION, action=ActionFactory())
    paper = a_document(meeting, title="The report")
    a_version(paper, content=_three_pages(), media_type="application/pdf")
    a_document(meeting, title="A letter")
    broken = a_document(meeting, title="Broken")
    a_version(broken, content=b"%PDF-broken", media_type="application/pdf")
    waiting = a_document(meeting, title="Waiting")
    a_version(waiting, scan_state="waiting")
    client = client_for(manager)

    answer = client.post(at("pack", meeting))
    asked = Paper.objects.get()
    assert answer.url == asked.get_absolute_url()
    make(asked.pk)
    asked.refresh_from_db()
    assert asked.is_ready, asked.reason
    # The cover, contents and agenda on two, the report on three.
    with pikepdf.open(io.BytesIO(asked.content)) as whole:
        assert len(whole.pages) == 6
    assert client.get(reverse("reports:paper-file", args=[asked.key])).status_code == 200
    stranger = PersonFactory(role=RoleKey.PIG_MEMBER)
    assert not pack.PACK.is_open_to(stranger, {"reference": meeting.reference})


def test_papers_beyond_what_one_file_takes_are_listed(monkeypatch, manager):
    meeting = MeetingFactory()
    a_version(a_document(meeting), content=_three_pages(), media_type="application/pdf")
    monkeypatch.setattr(pack, "MOST_SHEETS", 2)
    with pikepdf.open(io.BytesIO(pack.build(manager, reference=meeting.reference).content)) as whole:
        assert len(whole.pages) == 3


def _three_pages() -> bytes:
    def more(document):
        document.add_blank_page(page_size=(200, 200))
        document.add_blank_page(page_size=(400, 200))

    return pdf(more)
