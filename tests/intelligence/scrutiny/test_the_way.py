"""Independent scrutiny: planned, reported unedited, partners challenged, answers judged, response agreed, closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AppendOnlyError
from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering
from intelligence.models import Challenge, Judgement, Scrutiny, ScrutinyReport
from intelligence.scrutiny import services
from intelligence.scrutiny.asking import why_closed
from intelligence.scrutiny.lifecycle import SCRUTINY
from intelligence.scrutiny.queries import REPORT_CLOCK
from learning.choices import Kind, Stage
from learning.models import Activity
from tests.actionplans.sending import on, send, text
from tests.factories.actionplans import RecommendationFactory
from tests.factories.documents import a_document
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import publish_questionnaire
from tests.factories.scrutiny import (
    ChallengeFactory,
    ScrutinyFactory,
    ScrutinyReportFactory,
    asked_by_challenge,
    judged,
)

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate
PLAN = {
    "title": "The lantern bearers",
    "year": 2026,
    "asks": "Who carries the light?",
    "method": "",
    "scrutineer": "An invented scrutineer",
}
SIGNED = {"signed_off_name": "Juniper Moss", "signed_off_title": "Director"}


@pytest.fixture
def scrutineer():
    return PersonFactory(role=RoleKey.SCRUTINEER)


def page(name, record, *more):
    return reverse(f"intelligence:scrutiny-{name}", args=[record.reference, *more])


def move(record, name):
    return f"/steps/scrutiny/{record.reference}/{name}/"


def test_it_goes_from_the_plan_to_what_changed(client_for, scrutineer):
    publish_questionnaire()
    partner, client = AgencyFactory(name="Lantern Trust"), client_for(scrutineer)

    due = on("report_due_on", TODAY() + timedelta(days=60))
    planned = send(client, reverse("intelligence:scrutiny-new"), **PLAN, **due)
    record = Scrutiny.objects.get()
    assert planned.url == record.get_absolute_url()
    assert deadlines_of(record).get(clock=REPORT_CLOCK).is_open
    assert "2026 to 2027" in text(client.get(reverse("intelligence:scrutinies")))
    assert send(client, move(record, "begin"), version=1).status_code == 302
    assert "Record the report first" in text(client.get(record.get_absolute_url()))

    file = a_document(record).versions.get()
    report = {"title": "Who carries the light", "summary": "Nobody.\nAsk the child.", "file": file.pk}
    assert send(client, page("report", record), **report, **on("dated_on", TODAY())).status_code == 302
    kept = ScrutinyReport.objects.get()
    assert (kept.number, kept.digest) == (1, kept.digest_now())
    assert send(client, move(record, "hand_in"), version=2).status_code == 302
    assert not deadlines_of(record).get(clock=REPORT_CLOCK).is_open

    put = {"words": "Who tells the child?", "because": "Ten talks.", "agencies": partner.pk}
    asked_for = on("due_on", TODAY() + timedelta(days=20))
    assert send(client, page("challenge", record), **put, **asked_for).status_code == 302
    asked = Return.objects.get()
    challenge = Challenge.objects.get()
    assert challenge.words in asked.request.message
    assert "Still open" in text(client.get(record.get_absolute_url()))

    answerer = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=partner)
    part = answering.part_for(by=answerer, asked=asked, section="challenge-1")
    said = {"challenge-position": "partly", "challenge-answer": "We shall ask each child."}
    answering.save_part(by=answerer, part=part, answers=said)
    assert "We shall ask each child." not in text(client.get(record.get_absolute_url()))
    RETURN.apply("send", asked, by=answerer, **SIGNED)
    shown = text(client.get(record.get_absolute_url()))
    assert "We shall ask each child." in shown
    assert "In part" in shown

    judge = page("judge", record, challenge.reference, asked.reference)
    assert send(client, judge, accepted="no", why="By when?").status_code == 302
    assert "Not accepted" in text(client.get(record.get_absolute_url()))
    assert send(client, judge, accepted="yes", why="They wrote when.").status_code == 302
    assert [one.accepted for one in Judgement.objects.all()] == [False, True]

    answer = {"response": "We agree.", "minute": "Executive May, item 2", **on("response_agreed_on", TODAY())}
    assert send(client, move(record, "agree_response"), version=3, **answer).status_code == 302
    record.refresh_from_db()
    assert why_closed(Challenge.objects.get())
    assert "recommends first" in SCRUTINY.transitions["act"].reasons_against(record, scrutineer)[0]
    RecommendationFactory(activity=record.activity)
    assert send(client, move(record, "act"), version=4).status_code == 302
    assert send(client, move(record, "close"), version=5, what_changed="Each child has a lamp.").status_code == 302
    assert "Each child has a lamp." in text(client.get(record.get_absolute_url()))
    activity = Activity.objects.get(reference=record.reference)
    assert (activity.kind, activity.stage) == (Kind.INDEPENDENT_SCRUTINY, Stage.CONCLUDED)


def test_a_report_a_challenge_and_a_judgement_stand_for_good(scrutineer):
    report, challenge = ScrutinyReportFactory(), ChallengeFactory()
    given = judged(asked_by_challenge(challenge, answered=True), challenge)
    for row in (report, challenge, given):
        with pytest.raises(AppendOnlyError):
            row.save()
        with pytest.raises(DatabaseError), transaction.atomic():
            QuerySet(type(row)).filter(pk=row.pk).delete()
    corrected = services.keep_report(
        by=scrutineer,
        report=ScrutinyReport(scrutiny=report.scrutiny, title="Again", dated_on=TODAY(), summary="A line was wrong."),
    )
    assert corrected.number == 2
    assert str(corrected) == f"{report.scrutiny.reference}, report 2"
    assert str(challenge).startswith(challenge.reference)
    assert str(given).endswith(": accepted")
    assert str(report.scrutiny).startswith(report.scrutiny.reference)


def test_an_answer_is_judged_once_it_was_sent_and_only_by_its_own_challenge(client_for, scrutineer):
    challenge, other = ChallengeFactory(), ChallengeFactory()
    waiting, sent = asked_by_challenge(challenge), asked_by_challenge(challenge, answered=True)

    judge = page("judge", challenge.scrutiny, challenge.reference, waiting.reference)
    assert "Nothing has been answered yet" in text(send(client_for(scrutineer), judge, accepted="yes", why="Well."))
    foreign = page("judge", other.scrutiny, other.reference, sent.reference)
    assert client_for(scrutineer).get(foreign).status_code == 404


def test_nothing_is_added_before_it_begins_or_after_the_response(client_for, scrutineer):
    for state in ("planned", "response_agreed"):
        record = ScrutinyFactory(state=state)
        report = {"title": "Late", "summary": "Late.", **on("dated_on", TODAY())}
        assert "while the scrutiny is under way" in text(send(client_for(scrutineer), page("report", record), **report))
        assert page("report", record) not in text(client_for(scrutineer).get(record.get_absolute_url()))
    assert not why_closed(ChallengeFactory())


def test_days_ahead_and_people_without_an_agency_are_refused_in_words(client_for, scrutineer):
    record = ScrutinyFactory(state="in_progress")
    ahead = {"title": "Early", "summary": "Early.", **on("dated_on", TODAY() + timedelta(days=1))}
    assert "cannot be in the future" in text(send(client_for(scrutineer), page("report", record), **ahead))
    with pytest.raises(ValidationError, match="no agency"):
        services.plan(by=PersonFactory(role=None), scrutiny=ScrutinyFactory.build(lead=None))
    due = {**on("due_on", TODAY() + timedelta(days=20)), "agencies": AgencyFactory().pk}
    unasked = send(client_for(scrutineer), page("challenge", record), words="Who?", because="So.", **due)
    assert "Publish the questionnaire" in text(unasked)


def test_the_plan_is_changed_until_it_is_closed(client_for, scrutineer):
    record, closed = ScrutinyFactory(), ScrutinyFactory(state="closed")
    facts = {**PLAN, "title": "Lamps", **on("report_due_on", TODAY())}
    assert send(client_for(scrutineer), page("change", record), version=1, **facts).status_code == 302
    record.refresh_from_db()
    assert record.title == "Lamps"
    assert "the plan stays as it was" in text(send(client_for(scrutineer), page("change", closed), version=1, **facts))
    assert page("change", closed) not in text(client_for(scrutineer).get(closed.get_absolute_url()))


def test_readers_see_answers_and_no_way_to_change_anything(client_for):
    challenge = ChallengeFactory()
    judged(asked_by_challenge(challenge, answered=True), challenge, accepted=False)
    shown = text(client_for(PersonFactory(role=RoleKey.REVIEWER)).get(challenge.scrutiny.get_absolute_url()))
    assert "Not accepted" in shown
    assert "/challenge/" not in shown
    manager = PersonFactory(role=RoleKey.BUSINESS_MANAGER)
    assert reverse("intelligence:scrutinies") in text(client_for(manager).get(reverse("intelligence:intelligence")))
