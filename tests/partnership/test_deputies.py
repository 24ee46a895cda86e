"""Deputies: who may name one, for which days, and that it opens nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.permissions import Permission
from escp.access.roles import RoleKey
from escp.partnership.models import Deputy, Person
from escp.partnership.queries import principals_of
from escp.partnership.services import end_deputy, name_deputy
from tests.factories.partnership import DeputyFactory, PersonFactory
from tests.factories.reviews import IncidentFactory, RapidReviewFactory

pytestmark = pytest.mark.django_db
NEW = "/accounts/deputy/new/"


def day(number: int):
    return timezone.localdate() + timedelta(days=number)


def boxes(name: str, when) -> dict:
    return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}


def once(client, url: str) -> str:
    return client.get(url).context["once"]


def send(client, url: str = NEW, **answers):
    return client.post(url, {"once": once(client, url), **answers}, follow=True)


def names(person: Person) -> list[Person]:
    return principals_of(Person.objects.get(pk=person.pk))


def test_a_person_names_a_deputy_and_sees_so(client_for):
    me, colleague = PersonFactory(role=RoleKey.PIG_MEMBER), PersonFactory(role=RoleKey.PIG_MEMBER)

    page = send(client_for(me), deputy=colleague.pk, **boxes("starts_on", day(0)), **boxes("ends_on", day(9)))

    assert f"{colleague} stands in for {me} from" in page.content.decode()
    assert names(colleague) == [me]
    assert Deputy.objects.get().named_by == me


def test_the_unit_names_a_deputy_for_a_colleague_and_others_do_not(client_for):
    away, colleague, officer = PersonFactory(), PersonFactory(), PersonFactory(role=RoleKey.BUSINESS_OFFICER)
    url = reverse("partnership:deputy-for-a-colleague")

    page = send(client_for(officer), url, person=away.pk, deputy=colleague.pk, **boxes("starts_on", day(0)))

    assert f"{away}" in page.content.decode()
    assert (Deputy.objects.get().person, Deputy.objects.get().named_by) == (away, officer)
    assert client_for(PersonFactory(role=RoleKey.PIG_MEMBER)).get(url).status_code == 403
    with pytest.raises(PermissionError):
        name_deputy(by=PersonFactory(role=RoleKey.PIG_MEMBER), person=away, deputy=officer, starts_on=day(30))


@pytest.mark.parametrize(
    ("starts", "ends", "said"),
    [(3, 2, "The last day must be the first day or later"), (-1, 2, "must be today or in the future")],
)
def test_days_that_cannot_be_are_refused_in_words(client_for, starts, ends, said):
    me, colleague = PersonFactory(), PersonFactory()

    page = send(client_for(me), deputy=colleague.pk, **boxes("starts_on", day(starts)), **boxes("ends_on", day(ends)))

    assert said in page.content.decode()
    assert not Deputy.objects.exists()


def test_a_date_that_does_not_exist_is_refused(client_for):
    me, colleague = PersonFactory(), PersonFactory()

    page = send(client_for(me), deputy=colleague.pk, starts_on_day=31, starts_on_month=2, starts_on_year=2027)

    assert "First day must be a real date" in page.content.decode()


def test_nobody_is_their_own_deputy(client_for):
    me = PersonFactory()
    with pytest.raises(ValidationError, match="nobody is their own deputy"):
        name_deputy(by=me, person=me, deputy=me, starts_on=day(0))
    page = send(
        client_for(me), reverse("partnership:deputy-for-a-colleague"), person=me.pk, deputy=me.pk,
        **boxes("starts_on", day(0)),
    )  # fmt: skip
    assert "nobody is their own deputy" in page.content.decode()


def test_somebody_who_has_left_cannot_be_named():
    me, gone = PersonFactory(), PersonFactory(role=None)

    with pytest.raises(ValidationError, match="no current membership"):
        name_deputy(by=me, person=me, deputy=gone, starts_on=day(0))


@pytest.mark.parametrize(("starts", "ends"), [(0, 0), (5, 5), (5, None), (0, None), (10, 12), (7, 8)])
def test_times_that_overlap_are_refused(starts, ends):
    me, first, second = PersonFactory(), PersonFactory(), PersonFactory()
    DeputyFactory(person=me, deputy=first, starts_on=day(0), ends_on=day(10))

    until = None if ends is None else day(ends)
    with pytest.raises(ValidationError, match="Choose other days"):
        name_deputy(by=me, person=me, deputy=second, starts_on=day(starts), ends_on=until)


def test_a_time_without_a_last_day_takes_all_that_follow_and_none_before():
    me, first, second = PersonFactory(), PersonFactory(), PersonFactory()
    name_deputy(by=me, person=me, deputy=first, starts_on=day(20))

    with pytest.raises(ValidationError, match="with no last day"):
        name_deputy(by=me, person=me, deputy=second, starts_on=day(300))
    assert name_deputy(by=me, person=me, deputy=second, starts_on=day(1), ends_on=day(19))


def test_days_that_follow_one_another_do_not_overlap():
    me, first, second = PersonFactory(), PersonFactory(), PersonFactory()
    name_deputy(by=me, person=me, deputy=first, starts_on=day(0), ends_on=day(4))

    assert name_deputy(by=me, person=me, deputy=second, starts_on=day(5))


def test_a_deputy_who_is_ended_stands_in_until_tonight_and_is_kept_in_the_history(client_for):
    me = PersonFactory()
    row = DeputyFactory(person=me)
    client, url = client_for(me), reverse("partnership:deputy-end", args=[row.pk])

    page = send(client, url)

    row.refresh_from_db()
    assert row.ends_on == day(0)
    assert row.history.count() == 2
    assert "today is their last day" in page.content.decode()
    assert end_deputy(by=me, deputy=row).ends_on == day(0)


def test_a_deputy_who_has_not_begun_never_will(client_for):
    row = DeputyFactory(starts_on=day(3))

    assert (
        "they will not stand in"
        in send(client_for(row.person), reverse("partnership:deputy-end", args=[row.pk])).content.decode()
    )
    assert not Deputy.objects.exists()
    assert Deputy.history.filter(history_type="-").count() == 1


def test_only_the_person_and_the_unit_end_a_deputy(client_for):
    row = DeputyFactory(person=PersonFactory(role=RoleKey.PIG_MEMBER))
    stranger = PersonFactory(role=RoleKey.PIG_MEMBER)

    assert client_for(stranger).get(reverse("partnership:deputy-end", args=[row.pk])).status_code == 404
    with pytest.raises(PermissionError):
        end_deputy(by=stranger, deputy=row)
    assert end_deputy(by=PersonFactory(), deputy=row)


def test_the_page_says_who_stood_in_and_for_whom_one_stands_in(client_for):
    me = PersonFactory()
    past = DeputyFactory(person=me, starts_on=day(-20), ends_on=day(-10))
    now, mine, colleagues = DeputyFactory(person=me), DeputyFactory(deputy=me), DeputyFactory()

    page = client_for(me).get(reverse("partnership:deputies")).content.decode()

    before, after = page.split("Who stood in for you")
    assert str(past.deputy) in after.split("Deputies of colleagues")[0]
    assert str(now.deputy) in before
    assert str(mine.person) in before
    assert str(colleagues.person) in after


def test_nobody_stands_in_for_somebody_who_left_nor_when_they_left_themselves_nor_outside_their_time():
    me = PersonFactory()
    DeputyFactory(deputy=me, person=PersonFactory(role=None))
    DeputyFactory(deputy=me, starts_on=day(1))
    DeputyFactory(deputy=me, starts_on=day(-5), ends_on=day(-1))
    here = DeputyFactory(deputy=me, starts_on=day(-5), ends_on=day(0)).person
    assert names(me) == [here]

    me.memberships.update(ends_at=timezone.now())
    assert names(me) == []


def test_a_deputy_of_a_deputy_stands_in_for_the_deputy_alone():
    first = DeputyFactory()
    second = DeputyFactory(person=first.deputy)

    assert names(second.deputy) == [first.deputy]


def test_being_a_deputy_opens_no_record_and_permits_no_act(client_for):
    principal, deputy = PersonFactory(), PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    incident, review = IncidentFactory(), RapidReviewFactory()
    DeputyFactory(person=principal, deputy=deputy)
    client = client_for(deputy)

    for record in (incident, review):
        assert client.get(record.get_absolute_url()).status_code == 404
        assert client.get(f"/r/{record.reference}").status_code == 404
    assert Person.objects.get(pk=deputy.pk).permissions == frozenset(
        {Permission.SEE_OWN_AGENCY_ACTIONS, Permission.UPDATE_OWN_ACTIONS, Permission.ANSWER_FOR_AGENCY}
    )
    page = client.get("/").content.decode()
    assert f"For {principal}, whose deputy you are" in page
    assert review.reference not in page
    assert review.reference not in client.get("/deadlines/").content.decode()
    assert review.reference not in client.get("/deadlines/?whose=stood_in_for").content.decode()
