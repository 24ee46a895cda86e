"""Recommendations: recorded, locked once the review is signed off, answered, and what became of each."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from actionplans import services, signing
from actionplans.choices import ActionState, EvidenceLevel, Standing
from actionplans.models import Correction, Recommendation
from actionplans.queries.recommendations import answers_to, recommendations_for
from escp.access.roles import RoleKey
from learning.choices import Kind
from learning.thread import Column
from learning.walk import thread_of
from reviews.choices import LocalReviewState, ReviewState
from tests.actionplans.sending import address, on, send, text
from tests.factories.actionplans import (
    ActionFactory,
    EvidenceFactory,
    ImpactMeasureFactory,
    RecommendationFactory,
    RecommendationLinkFactory,
    ready_to_agree,
    ready_to_close,
)
from tests.factories.learning import ActivityFactory, FindingLinkFactory, LearningPointFactory
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import LocalReviewFactory, RapidReviewFactory

pytestmark = pytest.mark.django_db

LIST = "/actions/recommendations/"


def standing_of(recommendation, person):
    return recommendations_for(person).get(pk=recommendation.pk).standing


def delivered(*levels, judged=30, **facts):
    """Return a delivered action with evidence of some levels, to be judged so many days from now."""
    action = ActionFactory(state=ActionState.COMPLETE_PENDING_IMPACT, **facts)
    day = timezone.localdate() + timedelta(days=judged)
    measure = ImpactMeasureFactory(action=action, measured_by_on=day)
    for level in levels:
        EvidenceFactory(measure=measure, level=level)
    return action


def page_of_review(client, activity):
    return text(client.get(activity.get_absolute_url()))


# Recording


def test_a_recommendation_is_recorded_answered_by_an_action_and_followed_to_a_difference(client, manager):
    review, police, point = RapidReviewFactory(), AgencyFactory(), LearningPointFactory()
    new = reverse("actionplans:recommendation-new", args=[review.reference])
    assert "No recommendation has been recorded" in page_of_review(client, review)

    saved = send(client, new, number=1, words="Ask every father.", agencies=police.pk, to_others="All partnerships")

    record = Recommendation.objects.get()
    assert saved.url == record.get_absolute_url()
    assert (record.number, record.to_whom) == (1, f"{police.name} and All partnerships")
    page = text(client.get(saved.url))
    assert "Recommendation 1 of" in page
    assert "No action answers this recommendation yet" in page
    assert "Nobody has said whether it is accepted" in page
    assert "It leads to no learning point yet" in page

    joined = send(client, address(record, "recommendation-join"), learning_point=point.pk, why="It says so.")
    new_action = f"{reverse('actionplans:new')}?recommendation={record.reference}"
    form = text(client.get(new_action))
    facts = {"title": "Fathers are asked", "desired_outcome": "Safer.", "learning_point": point.pk}
    acted = send(client, new_action, **facts, recommendation=record.pk)

    assert joined.status_code == acted.status_code == 302
    assert f'value="{record.pk}" selected' in form
    assert f'value="{point.pk}" selected' in form
    page = text(client.get(record.get_absolute_url()))
    assert "Under way" in page
    assert "is a draft that nobody has agreed yet" in page
    assert "No action answers" not in page
    assert record.reference in text(client.get(acted.url))

    RecommendationLinkFactory(recommendation=record, action=delivered())
    assert "nothing shows what it changed" in text(client.get(record.get_absolute_url()))


def test_a_list_is_entered_word_for_word_when_the_count_is_right(client):
    review = RapidReviewFactory()
    url = reverse("actionplans:recommendation-list-new", args=[review.reference])
    words = "1. Ask every father.\n2. Read the history.\n4. Ring the\nschool."

    wrong = send(client, url, words=words, count=4)
    twice = send(client, url, words="1. Ask.\n1. Read.", count=2)
    long = send(client, url, words=f"1. {'a' * 4001}", count=1)
    assert not Recommendation.objects.exists()
    right = send(client, url, words=words, count=3)

    assert "You say 4, and we read 3" in text(wrong)
    assert "Number 1 stands before two recommendations" in text(twice)
    assert "longer than 4,000 characters" in text(long)
    assert right.url.endswith("#recommendations")
    found = Recommendation.objects.order_by("number").values_list("number", "words")
    assert list(found) == [(1, "Ask every father."), (2, "Read the history."), (4, "Ring the school.")]


def test_more_than_ten_are_warned_of_and_not_refused(client, manager):
    review = RapidReviewFactory()
    words = [(None, f"Number {number}.") for number in range(10)]
    services.record_recommendations(by=manager, activity=review.activity, words=words)
    assert "hard to follow" not in page_of_review(client, review)

    new = reverse("actionplans:recommendation-new", args=[review.reference])
    saved = send(client, new, number=11, words="One more.")

    assert "hard to follow" in text(client.get(saved.url))
    assert "11 recommendations are many" in page_of_review(client, review)


def test_a_number_stands_once_in_a_review(manager):
    first = RecommendationFactory(number=1)
    second = RecommendationFactory(number=2, activity=first.activity)
    third = Recommendation(number=1, words="Again.")

    with pytest.raises(ValidationError, match="a recommendation 1 already"):
        services.record_recommendation(by=manager, activity=first.activity, recommendation=third)
    second.number = 1
    with pytest.raises(ValidationError, match="a recommendation 1 already"):
        services.change_recommendation(by=manager, recommendation=second, agencies=[])


def test_only_those_who_manage_actions_may_write(manager):
    other = PersonFactory(role=RoleKey.PIG_MEMBER)

    with pytest.raises(PermissionDenied):
        services.respond(
            by=other, recommendation=RecommendationFactory(), response="accepted", responded_on=timezone.localdate()
        )


# Locked


def test_the_words_are_free_until_the_review_is_signed_off_and_corrected_only_on_record_afterwards(client):
    review = RapidReviewFactory(state=ReviewState.MEETING_HELD)
    record = RecommendationFactory(activity=review.activity, number=1, words="Ask fathers.", to_partners=False)
    change = address(record, "recommendation-change")
    assert "Why is it put right?" not in text(client.get(change))
    send(client, change, version=1, number=1, words="Ask every father.")
    assert not Correction.objects.exists()

    review = RapidReviewFactory(state=ReviewState.SIGNED_OFF)
    record.refresh_from_db()
    record.activity = review.activity
    record.save()
    assert "Why is it put right?" in text(client.get(change))

    refused = send(client, change, version=3, number=1, words="Ask each father.")
    assert "Say why this is put right" in text(refused)
    record.refresh_from_db()
    assert record.words == "Ask every father."
    # To say to whom, where nobody had said it, puts nothing right.
    told = send(client, change, version=3, number=1, words="Ask every father.", to_others="Schools")
    assert told.status_code == 302
    assert not Correction.objects.exists()

    saved = send(client, change, version=4, number=1, words="Ask each father.", to_others="Schools", reason="A slip.")
    page = text(client.get(saved.url))
    assert Correction.objects.get().before == "Words: Ask every father."
    assert "A slip." in page
    assert "Words: Ask every father." in page


def test_what_was_left_out_is_added_after_sign_off_with_a_reason(client):
    review = RapidReviewFactory(state=ReviewState.SENT)
    new = reverse("actionplans:recommendation-new", args=[review.reference])

    refused = send(client, new, number=1, words="Ask every father.")
    saved = send(client, new, number=1, words="Ask every father.", reason="It stood on the last page.")

    assert "Enter why was it left out until now" in text(refused) or "error-summary" in text(refused)
    page = text(client.get(saved.url))
    assert "It was added then" in page
    assert "It stood on the last page." in page


def test_the_partners_signature_under_a_local_review_locks(manager):
    open_review = LocalReviewFactory(rapid_review__state=ReviewState.CONCLUDED)
    over = LocalReviewFactory(state=LocalReviewState.PUBLISHED, finished_on=timezone.localdate())

    assert not signing.is_locked(open_review.activity)
    assert signing.is_locked(over.activity)


def test_what_others_wrote_stands_at_once_and_needs_no_reason(manager, monkeypatch):
    always = signing.WordsOf(Kind.RAPID_REVIEW, signed_off=lambda activity: True, brought_in=True)
    monkeypatch.setitem(signing._kinds, Kind.RAPID_REVIEW, always)
    activity = ActivityFactory()

    record = services.record_recommendation(by=manager, activity=activity, recommendation=Recommendation(words="Ask."))

    assert not Correction.objects.exists()
    record.words = "Ask all."
    with pytest.raises(ValidationError, match="Say why this is put right"):
        services.change_recommendation(by=manager, recommendation=record, agencies=[])


# Accepted or not


def test_what_the_partners_say_needs_a_reason_unless_they_accept(client):
    record, today = RecommendationFactory(), timezone.localdate()
    respond = address(record, "recommendation-respond")

    refused = send(client, respond, version=1, response="not_accepted", **on("responded_on", today))
    ahead = send(client, respond, version=1, response="accepted", **on("responded_on", today + timedelta(days=1)))
    assert "Enter why it is not accepted" in text(refused)
    assert "cannot be in the future" in text(ahead)

    send(client, respond, version=1, response="not_accepted", response_reason="Done.", **on("responded_on", today))
    page = text(client.get(record.get_absolute_url()))
    assert "Not accepted" in page
    assert "Done." in page
    assert "No action answers this recommendation yet" not in page

    send(client, respond, version=2, response="accepted", response_reason="Done.", **on("responded_on", today))
    record.refresh_from_db()
    assert (record.response, record.response_reason) == ("accepted", "")
    assert 'value="accepted" checked' in text(client.get(respond))


def test_a_service_refuses_a_response_without_its_reason(manager):
    with pytest.raises(ValidationError, match="Enter the reason"):
        services.respond(
            by=manager,
            recommendation=RecommendationFactory(),
            response="in_part",
            responded_on=timezone.localdate(),
        )


# What became of it


SHOWN, OUTPUT, NOTHING = EvidenceLevel.PRACTICE, EvidenceLevel.OUTPUT, EvidenceLevel.NONE


@pytest.mark.parametrize(
    ("actions", "expected"),
    [
        (list, Standing.NO_ACTION),
        (lambda: [ActionFactory(state=ActionState.WITHDRAWN)], Standing.NO_ACTION),
        (lambda: [delivered(SHOWN), ActionFactory(state=ActionState.AGREED)], Standing.UNDER_WAY),
        (lambda: [delivered(OUTPUT)], Standing.DELIVERED),
        (lambda: [delivered(SHOWN), delivered(judged=-1)], Standing.DELIVERED),
        (lambda: [delivered(SHOWN), ActionFactory(state=ActionState.WITHDRAWN)], Standing.DIFFERENCE),
        (lambda: [delivered(OUTPUT, SHOWN), ready_to_close()], Standing.DIFFERENCE),
        (lambda: [delivered(OUTPUT, judged=-1)], Standing.NO_DIFFERENCE),
        (lambda: [delivered(NOTHING)], Standing.NO_DIFFERENCE),
    ],
)
def test_what_became_of_it_is_worked_out_from_its_actions_and_their_evidence(manager, actions, expected):
    record = RecommendationFactory()
    for action in actions():
        RecommendationLinkFactory(recommendation=record, action=action)

    assert standing_of(record, manager) == expected


def test_an_answer_tells_the_highest_evidence_and_what_it_is_late_for(client, manager):
    past = timezone.localdate() - timedelta(days=3)
    record = RecommendationFactory(due_on=past, to_partners=False)
    RecommendationLinkFactory(recommendation=record, action=ready_to_agree(state=ActionState.IN_PROGRESS))
    RecommendationLinkFactory(recommendation=record, action=delivered(OUTPUT, SHOWN))
    RecommendationLinkFactory(recommendation=record, action=ActionFactory(state=ActionState.WITHDRAWN))

    page = text(client.get(record.get_absolute_url()))

    assert sorted(filter(None, (one.level for one in answers_to(manager, record)))) == [SHOWN]
    assert "It was to be done by" in page
    assert "E3: practice has changed" in page
    assert "Nobody has said to whom it is addressed" in page


def test_those_who_may_not_manage_see_gaps_without_a_cure(client_for):
    record = RecommendationFactory()
    RecommendationLinkFactory(recommendation=record, action=delivered())
    reader = client_for(PersonFactory(role=RoleKey.SCRUTINEER))

    page = text(reader.get(record.get_absolute_url()))

    assert "Nobody has said whether it is accepted" in page
    assert "nothing shows what it changed" in page
    assert "/response/" not in page
    assert "/evidence/new/" not in page


# Joining, lists, thread


def test_a_join_needs_something_to_join_and_is_made_once(client, manager):
    record, point = RecommendationFactory(), LearningPointFactory()
    join = address(record, "recommendation-join")

    empty = send(client, join)
    services.join_recommendation(by=manager, recommendation=record, learning_point=point, action=ready_to_agree())

    assert "Select a learning point, an action, or both" in text(empty)
    with pytest.raises(ValidationError, match="is joined to"):
        services.join_recommendation(by=manager, recommendation=record, learning_point=point)


def test_the_list_is_filtered_sorted_searched_and_exported(client, manager):
    past, agency = timezone.localdate() - timedelta(days=3), AgencyFactory()
    late = RecommendationFactory(words="Ask every father.", due_on=past)
    late.agencies.add(agency)
    shown = RecommendationFactory(words="Ring the school.", response="accepted", responded_on=past)
    RecommendationLinkFactory(recommendation=shown, action=delivered(SHOWN))
    long = RecommendationFactory(words="Listen " * 40)

    def found(query):
        page = text(client.get(f"{LIST}?{query}"))
        return {one for one in (late, shown, long) if one.reference in page}

    assert found("") == {late, shown, long}
    assert found("standing=difference") == {shown}
    assert found("standing=no_action") == {late, long}
    assert found("response=accepted") == {shown}
    assert found("response=none") == {late, long}
    assert found(f"agency={agency.pk}") == {late}
    assert found("overdue=yes") == {late}
    assert found("q=school") == {shown}
    assert found("kind=local_review") == set()
    first = text(client.get(f"{LIST}?sort=-standing"))
    assert first.index(shown.reference) < first.index(late.reference)
    assert "…" in first

    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}?format=xlsx").content)).active
    rows = list(sheet.values)
    assert any(long.words.strip() in str(row) for row in rows)
    assert any(agency.name in str(row) for row in rows)


def test_its_thread_runs_both_ways(client, manager):
    link = FindingLinkFactory()
    record = RecommendationFactory(activity=link.finding.activity)
    action = ready_to_agree()
    RecommendationLinkFactory(recommendation=record, learning_point=link.learning_point)
    RecommendationLinkFactory(recommendation=record, action=action)
    alone = RecommendationFactory(activity=record.activity, response="not_accepted", **NOT_ACCEPTED)

    own = thread_of(manager, record.reference)
    assert own.focus.reference == record.reference
    assert {node.reference for node in own.standing_in(Column.ACTIVITY)} == {record.activity.reference}
    assert {node.reference for node in own.standing_in(Column.ACTION)} == {action.reference}
    sides = {(edge.source, edge.target) for edge in own.edges}
    key = f"recommendation-{record.pk}"
    assert (f"activity-{record.activity_id}", key) in sides
    assert (key, f"learning-point-{link.learning_point_id}") in sides
    assert (key, f"action-{action.pk}") in sides

    whole = thread_of(manager, record.activity.reference)
    assert {record.reference, alone.reference} <= {node.reference for node in whole.nodes}
    assert [gap.words for gap in whole.gaps if gap.beside == f"recommendation-{alone.pk}"] == [
        "No learning point that it leads to"
    ]
    assert record.reference in {node.reference for node in thread_of(manager, action.reference).nodes}
    assert client.get(reverse("learning:thread", args=[record.reference])).status_code == 200
    assert client.get(f"/r/{record.reference}").url == record.get_absolute_url()


NOT_ACCEPTED = {"response_reason": "Done.", "responded_on": timezone.localdate()}


def test_an_activity_s_thread_asks_for_an_action_and_says_so_without_a_cure_to_others(manager):
    record = RecommendationFactory()
    reader = PersonFactory(role=RoleKey.SCRUTINEER)

    for person, cured in ((manager, True), (reader, False)):
        gaps = [gap for gap in thread_of(person, record.activity.reference).gaps if gap.column == Column.ACTION]
        assert [gap.words for gap in gaps] == ["No action answers this recommendation yet"]
        assert [record.reference in gap.url for gap in gaps] == [cured]


def test_recommendations_of_a_case_are_seen_by_those_who_may_see_it():
    record = RecommendationFactory(activity=RapidReviewFactory().activity)

    assert record in recommendations_for(PersonFactory())
    assert record not in recommendations_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    assert not recommendations_for(PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)).exists()
