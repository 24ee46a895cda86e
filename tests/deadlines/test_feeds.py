"""A private calendar address: made, shown once, read by whoever knows it, stopped at once, and nowhere written down."""

import logging
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from escp.access.private_addresses import DiscreetFormatter
from escp.access.roles import RoleKey
from escp.deadlines import queries
from escp.deadlines.clocks import Owed
from escp.deadlines.models import CalendarFeed
from escp.deadlines.services import make_feed, revoke_feed
from escp.partnership.models import CaseAccess, Child, ChildIdentity, ConflictOfInterest, Deputy, Membership
from tests.deadlines.records import KEY, a_case, a_person, a_record, declare
from tests.deadlines.rfc5545 import troubles
from tests.pages import posted

pytestmark = pytest.mark.django_db
SENT = datetime(2025, 12, 12, 15, tzinfo=UTC)
PAGE, STOP = "/accounts/calendar/", "/accounts/calendar/stop/"


def address(token: str) -> str:
    return reverse("deadlines:feed", args=[token])


def shown_in(page: str) -> str:
    """Return the token that a page shows, or nothing."""
    found = re.search(r'value="http[^"]*/calendar/([^"]+)\.ics"', page)
    return found[1] if found else ""


def made_in_the_page(client) -> str:
    answer = posted(client, PAGE, {})
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    return shown_in(client.get(PAGE).content.decode())


def test_the_address_answers_a_stranger_with_a_calendar(clock):
    manager = a_person()
    record = a_record(SENT)
    answer = Client().get(address(make_feed(by=manager)))

    assert answer.status_code == 200
    assert troubles(answer.content) == []
    assert f"EX-{record.pk:05}".encode() in answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="deadlines.ics"'
    assert not answer.cookies


def test_head_tells_the_same_without_the_calendar(clock):
    token = make_feed(by=a_person())
    asked, told = Client().get(address(token)), Client().head(address(token))

    assert (told.status_code, told.content) == (200, b"")
    assert dict(told.headers) | {"Content-Length": ""} == dict(asked.headers) | {"Content-Length": ""}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_but_reading_is_possible(clock, method):
    assert Client().generic(method, address(make_feed(by=a_person()))).status_code == 405


def test_the_page_shows_the_address_once_and_the_database_never_holds_it(clock, client_for):
    client = client_for(a_person())
    token = made_in_the_page(client)

    assert len(token) >= 43
    assert Client().get(address(token)).status_code == 200
    assert shown_in(client.get(PAGE).content.decode()) == ""
    kept = CalendarFeed.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", kept.token_hash)
    assert token not in everything_in_the_database()
    assert kept.token_hash in everything_in_the_database()


def everything_in_the_database() -> str:
    """Return every value of every table as text."""
    with connection.cursor() as cursor:
        found = []
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_the_new_address_travels_in_a_cookie_that_only_the_page_gets(clock, client_for, settings):
    settings.SESSION_COOKIE_SECURE = True
    client = client_for(a_person(), HTTP_X_FORWARDED_PROTO="https")
    answer = posted(client, PAGE, {})
    cookie = answer.cookies["new_calendar_address"]

    assert (cookie["path"], cookie["max-age"], cookie["samesite"]) == (PAGE, 60, "Strict")
    assert cookie["httponly"]
    assert cookie["secure"]
    after = client.get(PAGE).cookies["new_calendar_address"]
    assert (after.value, after["max-age"]) == ("", 0)


def test_a_cookie_of_somebody_else_or_of_earlier_shows_nothing(clock, client_for):
    client, colleague = client_for(a_person()), client_for(a_person())
    posted(client, PAGE, {})
    posted(colleague, PAGE, {})
    colleague.cookies["new_calendar_address"] = client.cookies["new_calendar_address"].value
    assert shown_in(colleague.get(PAGE).content.decode()) == ""

    client.cookies["new_calendar_address"] = "forged"
    assert shown_in(client.get(PAGE).content.decode()) == ""


def test_the_cookie_is_no_good_after_a_minute(clock, client_for):
    client = client_for(a_person())
    posted(client, PAGE, {})
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61)):
        assert shown_in(client.get(PAGE).content.decode()) == ""


