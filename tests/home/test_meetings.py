"""Meetings of the groups: built, held, minuted, closed, agreed, and seen by those of the group alone."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from actionplans.choices import ActionState
from audits.choices import AuditState
from escp.access.roles import RoleKey
from escp.lifecycle.engine import Refused
from escp.partnership.choices import AgencyKind, Part
from escp.partnership.models.plan import year_of
from home.meetings.choices import ItemKind, MeetingState, MinuteKind
from home.meetings.lifecycle import MEETING
from home.meetings.queries import chair_of, meetings_for, next_of, runs
from home.meetings.queries.proposing import health_of, proposed_for
from home.meetings.services import agenda, minuting, planning
from home.models import AgendaItem, Meeting
from tests.factories.actionplans import ActionFactory, ready_to_agree
from tests.factories.audits import MultiAgencyAuditFactory
from tests.factories.home import FixedPointFactory
from tests.factories.learning import FindingLinkFactory, ThemeFactory
from tests.factories.meetings import ItemFactory, MeetingFactory, MinuteFactory
from tests.factories.national_reviews import NationalReviewFactory
from tests.factories.partnership import AgencyFactory, DeputyFactory, GroupFactory, PersonFactory, SeatFactory
from tests.home.meetings import at, move
from tests.pages import day_boxes, posted, text_of

pytestmark = pytest.mark.django_db

HOURS = {"begins": "14:00", "ends": "16:00", "place": "Civic centre"}


def keys(proposed) -> dict[str, tuple[str, str]]:
    return {one.key: (one.kind, one.asks) for one in proposed}


def test_a_meeting_is_planned_changed_and_seen_by_its_group_and_their_deputies_alone(client_for, pig, chair, manager):
    unit, day = client_for(manager), timezone.localdate() + timedelta(days=20)
    new = {"group": pig.pk, **HOURS, **day_boxes("held_on", day)}
    late = posted(unit, reverse("home:meeting-new"), new | {"ends": "13:00"})
    assert "The meeting must end after it begins" in text_of(late)

    posted(unit, reverse("home:meeting-new"), new)
    meeting = Meeting.objects.get()
    again = posted(unit, reverse("home:meeting-new"), new)
    assert "This group meets on that day already." in text_of(again)
    moved = HOURS | day_boxes("held_on", day + timedelta(days=1)) | {"ends": "17:00"}
    posted(unit, at("change", meeting), moved)
    meeting.refresh_from_db()
    assert (meeting.held_on, meeting.ends) == (day + timedelta(days=1), time(17))

    deputy = DeputyFactory(person=chair, deputy=PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)).deputy
    for person in (chair, deputy):
        page = client_for(person).get(meeting.get_absolute_url())
        assert "Nothing stands on the agenda yet." in text_of(page)
        assert meeting.reference in text_of(client_for(person).get(reverse("home:meetings")))
    assert meeting.reference in text_of(client_for(chair).get("/"))
    stranger = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    assert stranger.get(meeting.get_absolute_url()).status_code == 404
    assert meeting.reference not in text_of(stranger.get(reverse("home:meetings")))
    assert not meetings_for(PersonFactory(role=None)).exists()
    assert (runs(chair, meeting), runs(deputy, meeting)) == (True, False)
    assert client_for(deputy).get(at("build", meeting)).status_code == 403

    entry = client_for(deputy).get(at("calendar", meeting))
    event = Calendar.from_ical(entry.content).walk("VEVENT")[0]
    assert str(event["summary"]) == f"{meeting.reference}: Practice Improvement Group"
    assert str(event["location"]) == "Civic centre"


def test_a_meeting_called_off_says_so_in_the_calendar_and_its_day_is_free(client_for, manager):
    meeting = MeetingFactory(place="")
    posted(client_for(manager), move(meeting, "cancel"), {"cancelled_because": "A holiday."})
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED

    client = client_for(manager)
    assert b"STATUS:CANCELLED" in client.get(at("calendar", meeting)).content
    assert "A holiday." in text_of(client.get(meeting.get_absolute_url()))
    again = Meeting(group=meeting.group, held_on=meeting.held_on)
    assert planning.plan(by=manager, meeting=again).pk
    with pytest.raises(ValidationError):
        planning.change(by=manager, meeting=meeting)


def test_a_year_of_meetings_is_planned_at_once_off_bank_holidays_and_twice_adds_none(client_for, manager):
    group = GroupFactory()
    asked = {"group": group.pk, "every": "2", "week": "1", "weekday": "1", **HOURS}
    page = reverse("home:meeting-year")
    first = day_boxes("first", date(2027, 1, 10))
    client = client_for(manager)
    assert "5 meetings planned" in text_of(client.get(posted(client, page, asked | first).url))
    days = list(Meeting.objects.values_list("held_on", flat=True))
    assert days == [date(2027, 3, 2), date(2027, 5, 4), date(2027, 7, 6), date(2027, 9, 7), date(2027, 11, 2)]

    assert "has one already" in text_of(client.get(posted(client, page, asked | first).url))
    wrong = posted(client, page, asked | first | {"ends": "14:00"})
    assert "The meeting must end after it begins" in text_of(wrong)
    # The first Monday of May and the last of August are holidays.
    assert planning.days_of_a_year(date(2027, 5, 1), 12, 1, 0) == [date(2027, 5, 10)]
    assert planning.days_of_a_year(date(2027, 8, 1), 12, 5, 0) == [date(2027, 8, 23)]


def test_an_agenda_is_built_from_what_must_be_decided_is_late_and_due_and_building_again_loses_nothing(
    client_for, pig, chair, manager
):
    today = timezone.localdate()
    last = MeetingFactory(group=pig, state=MeetingState.HELD, held_on=today - timedelta(days=60))
    last.health = {"no-theme": 3}
    last.save()
    carried = ActionFactory(state=ActionState.IN_PROGRESS, due_on=today + timedelta(days=300))
    undated = ActionFactory(due_on=None)
    for action in (carried, undated):
        MinuteFactory(item=ItemFactory(meeting=last), kind=MinuteKind.ACTION, action=action)
    draft = ready_to_agree()
    late = ready_to_agree(state=ActionState.IN_PROGRESS, due_on=today - timedelta(days=9))
    soon = ready_to_agree(state=ActionState.IN_PROGRESS, due_on=today + timedelta(days=9))
    link = FindingLinkFactory(learning_point__theme=ThemeFactory())
    point, theme = link.learning_point, link.learning_point.theme
    audit = MultiAgencyAuditFactory(state=AuditState.TERMS_DRAFTED)
    report = MultiAgencyAuditFactory(state=AuditState.REPORT_DRAFTED)
    national = NationalReviewFactory(state="collated")
    passed = FixedPointFactory(due_on=today - timedelta(days=3))
    ahead = FixedPointFactory(due_on=today + timedelta(days=3), number=2)
    meeting = MeetingFactory(group=pig, held_on=today)
    unit = client_for(manager)

    shown = text_of(unit.get(at("build", meeting)))
    posted(unit, at("build", meeting), {})
    items = {item.key: item for item in meeting.items.all()}
    expected = {
        carried.reference: ItemKind.CARRIED,
        undated.reference: ItemKind.CARRIED,
        draft.reference: ItemKind.DECIDE,
        late.reference: ItemKind.LATE,
        soon.reference: ItemKind.DUE,
        point.reference: ItemKind.DECIDE,
        theme.reference: ItemKind.DECIDE,
        audit.reference: ItemKind.DECIDE,
        report.reference: ItemKind.DECIDE,
        national.reference: ItemKind.DECIDE,
        passed.reference: ItemKind.LATE,
        ahead.reference: ItemKind.DUE,
        "welcome": ItemKind.OPENING,
        "last-minutes": ItemKind.OPENING,
        "thread-health": ItemKind.HEALTH,
        "any-other": ItemKind.CLOSING,
    }
    programme = f"programme-{audit.year}"
    assert {key: item.kind for key, item in items.items() if key in expected} == expected
    assert (programme in items) == (audit.year == year_of(today))
    assert all(one.record_reference in shown for one in items.values())
    ranks = [list(ItemKind).index(item.kind) for item in meeting.items.order_by("number")]
    assert ranks == sorted(ranks)
    assert [item.number for item in meeting.items.order_by("number")] == list(range(1, len(items) + 1))
    assert items[carried.reference].asks.startswith("Arose at PIG ")
    page = text_of(unit.get(meeting.get_absolute_url()))
    assert draft.title in page
    assert "Last meeting" in page
    meeting.refresh_from_db()
    assert meeting.health == health_of(meeting, manager)

    # Edited, moved, left out: building again adds what is new alone.
    first = items[draft.reference]
    change = {"words": "Read it before.", "presenter": chair.pk, "minutes": "10", "number": "1"}
    posted(unit, at("item", meeting, first.pk), change)
    posted(unit, at("item-out", meeting, items[theme.reference].pk), {"reason": "In spring."})
    newer = ready_to_agree()
    posted(unit, at("build", meeting), {})
    first.refresh_from_db()
    assert (first.number, first.words, first.presenter) == (1, "Read it before.", chair)
    standing = meeting.items.filter(number__gt=0).order_by("number")
    assert [item.number for item in standing] == list(range(1, len(items) + 1))
    assert standing.get(key=newer.reference).kind == ItemKind.DECIDE
    assert AgendaItem.objects.get(key=theme.reference).left_out_because == "In spring."
    assert "In spring." in text_of(unit.get(meeting.get_absolute_url()))
    assert "Nothing is new." in text_of(unit.get(at("build", meeting)))
    posted(unit, at("item-in", meeting, items[theme.reference].pk), {})
    assert AgendaItem.objects.get(key=theme.reference).number > 0
    posted(unit, at("item-new", meeting), {"title": "Fathers", "words": "", "presenter": "", "minutes": ""})
    added = meeting.items.get(title="Fathers")
    assert added.number < meeting.items.get(key="any-other").number

    # Whoever may not see a record reads its reference and what is asked, nothing else.
    member = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    SeatFactory(group=pig, person=member)
    seen = text_of(client_for(member).get(meeting.get_absolute_url()))
    assert draft.reference in seen
    assert "Agree this action" in seen
    assert draft.title not in seen
    assert point.statement not in seen


def test_another_group_gets_what_it_carried_over_and_until_its_next_meeting():
    group, today = GroupFactory(), timezone.localdate()
    person = PersonFactory()
    ready_to_agree()
    meeting = MeetingFactory(group=group)
    later = MeetingFactory(group=group, held_on=today + timedelta(days=5))
    assert set(keys(proposed_for(meeting, person))) == {"welcome", "any-other"}
    assert (health_of(meeting, person), next_of(meeting), chair_of(group)) == ({}, later, None)


def test_the_agenda_looks_as_far_as_the_next_meeting_and_builds_without_a_chair(pig, manager):
    today = timezone.localdate()
    meeting = MeetingFactory(group=pig)
    MeetingFactory(group=pig, held_on=today + timedelta(days=5))
    soon, later = (
        ready_to_agree(state=ActionState.IN_PROGRESS, due_on=today + timedelta(days=days)) for days in (4, 9)
    )
    found = keys(proposed_for(meeting, manager))
    assert soon.reference in found
    assert later.reference not in found
    assert agenda.build(by=manager, meeting=meeting) == len(found)
    assert agenda.build(by=manager, meeting=meeting) == 0


def test_from_when_the_papers_are_out_numbers_stay_and_what_is_new_comes_last(client_for, manager):
    first = ItemFactory(title="First")
    meeting, second = first.meeting, ItemFactory(meeting=first.meeting, title="Second")
    MEETING.apply("send_papers", meeting, by=manager)
    client = client_for(manager)

    refused = posted(client, at("item", meeting, second.pk), {"title": "Second", "number": "1"})
    assert "numbers stay, because minutes name them" in text_of(refused)
    agenda.leave_out(by=manager, item=first, reason="Not ready.")
    first.refresh_from_db()
    assert (first.number, first.is_left_out) == (1, True)
    assert "Left out: Not ready." in text_of(client.get(at("item", meeting, first.pk)))
    agenda.take_in(by=manager, item=first)
    with pytest.raises(ValidationError):
        agenda.take_in(by=manager, item=first)
    third = agenda.add(by=manager, item=AgendaItem(meeting=meeting, title="Third"))
    assert third.number == 3
    posted(client, at("item", meeting, third.pk), {"title": "Third, changed", "number": "3"})
    MEETING.apply("begin", meeting, by=manager)
    minuting.write(by=manager, item=second, kind=MinuteKind.NOTE, text="Said.")
    with pytest.raises(ValidationError, match="Something was said"):
        agenda.leave_out(by=manager, item=second, reason="Not ready.")
    agenda.leave_out(by=manager, item=first, reason="Not ready.")
    with pytest.raises(ValidationError, match="left out"):
        minuting.write(by=manager, item=first, kind=MinuteKind.NOTE, text="Said.")


def test_a_meeting_begins_on_its_day_with_an_agenda_and_closes_with_its_attendance(manager):
    ahead = MeetingFactory(held_on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refused) as refusal:
        MEETING.apply("begin", ahead, by=manager)
    assert len(refusal.value.reasons) == 2
    with pytest.raises(Refused, match="Record who was there first"):
        MEETING.apply("close", MeetingFactory(state=MeetingState.UNDER_WAY), by=manager)


def test_attendance_says_in_words_whether_the_group_may_decide(client_for, manager):
    group = GroupFactory(quorum_least=1, quorum_agencies=[AgencyKind.POLICE.value])
    seat = SeatFactory(group=group, agency=AgencyFactory(kind=AgencyKind.POLICE))
    adviser = SeatFactory(group=group, part=Part.ADVISER)
    meeting, client = MeetingFactory(group=group), client_for(manager)
    page = at("attendance", meeting)

    both = {"present": [adviser.person_id], "apologised": [adviser.person_id], "others": ""}
    assert "choose one" in text_of(posted(client, page, both))
    posted(client, page, {"present": [adviser.person_id], "apologised": [seat.person_id], "others": ""})
    shown = text_of(client.get(meeting.get_absolute_url()))
    assert "Not quorate." in shown
    assert "The police are not represented." in shown
    posted(client, page, {"present": [seat.person_id], "apologised": [], "others": "Practice lead"})
    assert "Quorate. Quorate when" in text_of(client.get(page))
    meeting.refresh_from_db()
    assert meeting.quorum.startswith("Quorate.")
    assert "No quorum is kept" in text_of(client.get(MeetingFactory(group__quorum_least=0).get_absolute_url()))
    with pytest.raises(ValidationError):
        planning.record_attendance(
            by=manager, meeting=MeetingFactory(state="cancelled"), present=[], apologised=[], others="", quorum=""
        )
