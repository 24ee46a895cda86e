"""The clocks of a national review: triage within the partnership's own time, and what the National Panel asked for.

What agencies are asked for has its clock with its kind of request (`reviews.asking`).
"""

from functools import partial

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Level, Owed, WorkingDays, after_due, before_due, ladder, register
from reviews.clocks.incident import OWN_LOCAL_TARGET
from reviews.queries import national_reviews_for

of_national_review = partial(Clock, model="reviews.NationalReview", visible=national_reviews_for)

TRIAGE = register(
    of_national_review(
        key="reviews.national-triage",
        label="Triage of a national review",
        ask="Say how much the national review matters here",
        started_by="The national review was logged",
        length=WorkingDays(10),
        authority=OWN_LOCAL_TARGET,
        level=Level.LOCAL,
        starts="logged_on",
        stops="triaged_on",
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(5), before_due(0)),
        escalate=ladder(delegated=after_due(5)),
    )
)

REPORT_BACK = register(
    of_national_review(
        key="reviews.national-report-back",
        label="Report back to the National Panel",
        ask="Report back to the National Panel on the national review",
        started_by="The Panel asked the partnership for assurance",
        due_field="panel_due_on",
        authority="The National Panel’s request names the day",
        level=Level.NATIONAL,
        starts="panel_asked_on",
        stops="panel_reported_on",
        applies=lambda review: review.panel_due_on is not None,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(10), before_due(3), before_due(0)),
        escalate=ladder(delegated=after_due(1)),
    )
)