def test_the_page_says_how_to_add_it_and_warns(clock, client_for):
    client = client_for(a_person())
    posted(client, PAGE, {})
    page = client.get(PAGE).content.decode()

    assert page.count("<li>") >= 3
    assert "Subscribe from web" in page
    assert "Anyone who has the address can read these dates" in page
    assert PAGE in client.get(reverse("account")).content.decode()


def test_a_new_address_stops_the_old_one_at_once(clock, client_for):
    client = client_for(a_person())
    first = made_in_the_page(client)
    second = made_in_the_page(client)

    assert Client().get(address(first)).status_code == 404
    assert Client().get(address(second)).status_code == 200
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 1


def test_a_stopped_address_is_gone_at_once(clock, client_for):
    client = client_for(a_person())
    token = made_in_the_page(client)
    answer = client.post(
        STOP, {"once": re.search(r'name="once" value="([^"]+)"', client.get(STOP).content.decode())[1]}
    )

    assert answer["Location"] == PAGE
    assert "Your calendar address has stopped." in client.get(PAGE).content.decode()
    assert Client().get(address(token)).status_code == 404


def test_who_has_no_address_may_stop_it_all_the_same(clock, client_for):
    client = client_for(a_person())
    posted(client, STOP, {})

    assert "You had no calendar address." in client.get(PAGE).content.decode()


