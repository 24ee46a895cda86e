"""The counts of a census against files that were counted by hand.

In 2023 Easter was on 9 April, and May had three bank holidays.
"""

import io
from datetime import date

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from escp.deadlines.calendar import Calendar
from escp.reports.reading import Unreadable
from intelligence.census import stream
from intelligence.census.counting import Tally, months_after
from intelligence.census.measures import MEASURES
from intelligence.census.stream import Census
from intelligence.choices import Unit
from tests.factories.census import a_census, a_child, a_plan, an_assessment, an_enquiry, an_episode

CALENDAR = Calendar()
APRIL, MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER = range(7)


def tally_of(*children: str, **facts: str) -> Tally:
    census = Census(io.BytesIO(a_census(children, **facts)), str.encode)
    read = list(census.children())
    tally = Tally(census.reference, CALENDAR.working_days_between)
    for child in read:
        tally.take(child)
    tally.finish()
    return tally


def month_of(tally: Tally, key: str, place: int) -> tuple[int, int]:
    return tally.counted[key][place], tally.out_of[key][place]


def one(*parts: str, referred: str = "2023-04-03") -> Tally:
    return tally_of(a_child("C1", an_episode(referred, *parts)))


def test_the_months_are_the_twelve_up_to_the_day_of_reference():
    tally = one()
    assert [tally.months[0].name, tally.months[-1].name] == ["April 2023", "March 2024"]
    assert tally_of(a_child("C1"), reference="2022-07-21", year="2022").months[0].name == "August 2021"


