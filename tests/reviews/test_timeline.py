"""The timeline of a whole case: everything that the reader may know, in order, by kind, to print."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from escp.access.models import AccessLog
from escp.access.roles import RoleKey
from escp.deadlines.models import Reminder
from escp.deadlines.queries import deadlines_of
from escp.returns.models import Letter
from reviews import services
from reviews.choices import LocalReviewState, ReviewState
from reviews.lifecycle import LOCAL_REVIEW, PARALLEL_PROCESS
from reviews.models import Dissent, PartnerSignOff
from reviews.timeline import Happening
from tests.factories.actionplans import ActionLinkFactory, ProgressNoteFactory, ReadingFactory, ready_to_close
from tests.factories.documents import a_document
from tests.factories.learning import FindingFactory, FindingLinkFactory
from tests.factories.local_reviews import rows_beside, walked_to
from tests.factories.parallel import a_hold
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import (
    IncidentFactory,
    RapidReviewFactory,
    an_agency_asked,
    fill_in,
)

pytestmark = pytest.mark.django_db


def address(record, query=""):
    return reverse("reviews:timeline", args=[record.reference]) + query


def text_of(client, url):
    return client.get(url).content.decode()


@pytest.fixture
def manager():
    return PersonFactory(role=RoleKey.BUSINESS_MANAGER)


def test_everything_from_the_first_report_to_the_evidence_stands_on_one_page(client_for, manager):
    held = a_hold()
    local, process = held.review, held.process
    review, incident = local.rapid_review, local.rapid_review.incident
    process.dates = {"opened": "2026-01-05"}
    process.save()
    services.release(by=manager, held=held, ended_on=timezone.localdate())
    PARALLEL_PROCESS.apply("conclude", process, by=manager, concluded_on=timezone.localdate(), outcome="Open verdict")
    fill_in(incident)
    signed = {"signed_by_name": "Chief nurse", "signed_on": timezone.localdate()}
    PartnerSignOff.objects.create(review=review, partner="health", recorded_by=manager, **signed)
    services.seal(by=manager, review=review)
    today = timezone.localdate()
    dissent = {"given_by_name": "Chief", "given_on": today, "reason": "No.", "escalated_on": today}
    Dissent.objects.create(review=review, partner="police", recorded_by=manager, **dissent)
    services.record_progress_check(by=manager, review=local, held_on=today, time_note="On time.")
    an_agency_asked(review, state="sent", sent_at=timezone.now(), sent_by=manager)
    point = FindingLinkFactory(finding=FindingFactory(activity=review.activity, title="Nobody asked")).learning_point
    action = ActionLinkFactory(learning_point=point, action=ready_to_close()).action
    ProgressNoteFactory(action=action, text="Half done")
    ReadingFactory(measure=action.measure, period="2023", period_start="2023-01-01", value=None, mark="c")
    a_document(review)
    deadline = deadlines_of(review).first()
    Reminder.objects.create(
        deadline=deadline, person=manager, offset="due+0", due_on=deadline.due_on, message_id="<1@x.example>",
        try_at=timezone.now(), sent_at=timezone.now(), state="sent",
    )  # fmt: skip
    page = text_of(client_for(manager), address(incident, "?all=1"))

    for words in (
        "The incident", "The local authority became aware", "View of the police: notify", "Rapid review meeting",
        "Signed for the health", "Dissent of the police", "Text sealed", "Local review decided",
        "Progress and quality checked", "Coroner’s inquest: inquest opened", "On hold:",
        "Goes on:", "Coroner’s inquest: ended", "Found: Nobody asked", f"{point.reference}, from FND",
        "Action recorded", "Half done", "Evidence:", "Measured:", "Done in time:", "Reminder to", "Document:",
        "Answer from", "Asked:", "Record that it has ended", "of them lie",
    ):  # fmt: skip
        assert words in page, words
    assert AccessLog.objects.filter(action="opened the timeline of activity", reference=incident.reference).exists()
    assert address(incident) in text_of(client_for(manager), incident.get_absolute_url())


def test_kinds_are_chosen_and_the_order_turns_and_bad_answers_show_everything(client_for, manager):
    incident = fill_in(IncidentFactory(occurred_time="14:30"))
    client = client_for(manager)

    some = text_of(client, address(incident, "?kind=incident&order=newest"))
    assert "newest first" in some
    assert some.index("View of the") < some.index("at 2.30pm")
    assert "Due: Notify" not in some
    for bad in ("?kind=none&order=x&page=-1", "?page=99999", "?kind=%00"):
        answer = client.get(address(incident, bad))
        assert answer.status_code == 200
        assert "oldest first" in answer.content.decode()
    assert "Nothing of these kinds has happened yet" in text_of(client, address(incident, "?kind=documents"))


def test_a_day_without_a_time_stands_before_the_moments_of_that_day():
    at = timezone.now()
    day, moment = Happening("Day", timezone.localdate(at)), Happening("Moment", at)

    assert sorted([moment, day], key=lambda one: one.order) == [day, moment]
    assert date(2026, 3, 6) == Happening("x", date(2026, 3, 6)).order[0]


def test_a_reader_of_finished_reviews_sees_what_is_finished_and_nothing_else(client_for):
    review = RapidReviewFactory(state=ReviewState.CONCLUDED)
    reader = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))

    page = text_of(reader, address(review))
    assert "Rapid review signed off" in page
    assert "became aware" not in page
    assert reader.get(address(review.incident)).status_code == 404
    under_way = RapidReviewFactory(state=ReviewState.MEETING_HELD)
    assert reader.get(address(under_way)).status_code == 404


def test_deadlines_that_were_missed_met_late_moved_or_are_on_hold_are_told_apart(client_for, manager):
    late = IncidentFactory(aware_at=timezone.now() - timedelta(days=40))
    late.partners_told_on = timezone.localdate()
    late.save()
    client = client_for(manager)
    page = text_of(client, address(late, "?kind=deadlines"))
    assert "Missed, still owed: Notify the National Panel" in page
    assert "Done late: Tell the local safeguarding partners" in page

    held = a_hold()
    services.release(by=manager, held=held, ended_on=timezone.localdate())
    moved = text_of(client, address(held.review, "?kind=deadlines"))
    assert "Date moved: Publish" in moved
    assert "On hold: Publish" in text_of(client, address(a_hold().review, "?kind=deadlines"))


def test_letters_are_told(client_for, manager):
    review = RapidReviewFactory()
    asked = an_agency_asked(review)
    Letter.objects.create(
        of=asked, person=manager, written_by=manager, kind=Letter._meta.get_field("kind").choices[0][0], subject="x",
        message_id="<2@x.example>", try_at=timezone.now(), sent_at=timezone.now(), state="sent",
    )  # fmt: skip

    assert "Letter to" in text_of(client_for(manager), address(review, "?kind=sent"))


def test_a_reader_of_a_published_review_is_told_what_came_of_it_and_nothing_of_the_work(client_for, manager):
    review = walked_to(LocalReviewState.PRE_PUBLICATION, timezone.localdate() - timedelta(days=25))
    rows_beside(review)
    review = LOCAL_REVIEW.apply(
        "publish", review, by=manager, finished_on=timezone.localdate(), note="Agreed by phone."
    )

    works = text_of(client_for(manager), address(review))
    reads = text_of(client_for(PersonFactory(role=RoleKey.PIG_MEMBER)), address(review))

    for working_paper in ("Progress and quality checked", "Agreed by phone.", "Reviewer:"):
        assert working_paper in works, working_paper
        assert working_paper not in reads, working_paper
    assert "Local review finished" in reads