def test_a_person_has_one_address_at_a_time(clock):
    person = a_person()
    make_feed(by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.create(person=person, token_hash="x")


def test_every_address_that_is_no_good_is_answered_alike(clock):
    revoked, leaver, closed = a_person(), a_person(), a_person()
    tokens = {person: make_feed(by=person) for person in (revoked, leaver, closed)}
    revoke_feed(by=revoked)
    Membership.objects.filter(person=leaver).update(ends_at=datetime.now(UTC) - timedelta(minutes=1))
    type(closed).objects.filter(pk=closed.pk).update(is_active=False)
    other = ["unknown", "..", "a/b/c", "%00", "%ff", "é", "x" * 1_000_000, queries.hash_of(tokens[revoked]), "' OR 1=1"]
    answers = [Client().get(f"/calendar/{token}.ics") for token in [*tokens.values(), *other]]

    assert {answer.status_code for answer in answers} == {404}
    assert {answer.content for answer in answers} == {b"There is no calendar at this address.\n"}
    headers = [{**answer.headers} for answer in answers]
    assert all(each == headers[0] for each in headers)


def test_one_query_finds_out_whichever_way_it_is_no_good(clock, django_assert_num_queries):
    leaver, revoked = a_person(), a_person()
    tokens = [make_feed(by=leaver), make_feed(by=revoked), "unknown"]
    revoke_feed(by=revoked)
    Membership.objects.filter(person=leaver).delete()
    for token in tokens:
        with django_assert_num_queries(1):
            Client().get(address(token))


def test_a_session_makes_no_difference_and_is_not_touched(clock, client_for):
    person = a_person()
    token = make_feed(by=person)
    client = client_for(person)
    open_before = client.get(address(token))
    Membership.objects.filter(person=person).update(ends_at=datetime.now(UTC) - timedelta(minutes=1))
    signed_in, stranger = client.get(address(token)), Client().get(address(token))

    assert open_before.status_code == 200
    assert not open_before.cookies
    assert (signed_in.status_code, signed_in.content) == (stranger.status_code, stranger.content)
    assert signed_in.status_code == 404


def test_wrong_addresses_are_counted_by_where_they_come_from_and_do_not_harm_right_ones(clock):
    token = make_feed(by=a_person())
    here, there = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    answers = [here.get(address(f"guess{number}")).status_code for number in range(62)]

    assert answers == [404] * 60 + [429] * 2
    assert here.get(address("guess"))["Retry-After"] == "300"
    assert there.get(address("guess")).status_code == 404
    assert here.get(address(token)).status_code == 200


def test_one_address_is_not_read_without_end(clock):
    token = make_feed(by=a_person())
    answers = [Client(REMOTE_ADDR=f"192.0.2.{number}").head(address(token)).status_code for number in range(61)]

    assert answers == [200] * 60 + [429]


# What is in it ------------------------------------------------------------------------------------------------------


def references(person) -> set[int]:
    content = Client().get(address(make_feed(by=person))).content.decode()
    return {int(found) for found in re.findall(r"SUMMARY:EX-(\d+)", content)}


def test_late_ones_are_in_it_and_what_is_done_or_withdrawn_is_not(clock):
    manager = a_person()
    late = a_record(datetime(2020, 1, 6, tzinfo=UTC))
    a_record(SENT, ends_at=SENT + timedelta(days=1))

    assert references(manager) == {late.pk}


def test_only_what_the_person_owes_and_may_see_is_in_it(connected):
    shown = []
    declare(
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        visible=lambda person: CaseAccess.objects.filter(pk__in=[record.pk for record in shown]),
    )
    manager, lead = a_person(), a_person(RoleKey.SIN_LEAD)
    seen, conflicted, unseen = a_record(SENT), a_record(SENT), a_record(SENT)
    shown += [seen, conflicted]
    ConflictOfInterest.objects.create(case=conflicted.case, person=manager, reason="Knows", declared_by=manager)

    assert references(manager) == {seen.pk}
    assert references(lead) == set()
    assert unseen.pk not in references(manager)


def test_a_clock_that_is_no_longer_declared_shows_nothing(clock):
    from escp.deadlines.registry import CLOCKS

    manager = a_person()
    a_record(SENT)
    kept = CLOCKS.pop(KEY)
    assert references(manager) == set()
    CLOCKS[KEY] = kept


def test_a_deputy_reads_their_own_dates_alone(connected):
    declare(owed_by=Owed(RoleKey.BUSINESS_MANAGER, person="person"))
    principal, deputy = a_person(), a_person()
    record = a_record(SENT, person=principal)
    Deputy.objects.create(person=principal, deputy=deputy, starts_on=date(2020, 1, 1), named_by=principal)

    assert references(principal) == {record.pk}
    assert references(deputy) == set()


def test_no_word_that_anybody_typed_is_in_it(clock):
    manager = a_person(full_name="Canary Manager", job_title="Canary officer")
    case = a_case(pseudonym="Family Canarywood")
    child = Child.objects.create(case=case, pseudonym="Child Canarybird")
    ChildIdentity.objects.create(child=child, full_name="Zebedee Canaryname", address="77 Canary Wharf Lane")
    a_record(SENT, case=case, reason="Canaryreason bruises", person=a_person(role=None, full_name="Canary Subject"))
    content = Client().get(address(make_feed(by=manager))).content.decode().replace("\r\n ", "")

    assert "BEGIN:VEVENT" in content
    assert "canary" not in content.lower()
    assert manager.email not in content


# What is written about it -------------------------------------------------------------------------------------------


def test_no_log_line_holds_the_token_whatever_goes_wrong(clock, client_for, caplog, monkeypatch):
    token = make_feed(by=a_person())
    lines = []
    caplog.set_level(logging.WARNING, "django.request")

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(DiscreetFormatter("%(name)s %(message)s").format(record))

    kept = Kept()
    logging.getLogger().addHandler(kept)
    try:
        Client().post(address(token))
        Client(enforce_csrf_checks=True).post(address(token))
        Client().get(f"/calendar/{token}")
        Client().get("/", PATH_INFO=f"//calendar/{token}.ics")
        Client().get(f"/CALENDAR/{token}.ics")
        revoke_feed(by=CalendarFeed.objects.get().person)
        Client().get(address(token))
        monkeypatch.setattr(queries, "owner_of", lambda token: 1 / 0)
        Client(raise_request_exception=False).get(address(token))
    finally:
        logging.getLogger().removeHandler(kept)

    assert len(lines) >= 7
    assert not [line for line in lines if token in line]
    assert "django.request Not Found: /calendar/..." in lines


def test_the_services_own_log_is_written_so(settings):
    formatters, handlers = settings.LOGGING["formatters"], settings.LOGGING["handlers"]

    assert {handler["formatter"] for handler in handlers.values()} == {"line"}
    assert formatters["line"]["()"] == "escp.access.private_addresses.DiscreetFormatter"
    assert settings.LOGGING["root"]["handlers"] == ["console"]
