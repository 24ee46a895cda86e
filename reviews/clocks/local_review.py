"""The clocks of a local child safeguarding practice review: from the decision to what came of it a year later.

Sources: Children Act 2004 section 16F; Child Safeguarding Practice Review and Relevant Agency (England) Regulations
2018; Working Together to Safeguard Children, chapter on serious incidents. Local targets are the partnership's own.
"""

from collections.abc import Callable
from functools import partial

from escp.access.roles import RoleKey
from escp.deadlines.clocks import (
    Clock,
    Guidance,
    Level,
    Months,
    Owed,
    PauseGround,
    WorkingDays,
    WorkingDaysBefore,
    after_due,
    before_due,
    ladder,
    register,
    working_day,
)
from reviews.choices import Intention, LocalReviewState
from reviews.clocks.incident import OWN_LOCAL_TARGET
from reviews.lifecycle.local_review_needs import COPY_DAYS
from reviews.models import LocalReview
from reviews.queries import local_reviews_for, progress_checks_for

DECIDED = "The partners decided to hold the review"
PUBLISHED = "The report was published"
REGULATIONS = "Child Safeguarding Practice Review and Relevant Agency (England) Regulations 2018"
# Others may go first: the partnership's own targets wait for them, and publication.
MAY_WAIT_FOR = (PauseGround.POLICE, PauseGround.COURT, PauseGround.CORONER, PauseGround.PARALLEL_REVIEW)


def _while_under_way(field: str) -> Callable[[LocalReview], bool]:
    """Return that a step is owed while the review is under way; once taken it stays on record."""
    return lambda review: review.is_under_way or getattr(review, field) is not None


def _unless_discontinued(review: LocalReview) -> bool:
    return review.state != LocalReviewState.DISCONTINUED


def _of_published(review: LocalReview) -> bool:
    return review.is_published


of_local_review = partial(
    Clock, model="reviews.LocalReview", visible=local_reviews_for, case="rapid_review.incident.case"
)

APPOINT_REVIEWER = register(
    of_local_review(
        key="reviews.lcspr-reviewer",
        label="Reviewer appointed",
        ask="Appoint the reviewer",
        started_by=DECIDED,
        length=WorkingDays(25),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        starts="decided_on",
        stops="reviewer_appointed_on",
        applies=_while_under_way("reviewer_appointed_on"),
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(10), before_due(3)),
        escalate=ladder(delegated=after_due(1)),
        pauses=MAY_WAIT_FOR,
    )
)

AGREE_TERMS = register(
    of_local_review(
        key="reviews.lcspr-terms",
        label="Terms of reference agreed",
        ask="Agree the terms of reference",
        started_by=DECIDED,
        length=WorkingDays(25),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        starts="decided_on",
        stops="terms_agreed_on",
        applies=_while_under_way("terms_agreed_on"),
        owed_by=Owed(RoleKey.STATUTORY_PARTNER),
        remind=(before_due(10), before_due(3)),
        escalate=ladder(lead=after_due(1)),
        pauses=MAY_WAIT_FOR,
    )
)

DRAFT = register(
    of_local_review(
        key="reviews.lcspr-draft",
        label="Draft of the report",
        ask="Receive the draft of the report",
        started_by=DECIDED,
        length=Months(4),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        starts="decided_on",
        stops="draft_on",
        applies=_while_under_way("draft_on"),
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(20, "d"), before_due(5, "d")),
        escalate=ladder(delegated=after_due(14, "d")),
        pauses=MAY_WAIT_FOR,
    )
)

# Regulation 14: the partners watch over how long a review takes and how good it is, at regular intervals. How regular
# is for them to say: once a month. One row a check; recording one opens the next.
CHECK_PROGRESS = register(
    Clock(
        key="reviews.lcspr-progress",
        label="Progress and quality check",
        ask="Check the review’s progress and quality",
        started_by="The last check was held, or the partners decided to hold the review",
        length=Months(1),
        authority=f"{REGULATIONS}, regulation 14: at regular intervals. Once a month is the partnership’s own interval",
        level=Level.STATUTE,
        model="reviews.ProgressCheck",
        starts="opens_on",
        stops="held_on",
        applies=lambda check: check.held_on is not None or (check.is_open and check.review.is_under_way),
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(5, "d"), before_due(0, "d")),
        escalate=ladder(delegated=after_due(1, "d")),
        visible=progress_checks_for,
        case="review.rapid_review.incident.case",
        reference="review.reference",
    )
)

