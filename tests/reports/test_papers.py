"""Asking for a paper, waiting for it, fetching it: for whoever asked, once, whatever happens on the way."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from escp.access.models import AccessLog
from escp.access.permissions import Permission
from escp.access.predicates import has
from escp.access.roles import RoleKey
from escp.partnership.models import Membership
from escp.reports import kinds, queries, services, tasks, views
from escp.reports.choices import PaperState
from escp.reports.models import Paper
from escp.reports.pdf import Unavailable
from tests.factories.partnership import PersonFactory
from tests.factories.reports import PaperFactory

pytestmark = pytest.mark.django_db

KIND = "tests.paper"
# What an error may hold in its own words: nothing of it may be logged or shown.
TYPED = "Child Willow"


@pytest.fixture
def built(monkeypatch):
    """Declare a kind of paper for the business unit; a test may put an error in the way. Gives what was built."""
    calls = []

    def build(person, **arguments):
        calls.append((person, arguments))
        if isinstance(arguments.get("fails"), str):
            raise {"pango": Unavailable("Pango is missing."), "bug": ValueError(TYPED)}[arguments["fails"]]
        return kinds.File(b"%PDF-1.7 a paper", "paper-2026-27.pdf")

    kind = kinds.PaperKind(KIND, "A paper for tests", build, has(Permission.SEE_COMPLIANCE))
    monkeypatch.setitem(kinds.KINDS, KIND, kind)
    return calls


@pytest.fixture
def person(built):
    return PersonFactory()


def asked(person, **arguments) -> Paper:
    return services.ask_for(by=person, kind=KIND, arguments=arguments, reference="2026-27")


def page(client, paper) -> str:
    return client.get(reverse("reports:paper", args=[paper.key])).content.decode()


def test_it_is_asked_for_made_by_the_worker_and_fetched(
    person, built, client_for, django_capture_on_commit_callbacks, rf
):
    request = rf.post("/")
    request.user = person
    with django_capture_on_commit_callbacks(execute=True):
        answer = views.ask_for(request, KIND, {"year": 2026}, reference="2026-27")
    paper = Paper.objects.get()
    client = client_for(person)

    assert answer.url == reverse("reports:paper", args=[paper.key])
    assert built == [(person, {"year": 2026})]
    assert paper.is_ready
    assert "Your paper is ready" in page(client, paper)
    assert "http-equiv" not in page(client, paper)

    file = client.get(reverse("reports:paper-file", args=[paper.key]))
    assert file.content == b"%PDF-1.7 a paper"
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="paper-2026-27.pdf"'
    assert "no-store" in file["Cache-Control"]
    entry = AccessLog.objects.get()
    assert (entry.person_id, entry.action, entry.reference) == (person.pk, "downloaded a paper", "2026-27")


def test_asked_twice_within_a_minute_it_is_the_same_paper_and_later_a_new_one(person):
    first = asked(person, year=2026)

    assert asked(person, year=2026).pk == first.pk
    assert asked(person, year=2025).pk != first.pk
    Paper.objects.filter(pk=first.pk).update(asked_at=timezone.now() - timedelta(seconds=61))
    assert asked(person, year=2026).pk != first.pk


def test_one_that_failed_is_not_given_again(person):
    first = asked(person)
    Paper.objects.filter(pk=first.pk).update(state=PaperState.FAILED)

    assert asked(person).pk != first.pk


def test_two_people_who_ask_for_the_same_get_one_each(person):
    assert asked(person).pk != asked(PersonFactory()).pk


def test_whoever_may_not_have_it_may_not_ask_for_it(built):
    with pytest.raises(PermissionDenied):
        asked(PersonFactory(role=RoleKey.REVIEWER))

    assert not Paper.objects.exists()


def test_while_it_is_being_made_the_page_looks_again_by_itself_and_stops(person, client_for):
    paper, client = asked(person), client_for(person)
    address = reverse("reports:paper", args=[paper.key])

    shown = client.get(address).content.decode()
    assert '<meta http-equiv="refresh" content="2; url=?look=1">' in shown
    assert "Stop that" in shown
    assert 'content="10; url=?look=16"' in client.get(address, {"look": "15"}).content.decode()
    for ended in (str(len(views.PAUSES)), "stop", "-1", "9" * 30, "٣"):
        shown = client.get(address, {"look": ended}).content.decode()
        assert 'http-equiv="refresh"' not in shown, ended
        assert "Look again" in shown
    assert 120 <= sum(views.PAUSES) <= 240


def test_nobody_else_may_know_of_it(person, client_for):
    paper = asked(person)
    services.make(paper.pk)
    colleague = client_for(PersonFactory())

    for name in ("reports:paper", "reports:paper-file"):
        assert colleague.get(reverse(name, args=[paper.key])).status_code == 404
        assert client_for(person).get(reverse(name, args=[uuid.uuid4()])).status_code == 404


def test_whoever_lost_the_role_loses_the_paper(person, client_for):
    paper = asked(person)
    services.make(paper.pk)
    Membership.objects.filter(person=person).update(role=RoleKey.REVIEWER)

    assert client_for(person).get(reverse("reports:paper-file", args=[paper.key])).status_code == 404
    assert not AccessLog.objects.exists()


def test_whoever_lost_the_role_in_between_gets_a_sentence_and_no_paper(person, built):
    paper = asked(person)
    Membership.objects.filter(person=person).update(ends_at=timezone.now())

    assert services.make(paper.pk) == PaperState.FAILED
    paper.refresh_from_db()
    assert paper.reason == services.NO_LONGER_YOURS
    assert not built


def test_a_kind_that_is_no_longer_offered_fails_in_words(person, monkeypatch):
    paper = asked(person)
    monkeypatch.delitem(kinds.KINDS, KIND)

    assert services.make(paper.pk) == PaperState.FAILED


def test_a_mistake_is_tried_twice_then_told_in_plain_words_and_offered_again(person, client_for, caplog):
    paper = asked(person, fails="bug")

    assert services.make(paper.pk) == PaperState.ASKED
    assert services.make(paper.pk) == PaperState.FAILED
    assert services.make(paper.pk) is None

    client = client_for(person)
    shown = page(client, paper)
    assert "The paper could not be made" in shown
    assert services.BROKEN in shown
    assert "ValueError" in caplog.text
    assert TYPED not in caplog.text + shown

    answer = client.post(reverse("reports:paper", args=[paper.key]))
    again = Paper.objects.exclude(pk=paper.pk).get()
    assert answer.url == reverse("reports:paper", args=[again.key])
    assert again.arguments == paper.arguments


def test_one_that_did_not_fail_is_not_asked_for_again(person, client_for):
    paper = asked(person)

    assert client_for(person).post(reverse("reports:paper", args=[paper.key])).url == paper.get_absolute_url()
    assert Paper.objects.count() == 1


def test_without_pango_it_fails_at_once_with_the_sentence_that_says_so(person):
    paper = asked(person, fails="pango")

    assert services.make(paper.pk) == PaperState.FAILED
    paper.refresh_from_db()
    assert (paper.reason, paper.tries) == ("Pango is missing.", 1)


def test_one_in_another_workers_hands_is_left_alone_until_its_lease_ends(person, built):
    paper = asked(person)
    Paper.objects.filter(pk=paper.pk).update(
        state=PaperState.MAKING, tries=1, lease_id=uuid.uuid4(), lease_until=timezone.now() + timedelta(minutes=1)
    )
    assert services.make(paper.pk) is None
    assert not built

    Paper.objects.filter(pk=paper.pk).update(lease_until=timezone.now())
    assert services.make(paper.pk) == PaperState.READY


def test_a_worker_that_died_twice_with_it_is_not_given_a_third(person, built):
    paper = asked(person)
    Paper.objects.filter(pk=paper.pk).update(
        state=PaperState.MAKING, tries=2, lease_id=uuid.uuid4(), lease_until=timezone.now()
    )

    assert services.make(paper.pk) is None
    paper.refresh_from_db()
    assert paper.has_failed
    assert not built


def test_a_worker_whose_lease_ran_out_overwrites_nothing(person, monkeypatch):
    paper = asked(person)
    slow = kinds.KINDS[KIND].build

    def build(who, **arguments):
        Paper.objects.filter(pk=paper.pk).update(lease_id=uuid.uuid4())
        return slow(who, **arguments)

    monkeypatch.setitem(kinds.KINDS, KIND, kinds.PaperKind(KIND, "T", build, has(Permission.SEE_COMPLIANCE)))

    assert services.make(paper.pk) is None
    paper.refresh_from_db()
    assert paper.state == PaperState.MAKING


def test_made_already_it_is_not_made_again(person, built):
    paper = asked(person)
    tasks.make_paper(paper.pk)
    tasks.make_paper(paper.pk)

    assert len(built) == 1


def test_where_the_queue_is_away_beat_takes_it_up(person, monkeypatch, caplog):
    paper = asked(person)

    def away(*args, **kwargs):
        raise OperationalError("redis is away")

    with monkeypatch.context() as broken:
        broken.setattr(tasks.make_paper, "apply_async", away)
        tasks.tell_the_worker(paper.pk)
    assert "waits for beat" in caplog.text

    tasks.look_after_papers()
    paper.refresh_from_db()
    assert paper.is_ready


def test_after_seven_days_it_is_gone(person, client_for):
    paper = asked(person)
    services.make(paper.pk)
    Paper.objects.filter(pk=paper.pk).update(expires_at=timezone.now())
    assert client_for(person).get(paper.get_absolute_url()).status_code == 404

    fresh = PaperFactory(asked_by=person)
    tasks.look_after_papers()

    assert list(Paper.objects.all()) == [fresh]


def test_who_waits_longest_is_known(person):
    assert queries.oldest_waiting() is None
    first = asked(person)
    asked(person, year=1)
    assert queries.oldest_waiting() == first.asked_at

    services.make(first.pk)
    assert queries.oldest_waiting() > first.asked_at


def test_papers_are_listed_under_reports(person, client_for):
    paper = asked(person)

    assert paper.get_absolute_url() in client_for(person).get("/reports/").content.decode()


def test_two_kinds_cannot_have_one_key(built):
    with pytest.raises(Exception, match=KIND):
        kinds.register(kinds.KINDS[KIND])
    assert str(PaperFactory()) == "A paper for tests: Waiting its turn"