def test_referrals_and_re_referrals_of_a_child_within_twelve_months():
    tally = tally_of(
        a_child("C1", an_episode("2022-05-10"), an_episode("2023-05-10"), an_episode("2024-05-10")),
        a_child("C2", an_episode("2022-05-09"), an_episode("2023-05-10", no_action="true")),
        a_child("C3", an_episode("2023-05-31", no_action="1"), an_episode("2023-06-01"), an_episode("")),
        a_child("C4", an_episode("2023-05-01"), an_episode("2023-05-01")),
    )
    # Exactly twelve months before is within; a day more is not. Two on one day are one.
    assert month_of(tally, "rereferrals", MAY) == (1, 4)
    assert month_of(tally, "rereferrals", JUNE) == (1, 1)
    assert month_of(tally, "no_action", MAY) == (2, 4)
    assert tally.counted["referrals"] == [0, 4, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    assert tally.notes == []


def test_a_child_that_stands_twice_is_one_child_and_one_without_identifier_is_counted_alone():
    tally = tally_of(
        a_child("C1", an_episode("2023-05-10")), a_child("C1", an_episode("2023-06-10")),
        a_child("", an_episode("2023-06-10")), a_child("", an_episode("2023-06-11")),
    )  # fmt: skip
    assert month_of(tally, "rereferrals", JUNE) == (1, 3)
    assert tally.notes == [
        "2 children have no identifier (LAchildID): their earlier referrals are not known.",
        "1 children stand in the file more than once. Each of their records is counted.",
    ]


def test_the_first_assessment_counts_from_the_referral_and_a_later_one_from_its_own_start():
    # 45 working days after Monday 3 April 2023, with Good Friday, Easter Monday and three days in May, is 12 June.
    tally = one(an_assessment("2023-04-20", "2023-06-12"), an_assessment("2023-06-01", "2023-06-30"))
    assert month_of(tally, "assessed", JUNE) == (2, 2)
    assert tally.counted["duration"][JUNE] == 34 + 21
    assert month_of(one(an_assessment("2023-04-20", "2023-06-13")), "assessed", JUNE) == (0, 1)
    assert month_of(one(an_assessment("", "2023-06-13"), referred=""), "assessed", JUNE) == (0, 1)
    assert month_of(one(an_assessment("2023-06-01", "2023-06-13"), referred="2023-07-01"), "assessed", JUNE) == (1, 1)


def test_an_assessment_that_ends_before_it_begins_or_outside_the_year_is_left_out():
    tally = one(an_assessment("2028-04-28", "2023-06-13"), an_assessment("2023-01-01", "2023-03-31"))
    assert sum(tally.out_of["assessed"]) == 0
    assert tally.notes == ["1 assessments are authorised before they begin, and are left out."]


def test_conferences_within_fifteen_working_days_of_the_start_of_the_enquiry():
    # Fifteen working days after Thursday 1 June 2023 is 22 June.
    tally = one(
        an_enquiry("2023-06-01", "2023-06-22"), an_enquiry("2023-06-01", "2023-06-23"), an_enquiry("2023-06-30"),
        an_enquiry("2023-06-10", "2023-06-01"), an_enquiry("2023-03-20", "2023-04-03"),
    )  # fmt: skip
    assert month_of(tally, "conferences", JUNE) == (1, 2)
    assert month_of(tally, "conferences", APRIL) == (1, 1)
    assert tally.counted["enquiries"][JUNE] == 4
    assert month_of(tally, "to_conference", JUNE) == (2, 4)
    assert tally.notes == ["1 conferences stand before their enquiry, and are left out."]


def test_plans_at_the_end_of_each_month_begun_and_repeated():
    backwards = a_plan("2023-09-01", ended="2023-08-01")
    tally = tally_of(
        a_child("C1", an_episode("2023-04-03", a_plan("2023-04-30", ended="2023-05-31"), a_plan("2023-08-01"))),
        a_child("C2", an_episode("2021-04-03", a_plan("2021-05-01"))),
        a_child("C3", an_episode("2023-04-03", a_plan("2023-08-31", before="2"), backwards)),
    )
    assert tally.counted["plans"][:6] == [2, 1, 1, 1, 3, 3]
    assert month_of(tally, "repeat", APRIL) == (0, 1)
    assert month_of(tally, "repeat", AUGUST) == (2, 2)
    assert tally.counted["begun"][AUGUST] == 2
    assert tally.notes == ["1 child protection plans end before they begin, and are left out."]


def test_reviews_are_due_in_three_months_and_then_six_while_the_plan_stands():
    in_time = one(a_plan("2023-04-10", "2023-07-10", "2024-01-10"))
    assert month_of(in_time, "reviews", JULY) == (1, 1)
    assert month_of(in_time, "reviews", 9) == (1, 1)
    assert sum(in_time.out_of["reviews"]) == 2
    late = one(a_plan("2023-04-10", "2023-07-11"))
    assert month_of(late, "reviews", JULY) == (0, 1)
    assert month_of(late, "reviews", 9) == (0, 1)
    assert sum(one(a_plan("2023-04-10", ended="2023-07-10")).out_of["reviews"]) == 0
    none = one(a_plan("2023-04-10"))
    assert (month_of(none, "reviews", JULY), sum(none.out_of["reviews"])) == ((0, 1), 1)


def test_of_a_plan_that_began_before_the_year_the_first_review_is_due_within_its_half():
    assert month_of(one(a_plan("2022-01-10", "2023-04-01")), "reviews", SEPTEMBER) == (1, 1)
    assert month_of(one(a_plan("2022-01-10", "2023-10-01")), "reviews", SEPTEMBER) == (0, 1)


@for_any(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(-60, 60))
def test_months_are_added_as_a_calendar_has_them(day, number):
    later = months_after(day, number)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == number
    assert later.day == day.day or (later.day < day.day and (later.replace(day=28) <= later))


@for_any(st.lists(st.dates(date(2022, 1, 1), date(2024, 6, 1)), max_size=8))
def test_no_measure_counts_more_than_it_is_out_of(days):
    parts = [make(f"{day}", f"{day}") for day in days for make in (an_assessment, an_enquiry, a_plan)]
    tally = tally_of(a_child("C1", *(an_episode(f"{day}", *parts) for day in days[:2])))
    for measure in MEASURES:
        if measure.unit == Unit.PERCENT:
            pairs = zip(tally.counted[measure.key], tally.out_of[measure.key], strict=True)
            assert all(some <= whole for some, whole in pairs)


@pytest.mark.parametrize("year", range(2021, 2027))
def test_the_forms_of_2021_to_2026_are_read(year):
    sex = "GenderCurrent" if year < 2024 else "Sex"
    child = a_child("C1", an_episode(f"{year - 1}-05-10", an_enquiry(f"{year - 1}-05-11")), sex=sex)
    assert tally_of(child, year=str(year), reference=f"{year}-03-31").counted["enquiries"][MAY] == 1


def test_capitals_and_namespaces_make_no_difference():
    content = a_census([a_child("C1", an_episode("2023-05-10T00:00:00"))]).decode()
    content = content.replace("CINdetails", "CINDetails").replace("<Message>", '<Message xmlns="urn:example">')
    assert [one.pseudonym for one in Census(io.BytesIO(content.encode("utf-16")), str.encode).children()] == [b"C1"]


BOMB = b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Message>&b;</Message>'
OUTSIDE = b'<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/hostname">]><Message>&a;</Message>'
CHILD = [a_child("C1", an_episode("2023-05-10"))]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "declares a document type or entities"), (OUTSIDE, "declares a document type or entities"),
        (a_census(CHILD)[:-30], "is not XML, or it ends too early"), (b"a,b\n1,2\n", "is not XML"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "is not XML"), (a_census([]), "There is no child"),
        (b"<Message/>", "There is no child"), (a_census(CHILD, collection="SSDA903"), "is not a children in need"),
        (a_census(CHILD, year="2019"), "Those of 2021 to 2026 are read"), (a_census(CHILD, year=""), "2021 to 2026"),
        (a_census(CHILD, reference=""), "no day of reference"), (a_census(CHILD, reference="31/03/2024"), "no day of"),
        (a_census([a_child("C1", an_episode("13/2023"))]), "Child 1, cinreferraldate: “13/2023” is not a date like"),
        (b"<a>" * 40, "built like no census"), (b"<a>" + b"<b/>" * 2000, "built like no census"),
        (a_census([a_child("C1", "<x/>" * 20_001)]), "built like no census"),
    ],
)  # fmt: skip
def test_what_is_no_census_is_refused_in_words(content, words):
    with pytest.raises(Unreadable, match=words):
        list(Census(io.BytesIO(content), str.encode).children())


def test_of_many_days_that_cannot_be_read_the_first_are_named():
    with pytest.raises(Unreadable) as refused:
        list(Census(io.BytesIO(a_census([a_child("C1", an_episode("soon"))] * 30)), str.encode).children())
    assert str(refused.value).count("is not a date") == stream.MOST_ERRORS