# Working Together: completed and published as soon as possible and no later than six months from the decision.
PUBLISH_LOCAL_REVIEW = register(
    of_local_review(
        key="reviews.lcspr",
        label="Publish the local child safeguarding practice review",
        ask="Complete and publish the local child safeguarding practice review",
        started_by=DECIDED,
        length=Months(6),
        authority=f"Children Act 2004 section 16F; {REGULATIONS}",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        starts="decided_on",
        stops="finished_on",
        applies=_unless_discontinued,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(60, "d"), before_due(30, "d"), before_due(14, "d"), before_due(7, "d")),
        escalate=ladder(delegated=before_due(60, "d"), lead=after_due(1, "d")),
        pauses=MAY_WAIT_FOR,
        # Working Together: the Panel is told why a report will not be published in time.
        pause_told="the National Panel",
    )
)

NOTIFY_DELAY = register(
    of_local_review(
        key="reviews.lcspr-delay",
        label="Notice of the delay",
        ask="Tell the National Panel and the Secretary of State of the delay",
        started_by="It was known that the review would be late",
        length=WorkingDays(5),
        authority="The Panel and the Secretary of State are told of a delay; five working days is our own limit",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        starts="delay_known_on",
        stops="notice_sent_on",
        applies=_unless_discontinued,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(working_day(2), before_due(0)),
        escalate=ladder(lead=after_due(1, "d")),
    )
)

# Counted back from the day on which publication is planned. Publication on a day that is too early is refused.
SEND_COPY = register(
    of_local_review(
        key="reviews.lcspr-copy",
        label="Full report to the National Panel",
        ask="Send the full report to the Panel and the Secretary of State",
        started_by="Publication is planned",
        length=WorkingDaysBefore(COPY_DAYS),
        authority="The Panel and the Secretary of State have the full report seven working days before",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        starts="planned_publication_on",
        stops="copy_sent_on",
        applies=lambda review: review.is_under_way or review.is_published,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(5), before_due(2), before_due(1)),
        escalate=ladder(delegated=after_due(1, "d")),
    )
)

# Where publication is thought inappropriate: what will improve, with the reasons, in the same time as the report.
SEND_IMPROVEMENTS = register(
    of_local_review(
        key="reviews.lcspr-improvements",
        label="Information on the improvements",
        ask="Send the information on the improvements, and why the report is not published",
        started_by="The day on which the report would have been published",
        length=WorkingDaysBefore(COPY_DAYS),
        authority="Where the report is not published, information on the improvements is, and is sent as early",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        starts="planned_publication_on",
        stops="improvements_sent_on",
        applies=lambda review: _unless_discontinued(review) and review.intention == Intention.NOT_PUBLISH,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(5), before_due(2), before_due(1)),
        escalate=ladder(lead=after_due(1, "d")),
    )
)

KEEP_PUBLIC = register(
    of_local_review(
        key="reviews.lcspr-public",
        label="Report kept public for a year",
        ask="Keep the report public, and check that it still is",
        started_by=PUBLISHED,
        length=Months(12),
        authority="A published report stays available for at least twelve months",
        guidance=(Guidance.WORKING_TOGETHER,),
        level=Level.GUIDANCE,
        starts="finished_on",
        stops="still_public_on",
        applies=_of_published,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(30, "d"),),
    )
)

SEND_TO_REPOSITORY = register(
    of_local_review(
        key="reviews.lcspr-repository",
        label="Report to the NSPCC repository",
        ask="Send the report to the NSPCC repository",
        started_by=PUBLISHED,
        length=WorkingDays(5),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        starts="finished_on",
        stops="repository_sent_on",
        applies=_of_published,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(2), before_due(0)),
    )
)

OUTCOMES_SIX = register(
    of_local_review(
        key="reviews.lcspr-outcomes-6",
        label="Outcomes after six months",
        ask="Tell the National Panel of the outcomes after six months",
        started_by=PUBLISHED,
        length=Months(6),
        authority="The partnership’s learning and improvement framework: outcomes are reported to the Panel",
        level=Level.FRAMEWORK,
        starts="finished_on",
        stops="outcomes_six_on",
        applies=_of_published,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(30, "d"), before_due(0, "d")),
        escalate=ladder(delegated=after_due(1)),
    )
)

OUTCOMES_TWELVE = register(
    of_local_review(
        key="reviews.lcspr-outcomes-12",
        label="Outcomes after twelve months",
        ask="Tell the National Panel of the outcomes after twelve months",
        started_by=PUBLISHED,
        length=Months(12),
        authority="The partnership’s learning and improvement framework: outcomes are reported to the Panel",
        level=Level.FRAMEWORK,
        starts="finished_on",
        stops="outcomes_twelve_on",
        applies=_of_published,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(30, "d"), before_due(0, "d")),
        escalate=ladder(delegated=after_due(1)),
    )
)
