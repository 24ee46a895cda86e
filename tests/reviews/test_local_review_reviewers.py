"""A reviewer is let in for a time, by the case's own access list, and is out again by themselves."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.calendar import LONDON, Calendar
from escp.deadlines.models import Deadline
from escp.deadlines.queries import Holders, recipients
from escp.partnership.models import CaseAccess
from escp.partnership.services import declare_conflict, restrict
from reviews import services
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import Reviewer
from tests.factories.local_reviews import add_reviewer, manager, proposed
from tests.factories.partnership import PersonFactory
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 3, 3), date(2026, 4, 30)


def on(day, hour=12):
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=LONDON), tick=False)


def test_a_reviewer_whose_access_ended_finds_nothing_of_the_case(client_for):
    with on(date(2026, 3, 2)):
        review, account = proposed(), PersonFactory(role=RoleKey.REVIEWER)
        restrict(by=manager(), case=review.case, reason="Few may know.")
        add_reviewer(review, account=account, access_from=FIRST, access_until=LAST)
        rapid, local = review.rapid_review.reference, review.reference
        urls = [review.get_absolute_url(), review.rapid_review.get_absolute_url()]
        urls += [reverse("learning:thread", args=[local]), reverse("reviews:chronology", args=[rapid])]
    statuses = {}
    for day, hour in ((FIRST - timedelta(days=1), 23), (FIRST, 0), (LAST, 23), (LAST + timedelta(days=1), 0)):
        with on(day, hour):
            client = client_for(account)
            statuses[(day, hour)] = {client.get(url).status_code for url in urls}

    assert list(statuses.values()) == [{404}, {200}, {200}, {404}]
    with on(LAST + timedelta(days=1)):
        client = client_for(account)
        pages = [client.get(reverse(name)).content.decode() for name in ("home:my-week", "reviews:reviews")]
        pages.append(client.get(reverse("home:search"), {"q": local}).content.decode().split("</form>")[-1])
        assert not [page for page in pages if local in page or review.case.pseudonym in page]
        told = {
            person
            for deadline in Deadline.objects.filter(reference=local)
            for person in recipients(deadline, timezone.now(), Holders.now(), Calendar())
        }
        assert account.pk not in told
        assert not [one for one in mail.outbox if account.email in one.to]


def test_access_follows_the_account_and_the_dates_and_ends_with_the_removal(client_for):
    today = timezone.localdate()
    review, account, other = (
        proposed(today - timedelta(days=9)),
        PersonFactory(role="reviewer"),
        PersonFactory(role="reviewer"),
    )
    dates = {"access_from": today, "access_until": today + timedelta(days=30)}
    row = add_reviewer(review, account=account, **dates)
    client, by = client_for(account), manager()
    assert client.get(review.get_absolute_url()).status_code == 200
    assert "£" not in client.get(review.get_absolute_url()).content.decode()

    row.access_until = today + timedelta(days=60)
    services.write_reviewer(by=by, row=row)
    assert timezone.localdate(CaseAccess.objects.get().ends_at) == row.access_until
    row.account = other
    services.write_reviewer(by=by, row=row)
    assert client.get(review.get_absolute_url()).status_code == 404
    assert client_for(other).get(review.get_absolute_url()).status_code == 200
    assert "as " + str(other) in client_for(by).get(review.get_absolute_url()).content.decode()

    url = reverse("reviews:local-review-beside", args=[review.reference, "reviewers", row.pk])
    facts = {"name": row.name, "organisation": "", "account": other.pk, "conflict_outcome": "none"}
    facts |= {"conflict_checked_by": "Ash"} | day_boxes("conflict_checked_on", today)
    facts |= day_boxes("access_from", today) | day_boxes("access_until", today)
    half = posted(client_for(by), url, facts | day_boxes("removed_on", today))
    assert "Say why they were removed" in half.content.decode()
    whole = facts | day_boxes("removed_on", today) | {"removal_reason": "A conflict came to light."}
    assert posted(client_for(by), url, whole).status_code == 302
    assert client_for(other).get(review.get_absolute_url()).status_code == 404
    page = client_for(by).get(review.get_absolute_url()).content.decode()
    assert "A conflict came to light." in page
    assert "ended when they were removed" in page
    assert Reviewer.objects.get().history.count() == 4

    ended = CaseAccess.objects.order_by("-pk")[0]
    services.write_reviewer(by=by, row=Reviewer.objects.get())
    assert CaseAccess.objects.get(pk=ended.pk).ends_at == ended.ends_at


def test_somebody_with_a_conflict_of_interest_cannot_be_let_in(client_for):
    review, account, by = proposed(), PersonFactory(role=RoleKey.REVIEWER), manager()
    declare_conflict(by=by, case=review.case, person=account, reason="Knows the family.")
    dates = {"access_from": review.decided_on, "access_until": review.decided_on}

    with pytest.raises(ValidationError, match="conflict of interest in this case"):
        add_reviewer(review, account=account, **dates)

    add_reviewer(review, account=None, **dates)
    assert not CaseAccess.objects.exists()


def test_nobody_new_is_let_in_once_the_review_has_ended_and_no_leave_grows(client_for):
    review, by, account = proposed(), manager(), PersonFactory(role=RoleKey.REVIEWER)
    row = add_reviewer(review, account=account, access_from=review.decided_on, access_until=review.decided_on)
    LOCAL_REVIEW.apply("discontinue", review, by=by, discontinued_because="The partners took another way.")

    with pytest.raises(ValidationError, match="has ended"):
        add_reviewer(review, account=PersonFactory(role=RoleKey.REVIEWER))
    row.access_until += timedelta(days=90)
    with pytest.raises(ValidationError, match="has ended"):
        services.write_reviewer(by=by, row=row)
    row.refresh_from_db()
    row.removed_on, row.removal_reason = timezone.localdate(), "The review was discontinued."
    services.write_reviewer(by=by, row=row)
    assert CaseAccess.objects.get().ends_at <= timezone.now()
