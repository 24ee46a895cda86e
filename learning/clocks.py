"""The clocks of embedding and publishing: a policy change on its day, who came to an event asked again after three
months, what was published looked at again after a year.
"""

from escp.access.roles import RoleKey
from escp.deadlines.clocks import Clock, Days, Level, Owed, after_due, before_due, ladder, register
from learning.choices import EventState, PolicyState
from learning.embedding.queries import events_for, policy_changes_for
from learning.publications.queries import publications_for

POLICY_CHANGE_DUE = register(
    Clock(
        key="learning.policy-change-due",
        label="Policy change due",
        ask="Change the policy, and say what changed",
        started_by="The change was required",
        due_field="due_on",
        authority="Day set by the partnership when the change was required",
        level=Level.LOCAL,
        model="learning.PolicyChange",
        starts="required_on",
        stops="settled_on",
        applies=lambda change: change.state != PolicyState.NOT_NEEDED,
        owed_by=Owed(RoleKey.AGENCY_CONTRIBUTOR, agency="agency", person="owner"),
        remind=(before_due(14, "d"), before_due(7, "d"), before_due(0, "d")),
        escalate=ladder(agency_lead=after_due(1, "d"), unit=after_due(14, "d")),
        visible=policy_changes_for,
    )
)

PUBLICATION_REVIEW = register(
    Clock(
        key="learning.publication-review",
        label="Look at a publication again",
        ask="Look at what was published: does it still hold?",
        started_by="It was published",
        due_field="review_on",
        authority="The partnership’s own target: twelve months, no guidance sets a time",
        level=Level.LOCAL,
        model="learning.LearningPublication",
        starts="published_on",
        stops="ended_on",
        # The report on a year is followed by the next.
        applies=lambda publication: not publication.is_report,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(30, "d"), before_due(0, "d")),
        escalate=ladder(delegated=after_due(30, "d")),
        visible=publications_for,
    )
)

TRAINING_FOLLOW_UP = register(
    Clock(
        key="learning.training-follow-up",
        label="Training follow-up",
        ask="Ask those who came what has changed since",
        started_by="The event was held",
        length=Days(90),
        authority="The partnership’s own target: what people do differently shows after some months",
        level=Level.LOCAL,
        model="learning.Event",
        starts=lambda event: event.happens_on,
        stops="followed_up_on",
        applies=lambda event: event.state == EventState.HELD,
        owed_by=Owed(RoleKey.BUSINESS_MANAGER),
        remind=(before_due(0, "d"),),
        escalate=ladder(unit=after_due(14, "d")),
        visible=events_for,
    )
)
