"""Groups: who keeps them, who sits where and when, and what their pages say."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.partnership.choices import AgencyKind, GroupKind, Part
from escp.partnership.models import Group, GroupMembership
from escp.partnership.presenters import who_decides, who_sits
from escp.partnership.queries import meanwhile
from escp.partnership.services import keep_group, seat
from reviews.choices import ReviewState
from tests.factories.partnership import AgencyFactory, DeputyFactory, GroupFactory, PersonFactory, SeatFactory
from tests.factories.reviews import RapidReviewFactory

pytestmark = pytest.mark.django_db


def day(number: int):
    return timezone.localdate() + timedelta(days=number)


def boxes(name: str, when) -> dict:
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def url(name: str, *args) -> str:
    return reverse(f"partnership:{name}", args=args)


def send(client, address: str, **answers):
    shown = client.get(address).context
    return client.post(address, {"once": shown["once"], "version": shown["version"], **answers}, follow=True)


def page_of(client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def unit(client_for):
    return client_for(PersonFactory(role=RoleKey.BUSINESS_OFFICER))


def a_group(**answers) -> dict:
    return {
        "name": "Practice Improvement Group",
        "kind": GroupKind.PIG,
        "purpose": "Has oversight of learning.",
        "quorum_least": "3",
        "quorum_agencies": ["council", "police", "health"],
        **boxes("starts_on", day(-1)),
    } | answers


def a_seat(**answers) -> dict:
    return {
        "person": PersonFactory(role=RoleKey.PIG_MEMBER).pk,
        "agency": AgencyFactory().pk,
        "part": Part.MEMBER,
        "reason": "Named by the trust",
        **boxes("starts_on", day(0)),
    } | answers


def test_the_unit_adds_a_group_and_its_quorum_stands_in_words(unit):
    page = send(unit, url("group-new"), **a_group()).content.decode()

    assert "The group has been added." in page
    assert "Quorate when at least 3 members with a vote are there" in page
    assert "It cannot be quorate today" in page
    assert Group.objects.get().quorum_agencies == ["council", "police", "health"]


def test_an_administrator_changes_a_group_and_a_member_reads_it_only(client_for):
    group = GroupFactory(kind=GroupKind.PIG)

    page = send(client_for(PersonFactory(role=RoleKey.ADMINISTRATOR)), url("group-change", group.pk), **a_group())

    assert "The group has been changed." in page.content.decode()
    member = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    shown = page_of(member, group.get_absolute_url())
    assert "Practice Improvement Group" in shown
    assert "Check with your partnership’s terms of reference." in shown
    assert "Change the group" not in shown
    assert member.get(url("group-change", group.pk)).status_code == 403


def test_there_is_one_practice_improvement_group(unit):
    GroupFactory(kind=GroupKind.PIG)

    page = send(unit, url("group-new"), **a_group()).content.decode()

    assert "There is one such group already" in page
    assert Group.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupFactory(kind=GroupKind.PIG)


def test_two_who_change_a_group_at_once_are_told(unit):
    group = GroupFactory()
    address = url("group-change", group.pk)
    shown = unit.get(address).context
    group.purpose = "Changed meanwhile."
    group.save()

    answers = a_group(once=shown["once"], version=shown["version"])
    assert unit.post(address, answers).status_code == 409
    group.refresh_from_db()
    assert group.purpose == "Changed meanwhile."


def test_somebody_is_given_a_seat_and_the_history_says_by_whom_and_why(unit):
    group = GroupFactory()

    page = send(unit, url("seat-new", group.pk), **a_seat(part=Part.CHAIR)).content.decode()

    row = group.memberships.get()
    assert f"The seat of {row.person} has been saved." in page
    assert "Chair" in page
    history = page_of(unit, url("group-history", group.pk))
    assert "Why: Named by the trust" in history
    assert str(row.history.get().history_user) in history


@pytest.mark.parametrize(("first", "last"), [(0, None), (5, 9), (-60, 0), (10, 10)])
def test_nobody_has_two_seats_at_once(unit, first, last):
    row = SeatFactory(ends_on=day(10))
    answers = a_seat(person=row.person_id, **boxes("starts_on", day(first)))
    if last is not None:
        answers |= boxes("ends_on", day(last))

    page = send(unit, url("seat-new", row.group_id), **answers).content.decode()

    assert f"{row.person} has a seat from" in page
    assert GroupMembership.objects.count() == 1


def test_whoever_left_may_come_back(unit):
    row = SeatFactory(ends_on=day(-1))

    send(unit, url("seat-new", row.group_id), **a_seat(person=row.person_id))

    assert row.group.memberships.count() == 2


def test_a_group_has_one_chair_at_a_time(unit):
    chair = SeatFactory(part=Part.CHAIR)
    new = url("seat-new", chair.group_id)

    assert f"{chair.person} is the chair from" in send(unit, new, **a_seat(part=Part.CHAIR)).content.decode()
    send(unit, url("seat-end", chair.group_id, chair.pk), reason="Moves on", **boxes("ends_on", day(-1)))
    send(unit, new, **a_seat(part=Part.CHAIR))

    assert chair.group.memberships.filter(part=Part.CHAIR).count() == 2
    chair.refresh_from_db()
    assert (chair.ends_on, chair.reason) == (day(-1), "Moves on")


def test_the_last_day_cannot_come_before_the_first(unit):
    row = SeatFactory()
    before = day(-40)

    page = send(unit, url("seat-end", row.group_id, row.pk), reason="Moves on", **boxes("ends_on", before))
    assert "The last day must be" in page.content.decode()
    page = send(unit, url("seat-new", row.group_id), **a_seat(**boxes("ends_on", before)))
    assert "The last day must be" in page.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatFactory(ends_on=before)


def test_a_seat_is_put_right_with_a_reason_and_the_old_words_stay_in_the_history(unit):
    row = SeatFactory(agency=AgencyFactory(active_to=day(-1)))
    address = url("seat", row.group_id, row.pk)
    answers = {"agency": row.agency_id, "part": Part.VICE_CHAIR, **boxes("starts_on", row.starts_on)}

    assert "Enter" in send(unit, address, **answers).content.decode()
    send(unit, address, **answers, reason="Was vice chair from the start")

    row.refresh_from_db()
    assert row.part == Part.VICE_CHAIR
    history = page_of(unit, url("group-history", row.group_id))
    assert "Named by their agency" in history
    assert "Was vice chair from the start" in history


def test_a_seat_is_found_in_its_own_group_alone(unit):
    row = SeatFactory()

    assert unit.get(url("seat", GroupFactory().pk, row.pk)).status_code == 404
    assert unit.get(url("group", 999)).status_code == 404


def test_somebody_who_does_not_belong_gets_no_seat(unit):
    gone = PersonFactory(role=None)
    row = GroupMembership(
        group=GroupFactory(), person=gone, agency=AgencyFactory(), part=Part.MEMBER, starts_on=day(0), reason="Why"
    )

    with pytest.raises(ValidationError, match="no current membership"):
        seat(by=PersonFactory(), membership=row)


def test_only_those_who_keep_groups_write_them():
    other = PersonFactory(role=RoleKey.STATUTORY_PARTNER)

    with pytest.raises(PermissionError):
        keep_group(by=other, group=Group(name="Mine"))
    with pytest.raises(PermissionError):
        seat(by=other, membership=SeatFactory())


def test_the_list_shows_chairs_and_sets_apart_what_has_ended(unit):
    chair = SeatFactory(part=Part.CHAIR)
    GroupFactory(name="Summer task group", ends_on=day(-1))

    page = page_of(unit, url("groups"))

    assert str(chair.person) in page
    assert 'data-label="Members">1<' in page
    assert "Summer task group" in page.split("Groups that have ended")[1]
    assert "This group has ended" in page_of(unit, url("group", Group.objects.get(name="Summer task group").pk))


def test_the_page_of_a_group_tells_past_and_coming_from_today(unit):
    now = SeatFactory()
    coming = SeatFactory(group=now.group, starts_on=day(5))
    past = SeatFactory(group=now.group, ends_on=day(-2))
    gone = SeatFactory(group=now.group, person=PersonFactory(role=None))
    deputy = DeputyFactory(person=now.person, ends_on=day(9)).deputy

    page = page_of(unit, now.group.get_absolute_url())

    sits, rest = page.split("Who will sit in it", 1)
    will, did = rest.split("<summary", 1)
    assert str(now.person) in sits
    assert str(deputy) in sits
    assert "Has left the partnership" in sits.split(str(gone.person))[1]
    assert str(coming.person) in will
    assert str(past.person) in did


def test_the_chair_reads_that_they_chair_it(client_for):
    row = SeatFactory(part=Part.CHAIR)

    assert "You chair this group." in page_of(client_for(row.person), row.group.get_absolute_url())


def sitting(group, **kinds):
    return {kind: SeatFactory(group=group, agency=AgencyFactory(kind=kind)).person for kind in kinds.values()}


def test_a_meeting_is_quorate_with_a_deputy_and_says_for_whom_each_counts(unit):
    group = GroupFactory(quorum_least=3, quorum_agencies=["council", "police", "health"])
    people = sitting(group, a=AgencyKind.COUNCIL, b=AgencyKind.POLICE, c=AgencyKind.HEALTH)
    deputy = DeputyFactory(person=people[AgencyKind.HEALTH]).deputy
    present = [people[AgencyKind.COUNCIL].pk, people[AgencyKind.POLICE].pk, deputy.pk]

    answer = unit.get(url("group-quorum", group.pk), {"ask": "1", "present": present}).content.decode()

    assert "This meeting may decide." in answer
    assert f"{deputy} counts for {people[AgencyKind.HEALTH]}" in answer


def test_a_meeting_without_the_police_says_so_and_a_deputy_too_many_does_not_count(unit):
    group = GroupFactory(quorum_least=2, quorum_agencies=["police"])
    people = sitting(group, a=AgencyKind.COUNCIL, b=AgencyKind.HEALTH)
    DeputyFactory(person=people[AgencyKind.HEALTH], deputy=people[AgencyKind.COUNCIL])
    extra = DeputyFactory(person=people[AgencyKind.COUNCIL]).deputy
    present = [*(person.pk for person in people.values()), extra.pk]

    answer = unit.get(url("group-quorum", group.pk), {"ask": "1", "present": present}).content.decode()

    assert "The police are not represented." in answer
    assert f"{extra} does not count" in answer


@pytest.mark.parametrize("present", ["999999999999999999999999", "x", "\x00", "1"])
def test_a_meeting_of_strangers_is_refused_in_words(unit, present):
    group = SeatFactory().group
    SeatFactory(group=group, part=Part.ADVISER)

    answer = unit.get(url("group-quorum", group.pk), {"ask": "1", "present": present})

    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()


def test_a_group_without_votes_has_nobody_to_tick(unit):
    group = SeatFactory(part=Part.ADVISER).group

    assert "Nobody has a vote in it today." in page_of(unit, url("group-quorum", group.pk))


def test_who_decides_is_said_beside_a_minute():
    assert who_decides(GroupKind.PIG) == ""
    pig = GroupFactory(kind=GroupKind.PIG)
    assert who_decides(GroupKind.PIG).startswith("It has no chair today. Quorate when")
    chair = SeatFactory(group=pig, part=Part.CHAIR)
    assert who_decides(GroupKind.PIG).startswith(f"Chaired by {chair.person}. Quorate when")


def test_who_sits_in_the_executive_is_said_beside_a_signature_on_a_rapid_review(client_for):
    seat = SeatFactory(group=GroupFactory(kind=GroupKind.EXECUTIVE), person__full_name="Clover Coppice")
    SeatFactory(group=seat.group, part=Part.ADVISER)
    review = RapidReviewFactory(state=ReviewState.MEETING_HELD)

    page = page_of(client_for(PersonFactory()), reverse("reviews:rapid-review-signature", args=[review.reference]))

    assert f"In the {seat.group} today: Clover Coppice, {seat.agency}." in page
    assert who_sits(GroupKind.PIG) == ""


def test_a_time_without_an_end_meets_all_that_is_not_over():
    row = SeatFactory(ends_on=day(3))
    rows = GroupMembership.objects.all()

    assert list(meanwhile(rows, day(3), None)) == [row]
    assert not meanwhile(rows, day(4), None)
    assert not meanwhile(rows, day(-50), day(-31))


def test_the_frameworks_groups_are_loaded_once_and_nothing_is_changed(capsys):
    unit = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    pig = GroupFactory(kind=GroupKind.PIG, name="Our learning group")

    call_command("load_groups", unit.email)
    first = capsys.readouterr().out
    call_command("load_groups", unit.email)

    assert "Was there: Practice Improvement Group" in first
    assert "Made: Partnership executive" in first
    assert "Made" not in capsys.readouterr().out
    assert Group.objects.count() == 4
    assert Group.objects.get(kind=GroupKind.PIG) == pig
    assert Group.objects.get(kind=GroupKind.EXECUTIVE).history.get().history_user == unit
    assert str(SeatFactory(group=pig, part=Part.CHAIR)).endswith("Chair of Our learning group")


@pytest.mark.parametrize("email", ["nobody@agency.example", "reader@agency.example"])
def test_only_somebody_who_keeps_groups_can_load_them(email):
    PersonFactory(email="reader@agency.example", role=RoleKey.SCRUTINEER)

    with pytest.raises(CommandError, match="Nobody with that address"):
        call_command("load_groups", email)
