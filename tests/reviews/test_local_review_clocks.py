"""D20 to D30 on dates around Easter and Christmas, worked out by hand, and who hears when one is missed."""

from datetime import date, datetime

import pytest

from escp.access.roles import RoleKey
from escp.deadlines.calendar import LONDON, Calendar
from escp.deadlines.queries import Holders, deadlines_of, recipients
from reviews.models import ProgressCheck
from reviews.presenters.local_review import six_months
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import LocalReviewFactory

pytestmark = pytest.mark.django_db
BM, SP, LP = RoleKey.BUSINESS_MANAGER, RoleKey.STATUTORY_PARTNER, RoleKey.LEAD_PARTNER


def dates_of(record):
    """Return each deadline's day, and the working day to aim for where that is another."""
    rows = deadlines_of(record)
    return {row.clock.removeprefix("reviews.lcspr"): (row.due_on, row.worked_out.target or row.due_on) for row in rows}


def same(*parts):
    return date(*parts), date(*parts)


def test_decided_on_the_last_of_august_months_are_clipped_and_the_target_is_the_working_day_before():
    """31 August 2026 is a bank holiday. Six months end on Sunday 28 February 2027: the target is Friday 26."""
    review = LocalReviewFactory(decided_on=date(2026, 8, 31), planned_publication_on=date(2026, 12, 31))

    assert dates_of(review) == {
        "-reviewer": same(2026, 10, 5),
        "-terms": same(2026, 10, 5),
        "-draft": same(2026, 12, 31),
        "": (date(2027, 2, 28), date(2027, 2, 26)),
        # Back from 31 December: 30, 29, 24, 23, 22, 21, 18. Christmas Day and Monday 28 (for Saturday 26) are none.
        "-copy": same(2026, 12, 18),
    }
    assert [month.on for month in six_months(review, date(2026, 12, 1))] == [
        date(2026, 8, 28),
        date(2026, 9, 30),
        date(2026, 10, 30),
        date(2026, 11, 30),
        date(2026, 12, 31),
        date(2027, 1, 29),
        date(2027, 2, 26),
    ]


def test_decided_before_easter_the_draft_and_the_end_fall_where_they_do():
    """Decided Friday 27 November 2026: four months end on Saturday 27 March 2027, in the Easter weekend."""
    review = LocalReviewFactory(
        decided_on=date(2026, 11, 27), delay_known_on=date(2026, 12, 22), planned_publication_on=date(2027, 3, 31)
    )
    due = dates_of(review)

    # Thursday 25 March is the last working day before Good Friday, 26 March 2027.
    assert due["-draft"] == (date(2027, 3, 27), date(2027, 3, 25))
    assert due[""] == same(2027, 5, 27)
    # From 22 December: 23, 24, 29, 30, 31.
    assert due["-delay"] == same(2026, 12, 31)
    # Back from Wednesday 31 March over Easter: 30, 25, 24, 23, 22, 19, 18.
    assert due["-copy"] == same(2027, 3, 18)
    # 25 working days: 24 December is the nineteenth; 25 and 28 December and 1 January are none.
    assert due["-reviewer"] == due["-terms"] == same(2027, 1, 6)


def test_what_follows_publication_at_christmas_and_at_the_end_of_a_month():
    published = LocalReviewFactory(decided_on=date(2026, 7, 1), state="published", finished_on=date(2026, 12, 23))
    kept = dates_of(published)
    # After 23 December: 24, 29, 30, 31 December, 4 January.
    assert kept["-repository"] == same(2027, 1, 4)
    assert kept["-outcomes-6"] == same(2027, 6, 23)
    assert kept["-outcomes-12"] == kept["-public"] == same(2027, 12, 23)

    clipped = dates_of(
        LocalReviewFactory(decided_on=date(2026, 7, 1), state="published", finished_on=date(2026, 8, 31))
    )
    assert clipped["-outcomes-6"] == (date(2027, 2, 28), date(2027, 2, 26))


def test_the_information_on_the_improvements_is_owed_as_early_as_the_report():
    review = LocalReviewFactory(
        decided_on=date(2026, 8, 31), planned_publication_on=date(2026, 12, 31), intention="not_publish"
    )
    due = dates_of(review)
    assert due["-improvements"] == due["-copy"] == same(2026, 12, 18)

    partner, lead = PersonFactory(role=SP).pk, PersonFactory(role=LP).pk
    owner = PersonFactory(role=BM).pk
    people = {owner, partner, lead}
    row = deadlines_of(review).get(clock="reviews.lcspr-improvements")
    told = [recipients(row, datetime(2026, 12, day, 12, tzinfo=LONDON), Holders.now(), Calendar()) for day in (18, 20)]
    assert [each & people for each in told] == [{owner}, {owner, lead}]


def test_a_month_from_the_last_of_january_ends_in_february_and_its_miss_goes_up_the_day_after():
    review = LocalReviewFactory(decided_on=date(2027, 1, 31))
    check = ProgressCheck.objects.create(review=review, opens_on=review.decided_on)
    # Sunday 28 February 2027: the target is Friday 26.
    assert dates_of(check) == {"-progress": (date(2027, 2, 28), date(2027, 2, 26))}

    owner, partner = PersonFactory(role=BM).pk, PersonFactory(role=SP).pk
    row = deadlines_of(check).get()
    for day, expected in ((28, {owner}), (1, {owner, partner})):
        at = datetime(2027, 2 if day == 28 else 3, day, 12, tzinfo=LONDON)
        assert recipients(row, at, Holders.now(), Calendar()) & {owner, partner} == expected
