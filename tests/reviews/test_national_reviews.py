"""National reviews: logged, triaged, assurance asked and put together, decided, reported back and closed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.queries import deadlines_of
from escp.returns.lifecycle import RETURN
from escp.returns.models import Return
from escp.returns.services import answering
from learning.choices import Stage
from learning.queries import activities_for
from reviews import services
from reviews.asking import assurance_closed, assurance_due_on
from reviews.choices import NationalState, NationalUse
from reviews.forms.national_review import LETTER, LONGEST_LETTER, MORE, letter_about
from reviews.lifecycle import NATIONAL_REVIEW
from reviews.models import NationalReview
from tests.actionplans.sending import on, send, text
from tests.factories.actionplans import RecommendationFactory
from tests.factories.national_reviews import NationalReviewFactory, asked_for_assurance
from tests.factories.partnership import AgencyFactory, PersonFactory
from tests.factories.reviews import publish_questionnaire

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


@pytest.fixture
def manager():
    return PersonFactory()


def move(review, name):
    return f"/steps/national-review/{review.reference}/{name}/"


def page(review, name=""):
    return reverse(f"reviews:national-review{'-' if name else ''}{name}", args=[review.reference])


def clocks_of(review):
    return {deadline.clock: deadline for deadline in deadlines_of(review)}


def test_a_national_review_goes_from_logging_to_what_changed(client_for, manager):
    publish_questionnaire()
    agency, client = AgencyFactory(), client_for(manager)
    facts = {"title": "The Lantern in the Hall", "publisher": "A panel", "about": "Children who move."}

    logged = send(
        client,
        reverse("reviews:national-review-new"),
        **facts,
        address="https://reviews.example/lantern",
        **on("published_on", TODAY() - timedelta(days=3)),
    )
    review = NationalReview.objects.get()
    assert logged.url == review.get_absolute_url()
    assert review.reference in text(client.get(reverse("reviews:reviews")))
    assert clocks_of(review)["reviews.national-triage"].is_open

    words = "1. Ask every child where home is.\n2. Tell the next school the same day."
    listed = reverse("actionplans:recommendation-list-new", args=[review.reference])
    assert send(client, listed, words=words, count=2).status_code == 302

    triaged = {"relevance": "high", "use": "assurance", "relevance_reason": "It happens here too."}
    assert send(client, move(review, "triage"), version=1, **triaged).status_code == 302
    assert not clocks_of(review)["reviews.national-triage"].is_open
    asking = text(client.get(move(review, "request_assurance")))
    assert "2. Tell the next school the same day." in asking
    due_on = TODAY() + timedelta(days=30)
    letter = {"title": "Assurance", "message": "Where do you stand?", "agencies": agency.pk, **on("due_on", due_on)}
    assert send(client, move(review, "request_assurance"), version=2, **letter).status_code == 302
    assert "0 of 1 have replied" in text(client.get(page(review)))
    assert "Wait for these agencies" in text(client.get(move(review, "collate")))

    asked = Return.objects.get(request__about_reference=review.reference)
    by = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR, agency=agency)
    part = answering.part_for(by=by, asked=asked, section="assurance-1")
    answers = {"assurance-position": "We ask.", "assurance-evidence": "Forty records."}
    answering.save_part(by=by, part=part, answers=answers)
    RETURN.apply("send", asked, by=by, signed_off_name="Wren", signed_off_title="Director")
    assert "1 of 1 have replied" in text(client.get(page(review)))
    drafted = text(client.get(move(review, "collate")))
    assert "We ask.\nShown by: Forty records." in drafted
    assert send(client, move(review, "collate"), version=3, collated="All ask.").status_code == 302

    decided = {"decision": "theme", "decision_reason": "It recurs.", **on("decided_on", TODAY())}
    group = client_for(PersonFactory(role=RoleKey.PIG_MEMBER))
    assert send(group, move(review, "decide"), version=4, **decided).status_code == 302
    assert send(client, move(review, "close"), version=5, what_changed="A question.").status_code == 302

    shown = text(client.get(page(review)))
    for words in ("All ask.", "Take it into a theme", "A question.", "Ask every child where home is."):
        assert words in shown
    review.refresh_from_db()
    assert (review.state, review.activity.stage) == (NationalState.CLOSED, Stage.CONCLUDED)


def test_what_the_panel_asks_is_owed_and_it_hears_by_its_day(client_for, manager):
    review, client = (
        NationalReviewFactory(state=NationalState.TRIAGED, use=NationalUse.INFORMATION),
        client_for(manager),
    )
    ahead = TODAY() + timedelta(days=20)
    asked = {"panel_request": "Say where you stand.", **on("panel_asked_on", TODAY())}

    early = send(client, page(review, "panel"), version=1, **asked, **on("panel_due_on", TODAY() - timedelta(days=1)))
    late = {"panel_request": "Say.", **on("panel_asked_on", ahead)}
    unborn = send(client, page(review, "panel"), version=1, **late)
    assert "cannot want to hear before it asked" in text(early)
    assert "today or before" in text(unborn)
    assert send(client, page(review, "panel"), version=1, **asked, **on("panel_due_on", ahead)).status_code == 302

    review.refresh_from_db()
    assert review.use == NationalUse.ASSURANCE
    assert clocks_of(review)["reviews.national-report-back"].due_on == ahead
    refused = client.get(move(review, "find_not_relevant"))
    information = send(
        client, move(review, "triage"), version=2, relevance="low", use="information", relevance_reason="Rare here."
    )
    assert "so it is owed" in text(refused)
    assert "so it is owed" in text(information)

    review = NationalReviewFactory(state=NationalState.DECIDED, panel_asked_on=TODAY(), panel_request="Say.")
    assert "reported back to the National Panel first" in text(client.get(move(review, "close")))
    report = {"panel_report": "We stand well."}
    wrong = send(client, page(review, "report"), version=1, **report, **on("panel_reported_on", ahead))
    right = send(client, page(review, "report"), version=1, **report, **on("panel_reported_on", TODAY()))
    assert "from its request to today" in text(wrong)
    assert right.status_code == 302
    assert "We stand well." in text(client.get(page(review)))
    assert "What changed here because of it?" in text(client.get(move(review, "close")))


def test_one_for_information_is_closed_without_asking_and_one_put_aside_is_taken_up_again(client_for, manager):
    client = client_for(manager)
    shared = NationalReviewFactory(state=NationalState.TRIAGED, use=NationalUse.INFORMATION)
    owed = NationalReviewFactory(state=NationalState.TRIAGED)

    assert "Triage it again first" in text(client.get(move(shared, "request_assurance")))
    assert "Ask agencies for assurance first" in text(client.get(move(owed, "close")))
    assert "Publish the questionnaire" in text(client.get(move(owed, "request_assurance")))
    assert "shared for information" in text(client_for(PersonFactory(role=RoleKey.SCRUTINEER)).get(page(shared)))
    assert send(client, move(shared, "close"), version=1, what_changed="It was read.").status_code == 302

    aside = {"relevance_reason": "No such place here."}
    assert send(client, move(owed, "find_not_relevant"), version=1, **aside).status_code == 302
    owed.refresh_from_db()
    assert owed.activity.stage == Stage.NOT_TAKEN_FORWARD
    again = {"relevance": "medium", "use": "assurance", "relevance_reason": "A place opened."}
    assert send(client, move(owed, "take_up"), version=2, **again).status_code == 302
    owed.refresh_from_db()
    assert (owed.state, owed.use) == (NationalState.TRIAGED, NationalUse.ASSURANCE)


def test_what_does_not_fit_is_refused(manager):
    ahead = TODAY() + timedelta(days=1)
    with pytest.raises(ValidationError, match="in the future"):
        services.change_national_review(by=manager, review=NationalReviewFactory.build(published_on=ahead))
    with pytest.raises(ValidationError, match="no agency"):
        services.log_national_review(by=PersonFactory(role=None), review=NationalReviewFactory.build(lead=None))
    with pytest.raises(ValidationError, match="Take it up again first"):
        services.record_panel_request(by=manager, review=NationalReviewFactory(state=NationalState.NOT_RELEVANT))
    with pytest.raises(ValidationError, match="Record first what the National Panel asked"):
        services.report_to_panel(by=manager, review=NationalReviewFactory())
    review = NationalReviewFactory(state=NationalState.COLLATED)
    facts = {"decision": "audit", "decision_reason": "Look closer.", "decided_on": ahead}
    with pytest.raises(ValidationError, match="in the future"):
        NATIONAL_REVIEW.apply("decide", review, by=manager, **facts)
    with pytest.raises(ValidationError, match="no longer published"):
        NATIONAL_REVIEW.transitions["request_assurance"].effect(
            NationalReviewFactory(), by=manager, agencies=[], due_on=ahead, title="", message=""
        )


def test_a_letter_holds_what_it_can_and_answers_end_once_they_are_put_together():
    review = NationalReviewFactory(state=NationalState.ASSURANCE_REQUESTED)
    for number in range(1, 4):
        RecommendationFactory(activity=review.activity, number=number, words="Ask. " * 300)

    letter = letter_about(review, LETTER, assurance_due_on(review))

    assert len(letter) <= LONGEST_LETTER
    assert letter.endswith(MORE)
    assert assurance_closed(review) == ""
    assert "takes no more answers" in assurance_closed(NationalReviewFactory(state=NationalState.COLLATED))


def test_it_is_open_to_all_who_take_part_in_learning_and_to_nobody_else(client_for):
    review = NationalReviewFactory(state=NationalState.ASSURANCE_REQUESTED)
    asked = asked_for_assurance(review)

    for role in (RoleKey.PIG_MEMBER, RoleKey.REVIEWER, RoleKey.CDOP_REPRESENTATIVE):
        shown = text(client_for(PersonFactory(role=role)).get(page(review)))
        assert str(asked.agency) in shown
        assert "OFFICIAL-SENSITIVE" not in shown
    contributor = PersonFactory(role=RoleKey.AGENCY_CONTRIBUTOR)
    assert client_for(contributor).get(page(review)).status_code == 404
    assert review.activity not in activities_for(contributor)


def test_what_the_panel_asks_of_a_review_that_is_not_triaged_yet_leaves_its_use_open():
    review = NationalReviewFactory(state=NationalState.LOGGED, panel_asked_on=TODAY(), panel_request="Say.")
    kept = services.record_panel_request(by=PersonFactory(), review=review)
    assert (kept.panel_request, kept.use) == ("Say.", "")
