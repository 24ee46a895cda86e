"""A local review walked from proposal to outcomes through its pages, and what each step refuses on the way."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from escp.access.roles import RoleKey
from escp.deadlines.choices import DeadlineState
from escp.deadlines.queries import deadlines_of
from reviews.choices import Dispatched, InvitationAnswer, LocalReviewState, Quality, Redaction, Signed
from reviews.lifecycle import LOCAL_REVIEW
from reviews.models import Dispatch, FactualCheck
from tests.factories.local_reviews import (
    add_reviewer,
    manager,
    send_copies,
    sign,
    walked_to,
)
from tests.factories.partnership import PersonFactory
from tests.factories.reviews import LocalReviewFactory
from tests.pages import day_boxes, posted

pytestmark = pytest.mark.django_db
State = LocalReviewState
TODAY = timezone.localdate
NO_ROWS = {f"{name}_0_agency": "" for name in ("panel_members", "contributors")}


class Way:
    """One person at the pages of one review."""

    def __init__(self, client, review):
        self.client, self.review = client, review

    def url(self, name, *args):
        return reverse(f"reviews:local-review-{name}", args=[self.review.reference, *args])

    def page(self):
        return self.client.get(self.review.get_absolute_url()).content.decode()

    def send(self, url, **data):
        response = posted(self.client, url, data)
        assert response.status_code == 302, response.content.decode()[:6000]
        self.review.refresh_from_db()

    def move(self, name, **data):
        self.send(reverse("lifecycle:move", args=["local-review", self.review.reference, name]), note="", **data)

    def reasons(self, name):
        """Return why a move is not possible yet, as its page says."""
        return self.client.get(
            reverse("lifecycle:move", args=["local-review", self.review.reference, name])
        ).content.decode()


def test_a_review_goes_from_proposal_to_outcomes_and_every_guard_holds(client_for):
    today = TODAY()
    decided_on = today - timedelta(days=20)
    one, two = manager(), PersonFactory(role=RoleKey.BUSINESS_OFFICER)
    way = Way(client_for(one), LocalReviewFactory(decided_on=decided_on))
    early, now = day_boxes, lambda name: day_boxes(name, today)

    refused = posted(
        way.client, reverse("lifecycle:move", args=["local-review", way.review.reference, "commission"]), {}
    )
    assert "Who holds the budget" in refused.content.decode()
    way.move("commission", budget_holder="The council", **early("panel_informed_on", decided_on))

    assert "conflict check is done" in way.reasons("appoint_reviewer")
    reviewer = {
        "name": "Robin Reviewer",
        "organisation": "Elsewhere",
        "qualities": [Quality.PRACTICE, Quality.HINDSIGHT],
    }
    half = posted(way.client, way.url("beside-new", "reviewers"), reviewer | {"conflict_outcome": "managed"})
    for words in ("Say how the perceived conflict is managed", "Enter who checked", "Enter when it was checked"):
        assert words in half.content.decode()
    checked = {"conflict_outcome": "none", "conflict_checked_by": "Ash Rowan", "contract_value": "12000"}
    way.send(way.url("beside-new", "reviewers"), **reviewer | checked, **early("conflict_checked_on", decided_on))
    page = way.page()
    assert "checked by Ash Rowan" in page
    assert "£12,000.00" in page
    assert "not with hindsight" in page
    way.move("appoint_reviewer", **early("reviewer_appointed_on", decided_on + timedelta(days=2)))

    assert "key lines of enquiry" in way.reasons("agree_terms")
    scope = {
        name: f"Said of {name}."
        for name in ("title", "statutory_basis", "subjects", "lines_of_enquiry", "method", "equality")
    }
    period = early("scope_from", decided_on - timedelta(days=700)) | early("scope_to", decided_on)
    back = early("scope_to", decided_on - timedelta(days=800))
    assert "cannot end before" in posted(way.client, way.url("terms", "scope"), scope | period | back).content.decode()
    way.send(way.url("terms", "scope"), **scope, **period)
    people = {
        name: f"Said of {name}." for name in ("family_plan", "family_lead", "practitioner_plan", "parallel_processes")
    }
    people |= {"panel_members_0_agency": "Health", "panel_members_0_name": "Bay Laurel"}
    way.send(way.url("terms", "people"), contributors_0_agency="Health", contributors_0_what="A report", **people)
    names = ("report_format", "publication_plan", "legal_lead", "media_lead", "data_protection")
    milestones = {"milestones_0_on": "4 January 2027", "milestones_0_what": "The draft"}
    way.send(way.url("terms", "report"), **{name: f"Said of {name}." for name in names}, **milestones)
    assert "4 January 2027: The draft" in way.page()

    for partner in ("council", "police", "health"):
        assert "signature" in way.reasons("agree_terms")
        way.send(way.url("sign", "terms"), partner=partner, signed_by_name=f"Lead of {partner}", **now("signed_on"))
    way.send(way.url("terms", "scope"), **scope | {"method": "Another method."}, **period)
    assert "No longer counts" in way.page()
    assert "signature" in way.reasons("agree_terms")
    for partner in ("council", "police", "health"):
        way.send(way.url("sign", "terms"), partner=partner, signed_by_name=f"Lead of {partner}", **now("signed_on"))
    way.move("agree_terms", **now("terms_agreed_on"))
    assert "It reads as it was signed." in way.page()
    way.move("begin")

    note = {"outcome": "held", "pace": "on_time", "time_note": "In time.", "quality_note": "It asks why."}
    way.send(way.url("progress"), **note, **now("held_on"))
    way.send(way.url("beside-new", "requests"), asked_for="draft", asked="Chapter two.", **now("asked_on"))
    invitation = {"who": "family", "invited_by": "The family lead", "how": "By letter", "said": "Nobody asked us."}
    unmet = posted(way.client, way.url("beside-new", "involvement"), invitation | now("invited_on"))
    assert "Enter when they were met" in unmet.content.decode()
    came = now("answered_on") | now("met_on") | {"expectations": "To see it first."}
    way.send(
        way.url("beside-new", "involvement"),
        **invitation,
        **now("invited_on"),
        answer=InvitationAnswer.ACCEPTED,
        **came,
    )
    page = way.page()
    for words in ("On time", "It asks why.", "Chapter two.", "Nobody asked us.", "To see it first."):
        assert words in page
    asked = way.client.get(f"{reverse('returns:ask')}?about={way.review.reference}").content.decode()
    assert "Agency report for a local review" in asked
    way.move("record_draft", **now("draft_on"))

    assert "to whom the draft was sent" in way.reasons("begin_factual_check")
    way.send(way.url("beside-new", "facts"), whom="The health trust", **now("sent_on"))
    way.move("begin_factual_check")
    assert "Settle what came back from The health trust" in way.reasons("record_sign_off")
    checked = FactualCheck.objects.get()
    settled = now("returned_on") | now("settled_on") | {"comments": "Two dates.", "settlement": "Both put right."}
    way.send(way.url("beside", "facts", checked.pk), whom=checked.whom, **now("sent_on"), **settled)
    assert "systemic or underlying reasons" in way.reasons("record_sign_off")
    way.send(way.url("write", "report"), improvements="Ask again.", underlying_reasons="Nobody held the history.")
    assert "signature of council, police and health" in way.reasons("record_sign_off")
    sign(way.review, Signed.REPORT)
    way.move("record_sign_off")
    closed = posted(way.client, way.url("write", "report"), {"improvements": "x", "underlying_reasons": "y"})
    assert "can no longer be changed" in closed.content.decode()

    page = way.reasons("prepare_publication")
    for words in ("legal read", "two people", "family was informed", "full report was sent to each"):
        assert words in page
    lone = posted(way.client, way.url("write", "clearance"), now("legal_read_on"))
    assert "who read it for the law" in lone.content.decode()
    cleared = now("legal_read_on") | now("family_informed_on") | {"family_informed_how": "At home."}
    way.send(way.url("write", "clearance"), legal_read_by="A solicitor", **cleared)
    half = posted(way.client, way.url("approve"), {"looked_for": ["names"], **now("approved_on")})
    assert "Look for each of these" in half.content.decode()
    whole = {"looked_for": Redaction.values, **now("approved_on")}
    way.send(way.url("approve"), **whole)
    assert "a second person" in way.reasons("prepare_publication")
    again = posted(way.client, way.url("approve"), whole)
    assert "You have approved this very text" in again.content.decode()
    Way(client_for(two), way.review).send(way.url("approve"), **whole)
    plan = {"intention": "publish", "response": ""} | day_boxes("planned_publication_on", today + timedelta(days=14))
    way.send(way.url("write", "plan"), **plan)
    for to in ("panel", "secretary"):
        way.send(way.url("beside-new", "dispatches"), what="full_report", to=to, how="By e-mail", **now("sent_on"))
    assert way.review.copy_sent_on is None
    twice = {"what": "full_report", "to": "panel", "how": "By e-mail"} | now("sent_on")
    assert "recorded already" in posted(way.client, way.url("beside-new", "dispatches"), twice).content.decode()
    way.send(way.url("beside-new", "dispatches"), what="full_report", to="ofsted", how="By e-mail", **now("sent_on"))
    assert way.review.copy_sent_on == today
    way.move("prepare_publication")

    publish = reverse("lifecycle:move", args=["local-review", way.review.reference, "publish"])
    soon = posted(way.client, publish, {"web_address": "partnership.example/review", **now("finished_on")})
    assert "at least 7 working days" in soon.content.decode()
    early_sent = today - timedelta(days=15)
    for row in Dispatch.objects.all():
        way.send(
            way.url("beside", "dispatches", row.pk),
            what=row.what,
            to=row.to,
            how=row.how,
            **day_boxes("sent_on", early_sent),
        )
    way.move("publish", web_address="partnership.example/review", late_reason="", **now("finished_on"))
    assert way.review.state == State.PUBLISHED
    assert "https://partnership.example/review" in way.page()

    after = {"web_address": "https://partnership.example/review", "response": "We accept it."}
    early = posted(way.client, way.url("write", "afterwards"), after | day_boxes("website_on", decided_on))
    assert "after the report was published" in early.content.decode()
    way.send(
        way.url("write", "afterwards"), **after, **now("website_on"), **now("repository_sent_on"), **now("response_on")
    )
    told = {"done": "The pathway is used.", "evidence": "Audit of ten files.", "stands_out": "Night visits."}
    way.send(way.url("beside-new", "outcomes"), after="six", **told, **now("sent_on"))
    page = way.page()
    for words in ("We accept it.", "Audit of ten files.", "Night visits.", "after six months"):
        assert words in page
    assert deadlines_of(way.review).get(clock="reviews.lcspr-outcomes-6").state == DeadlineState.MET
    assert "Correct what was recorded" in way.client.get(way.url("dates")).content.decode()


def test_what_a_move_recorded_is_corrected_and_never_taken_away(client_for):
    today = TODAY()
    review = walked_to(State.DRAFT, today - timedelta(days=9))
    way = Way(client_for(manager()), review)

    empty = posted(way.client, way.url("dates"), {"budget_holder": ""}).content.decode()
    assert "reviewer appointed" in empty.lower()
    assert "govuk-error-summary" in empty
    right = {"budget_holder": "Health"} | day_boxes("panel_informed_on", review.decided_on)
    for name in ("reviewer_appointed_on", "terms_agreed_on"):
        right |= day_boxes(name, today)
    before = posted(way.client, way.url("dates"), right | day_boxes("draft_on", today - timedelta(days=1)))
    assert "cannot have come before the reviewer" in before.content.decode()
    older = posted(way.client, way.url("dates"), right | day_boxes("draft_on", today - timedelta(days=30)))
    assert "before the decision" in older.content.decode()
    way.send(way.url("dates"), **right, **day_boxes("draft_on", today))
    assert (review.budget_holder, review.draft_on) == ("Health", today)


def test_a_delay_needs_its_notice_and_the_review_goes_on_after_it(client_for):
    today = TODAY()
    review = walked_to(State.IN_PROGRESS, today - timedelta(days=9))
    way = Way(client_for(manager()), review)

    assert "Record the delay first" in way.reasons("delay")
    facts = {"delay_reason": "proceedings", "delay_words": "The trial comes first.", "notice_how": "By e-mail"}
    known = day_boxes("delay_known_on", today - timedelta(days=1))
    wrong = posted(
        way.client, way.url("write", "delay"), facts | known | day_boxes("notice_sent_on", today - timedelta(days=2))
    )
    assert "cannot come before the delay was known" in wrong.content.decode()
    way.send(way.url("write", "delay"), **facts, **known)
    assert "Tell the National Panel" in way.reasons("delay")
    assert deadlines_of(review).get(clock="reviews.lcspr-delay").state == DeadlineState.OPEN
    way.send(way.url("write", "delay"), **facts, **known, **day_boxes("notice_sent_on", today))
    way.move("delay")
    assert "The trial comes first." in way.page()
    assert "Delayed" in way.page()

    way.move("resume")
    assert (review.state, review.resumed_on) == (State.IN_PROGRESS, today)
    assert "Record the delay first" in way.reasons("delay")


def test_a_review_that_is_not_published_needs_its_reason_and_the_improvements_sent(client_for):
    today = TODAY()
    review = walked_to(State.PRE_PUBLICATION, today - timedelta(days=9))
    way = Way(client_for(manager()), review)
    planned = day_boxes("planned_publication_on", today + timedelta(days=30))

    assert "Change the plan for publication first" in way.reasons("do_not_publish")
    assert not deadlines_of(review).filter(clock="reviews.lcspr-improvements")
    way.send(way.url("write", "plan"), intention="not_publish", response="", **planned)
    assert "Change the plan for publication first" in way.reasons("publish")
    assert "information on the improvements was sent" in way.reasons("do_not_publish")
    review = send_copies(review, today, Dispatched.IMPROVEMENTS)
    assert deadlines_of(review).get(clock="reviews.lcspr-improvements").state == DeadlineState.MET

    with pytest.raises(ValidationError, match="Say why"):
        LOCAL_REVIEW.apply("do_not_publish", review, by=manager(), finished_on=today, no_publication_reason=" ")
    with pytest.raises(ValidationError, match="improvements was sent"):
        LOCAL_REVIEW.apply(
            "do_not_publish", review, by=manager(), finished_on=today - timedelta(days=1), no_publication_reason="It."
        )
    why = {"no_publication_reason": "It would name the child.", "improvements_address": "", "late_reason": ""}
    way.move("do_not_publish", **why, **day_boxes("finished_on", today))
    assert "It would name the child." in way.page()
    way.send(way.url("write", "improvements"), improvements_address="partnership.example/better", response="We accept.")
    assert "https://partnership.example/better" in way.page()
    late = posted(way.client, way.url("write", "plan"), {"intention": "publish", "response": ""} | planned)
    assert "cannot be written as the review stands" in late.content.decode()


def test_a_page_that_does_not_exist_is_not_found_and_two_writers_of_one_page_see_both(client_for):
    review = walked_to(State.REVIEWER_APPOINTED)
    way = Way(client_for(manager()), review)
    for name, args in (
        ("write", ["x"]),
        ("terms", ["x"]),
        ("sign", ["x"]),
        ("beside-new", ["x"]),
        ("beside", ["x", 1]),
    ):
        assert way.client.get(way.url(name, *args)).status_code == 404
    other = add_reviewer(walked_to(State.COMMISSIONED))
    assert way.client.get(way.url("beside", "reviewers", other.pk)).status_code == 404

    url = way.url("terms", "report")
    stale = posted(way.client, url, {"report_format": "Short.", "version": "an older one"}, keep_version=True)
    assert stale.status_code == 409
